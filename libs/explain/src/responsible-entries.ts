import { mayChange, sliceLength, type Effective, type EntryType } from '#libs/domain';
import { byEntry } from './explanation.js';
import type { Question } from './question.js';
import { difference, numberOf, type Contributed, type Figure } from './figures.js';
import type { Trace } from './approach.js';
import { trace, type Change } from './trace.js';

/** What an entry did to a figure: so much of a count, or it says the fact. */
export type Touch = Contributed | 'said';

/** How far a log is folded: what folds, in order, and up to which instant (milliseconds since 1970). */
export interface Folding {
  effective: readonly Effective[];
  until: number;
}

/**
 * How many entries two folds have in common before the first at which they differ. Yields now and then. Corrections that say
 * the same may have been read at different times.
 */
export function* commonStart(a: Folding, b: Folding): Generator<undefined, number> {
  let index = 0;
  for (; ; index++) {
    const [one, other] = [a.effective[index], b.effective[index]];
    if (!one || !other || one.at > Math.min(a.until, b.until) || !isSame(one, other)) return index;
    if (index % sliceLength === 0) yield undefined;
  }
}

const isSame = (one: Effective, other: Effective): boolean =>
  one.entry.revision === other.entry.revision &&
  one.at === other.at &&
  one.occurredAt === other.occurredAt &&
  (one.data === other.data || JSON.stringify(one.data) === JSON.stringify(other.data));

/** How many entries of each type come after so many of a fold. Yields now and then. */
export function* countsSince(
  { effective, until }: Folding,
  since: number,
): Generator<undefined, ReadonlyMap<EntryType, number>> {
  const counts = new Map<EntryType, number>();
  for (let index = since; index < effective.length; index++) {
    const { at, entry } = effective[index] as Effective;
    if (at > until) break;
    counts.set(entry.type, (counts.get(entry.type) ?? 0) + 1);
    if (index % sliceLength === 0) yield undefined;
  }
  return counts;
}

/** How often a figure is looked at to say which of these entries touch it. */
export function looksOf({ plan }: Question, counts: ReadonlyMap<EntryType, number>): number {
  if (!('walk' in plan)) return 0;
  const { on } = plan.walk;
  return [...counts].reduce((sum, [type, count]) => (!on || mayChange(type, on) ? sum + count : sum), 0);
}

/**
 * What entries did to each of some figures, by revision: all of those that come after so many entries of the fold, where need
 * be some before. One pass for all of them. Yields now and then.
 */
export function* touchedSince(
  questions: readonly Question[],
  { effective, until }: Folding,
  since: number,
): Generator<undefined, Map<number, Touch>[]> {
  const walks = questions.flatMap(({ plan }): Trace<unknown>[] => ('walk' in plan ? [plan.walk] : []));
  const changes = (yield* trace(effective, until, walks, since)).values();
  return questions.map((question) => touchesOf(question, () => changes.next().value ?? []));
}

function touchesOf({ plan, bound }: Question, changes: () => Change<unknown>[]): Map<number, Touch> {
  const asked = (figure: Figure): Figure => (bound === undefined ? figure : numberOf(figure, bound));
  if (plan.kind === 'count')
    return 'told' in plan
      ? new Map(plan.told.map(({ revision, figure }) => [revision, difference(undefined, asked(figure))]))
      : byEntry(changes() as Change<Figure>[], asked);
  if (plan.kind === 'derived') return new Map();
  const said =
    'by' in plan ? plan.by : changes().flatMap((one) => (one.after === undefined ? [] : [one.entry.entry.revision]));
  return new Map(said.map((revision) => [revision, 'said']));
}
