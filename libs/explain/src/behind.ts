import { amends, definitionOf, type Entry } from '#libs/domain';
import type { Chronicle } from './chronicle/chronicle.js';
import { difference, isNothing, numberOf, type Contributed, type Figure, type Moved } from './figures.js';
import type { Question } from './question.js';

/** What is known of a log to say what is behind the figures that are followed through its fold. */
export interface Followed {
  now: Chronicle;
  /** The log where neither corrections nor retractions are applied; undefined if there are none. It need tell only of what they name. */
  recorded: Chronicle | undefined;
  /** No entry after this instant (milliseconds since 1970) is considered. */
  until: number;
  /** Whether a correction or retraction of an entry is in force. */
  isEdited: (revision: number) => boolean;
}

/** What an entry contributed, and what it would if neither corrections nor retractions are applied, if that is known. */
export interface Move {
  revision: number;
  contributed: Contributed;
  recorded?: Contributed;
}

/** The entries behind a figure. */
export interface Behind {
  /** Of a count in the order of the fold, after them those that corrections or retractions made silent; those that said a fact last first. */
  revisions: readonly number[];
  /** What each of them contributed to a count. */
  moves: ReadonlyMap<number, Move>;
  /** What each of them did, after a number, where the fold was followed: "675 repatriated". */
  deeds?: ReadonlyMap<number, string>;
}

/** An entry where neither corrections nor retractions are applied: one that edits another is as a note, so that each keeps its revision. */
export const asRecorded = (entry: Entry): Entry =>
  amends(entry) || definitionOf(entry.type).relation === 'settles'
    ? { ...entry, type: 'NoteAdded', data: { text: '' } }
    : entry;

/** Whether it takes a whole log, followed, to say what is behind a figure; else the state that was asked says it. */
export const isFollowed = ({ plan }: Question): boolean => 'walk' in plan;

/** The entries behind a figure. Yields now and then: there may be many thousands. */
export function* behind(question: Question, followed?: Followed): Generator<undefined, Behind> {
  const { plan, bound } = question;
  const nothing: Behind = { revisions: [], moves: new Map() };
  if (plan.kind === 'derived') return nothing;
  if ('by' in plan) return { ...nothing, revisions: plan.by };
  const asked = (figure: Figure): Figure => (bound === undefined ? figure : numberOf(figure, bound));
  if ('told' in plan) {
    const moves = plan.told.map(
      ({ revision, figure }) => [revision, { revision, contributed: difference(undefined, asked(figure)) }] as const,
    );
    return { revisions: [...new Set(plan.told.map(({ revision }) => revision))], moves: new Map(moves) };
  }
  if (!followed) throw new Error('a figure that is followed through the fold was asked of a log that is not');
  const { cell, until = Number.POSITIVE_INFINITY } = plan.walk;
  const of = (chronicle: Chronicle): Moved<unknown>[] => chronicle.movesOf(cell, Math.min(until, followed.until));
  const changes = of(followed.now);
  if (plan.kind === 'fact') return { ...nothing, revisions: sayingIn(changes) };
  yield undefined;
  const contributed = byEntry(changes as Moved<Figure>[], asked);
  yield undefined;
  const recorded = followed.recorded && byEntry(of(followed.recorded) as Moved<Figure>[], asked);
  const moves = movesIn(question, contributed, recorded, followed.isEdited);
  yield undefined;
  return { revisions: [...moves.keys()], moves, deeds: followed.now.deedsOf(moves) };
}

/** The revisions of the entries that said something, last first. */
export const sayingIn = (changes: readonly Moved<unknown>[]): number[] =>
  changes.flatMap(({ revision, after }) => (after === undefined ? [] : [revision])).toReversed();

/** What each entry contributed that contributed anything. */
export function byEntry(
  changes: readonly Moved<Figure>[],
  asked: (figure: Figure) => Figure,
): Map<number, Contributed> {
  const contributed = new Map<number, Contributed>();
  for (const { revision, before, after } of changes) {
    const moved = difference(asked(before), asked(after));
    if (!isNothing(moved)) contributed.set(revision, moved);
  }
  return contributed;
}

/** What entries contributed to a count, and after them those that corrections or retractions made silent. */
export function movesIn(
  { value }: Pick<Question, 'value'>,
  contributed: ReadonlyMap<number, Contributed>,
  recorded: ReadonlyMap<number, Contributed> | undefined,
  isEdited: (revision: number) => boolean,
): Map<number, Move> {
  const isWhole = typeof value === 'object' && value !== null;
  const nothing: Contributed = isWhole ? { low: 0, best: 0, high: 0 } : 0;
  const moves = new Map<number, Move>();
  for (const [revision, moved] of contributed)
    moves.set(revision, {
      revision,
      contributed: moved,
      ...(isEdited(revision) && { recorded: recorded?.get(revision) ?? nothing }),
    });
  const silent = [...(recorded?.keys() ?? [])].filter((revision) => !contributed.has(revision) && isEdited(revision));
  for (const revision of silent.toSorted((a, b) => a - b))
    moves.set(revision, { revision, contributed: nothing, recorded: recorded?.get(revision) ?? nothing });
  return moves;
}
