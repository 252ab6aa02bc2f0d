import { views, type Folded, type FoldOptions, type MissionState, type ViewName } from '#libs/domain';
import { Slice } from '../slices.js';
import type { Course, Take } from './course.js';
import { differing, figuresOf, type Figure } from './figures.js';

/** What differs between two states of a mission, figure by figure. */
export interface Difference {
  items: Differing[];
  /** Highest revision considered on either side. */
  from: number;
  to: number;
  /** How many entries only one of the two states has. */
  between: number;
  /** Whether each figure names the entries that changed it; else all that are between are named. */
  isEach: boolean;
}

/** A figure that differs. */
export interface Differing {
  /** JSON Pointer (RFC 6901) into the view as it is after, or, where it is no longer there, before. */
  pointer: string;
  /** Absent where there was no such figure before, or is none after. */
  from?: Figure;
  to?: Figure;
  /** Revisions responsible: none where the calendar alone changed the figure. The first hundred, where there are more. */
  entries: number[];
}

/** One of the two states: what is seen, and the instant (milliseconds since 1970) that the view is shown for. */
export interface Side {
  course: Course;
  options: FoldOptions;
  at: number;
}

/** Many more entries than this are not told apart: each is a view to be drawn. */
const toldApartMax = 500;
const figuresDrawnMax = 2_000_000;

/** What was known in another order than recorded is placed anew for each entry: at most so many places. */
const placedMax = 1_000_000;

/** How many entries a figure names. */
const namedMax = 100;

type Figures = ReturnType<typeof figuresOf>;

/** Works out what differs between two states in one view, and by which entries. Both are of one log. */
export async function differenceOf(view: ViewName, take: Take, from: Side, to: Side): Promise<Difference> {
  const draw = ({ state }: Pick<Folded, 'state'>, at: number): Figures => figuresOf(views[view](state, { at }));
  const [before, after] = [await foldOf(from, take), await foldOf(to, take)];
  const [was, is] = [draw(before, from.at), draw(after, to.at)];
  const { first, second, between, isNested, isOnTop } = apart(from, to);
  const isNear = isOnTop || between.length * first.course.length <= placedMax;
  const isEach = isNested && isNear && between.length <= toldApartMax && between.length * is.size <= figuresDrawnMax;
  const changes = new Map<string, number[]>();
  if (isEach) {
    let figures = draw(await foldOf(first, take), second.at);
    const slice = new Slice();
    for await (const [revision, state] of statesBetween(first, second, between, take)) {
      const next = draw({ state }, second.at);
      for (const path of differing(figures, next)) changes.set(path, [...(changes.get(path) ?? []), revision]);
      figures = next;
      if (slice.isOver) await slice.next();
    }
  }
  const items = differing(was, is).map((path): Differing => {
    const [old, now] = [was.get(path), is.get(path)];
    const entries = isEach ? (changes.get(path) ?? []) : between;
    return {
      pointer: (now ?? old)?.pointer ?? '',
      ...(old && { from: old.value }),
      ...(now && { to: now.value }),
      entries: entries.slice(0, namedMax),
    };
  });
  return { items, from: before.revision, to: after.revision, between: between.length, isEach };
}

const foldOf = ({ course, options }: Side, take: Take): Promise<Folded> => course.folded(take, options.validAt);

interface Apart {
  first: Side;
  second: Side;
  /** Revisions that only one side has. */
  between: number[];
  /** Whether the second side has all that the first has. */
  isNested: boolean;
  /** Whether what it has besides comes after all of that. */
  isOnTop: boolean;
}

/** Which of two sides comes first, and what only one of them has. */
function apart(from: Side, to: Side): Apart {
  const [ours, theirs] = [from, to].map(({ course, options }) => course.revisions(options.validAt)) as [
    number[],
    number[],
  ];
  const [inOurs, inTheirs] = [new Set(ours), new Set(theirs)];
  const gone = ours.filter((revision) => !inTheirs.has(revision));
  const come = theirs.filter((revision) => !inOurs.has(revision));
  const between = [...gone, ...come].sort((a, b) => a - b);
  const [first, second] = gone.length > come.length ? [to, from] : [from, to];
  const isOnTop = first.course === second.course || (between[0] ?? first.course.length) >= first.course.length;
  return { first, second, between, isOnTop, isNested: gone.length === 0 || come.length === 0 };
}

/** The states on the way from one side to the other, one entry after another, each with the revision that made it. */
async function* statesBetween(
  first: Side,
  second: Side,
  between: readonly number[],
  take: Take,
): AsyncGenerator<[number, MissionState]> {
  if (first.course === second.course) {
    yield* second.course.statesAfter(first.options.validAt, second.options.validAt, take);
    return;
  }
  let { course } = first;
  for (const entry of await take(between)) {
    course = await course.including(entry, take);
    yield [entry.revision, (await course.folded(take, second.options.validAt)).state];
  }
}
