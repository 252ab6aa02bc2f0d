import { mayChange, type Effective, type EntryType, type MissionState } from '#libs/domain';
import { byEntry } from './behind.js';
import type { Question } from './question.js';
import { difference, numberOf, type Contributed, type Figure } from './figures.js';
import type { Trace } from './approach.js';
import { convoyNamedBy, trace, type Change } from './trace.js';

/** What an entry did to a figure: so much of a count, or it says the fact. */
export type Touch = Contributed | 'said';

/** What folds, in order, after a state. */
export interface Folding {
  /** What comes before is folded into it; undefined if nothing does. Whoever follows figures changes it. */
  start: MissionState | undefined;
  effective: readonly Effective[];
}

/** How many entries of each type there are: of all, and of those that name a convoy. */
export interface Counts {
  all: ReadonlyMap<EntryType, number>;
  ofConvoys: ReadonlyMap<string, ReadonlyMap<EntryType, number>>;
}

/** Counts entries by type, and by the convoy that they name. */
export function countsOf(effective: readonly Effective[]): Counts {
  const all = new Map<EntryType, number>();
  const ofConvoys = new Map<string, Map<EntryType, number>>();
  for (const one of effective) {
    const { type } = one.entry;
    const convoy = convoyNamedBy(one);
    let own = convoy === undefined ? undefined : ofConvoys.get(convoy);
    if (!own && convoy !== undefined) ofConvoys.set(convoy, (own = new Map()));
    for (const counts of [all, own]) counts?.set(type, (counts.get(type) ?? 0) + 1);
  }
  return { all, ofConvoys };
}

/** How often a figure is looked at to say which of these entries touch it. */
export function looksOf({ plan }: Question, { all, ofConvoys }: Counts): number {
  if (!('walk' in plan)) return 0;
  const { on, convoy } = plan.walk;
  const counts = convoy === undefined ? all : (ofConvoys.get(convoy) ?? []);
  return [...counts].reduce((sum, [type, count]) => (!on || mayChange(type, on) ? sum + count : sum), 0);
}

/** What entries did to each of some figures, by revision; those `asked` for alone. One pass for all figures. Yields now and then. */
export function* touchesIn(
  questions: readonly Question[],
  { start, effective }: Folding,
  asked?: ReadonlySet<number>,
): Generator<undefined, Map<number, Touch>[]> {
  const walks = questions.flatMap(({ plan }): Trace<unknown>[] => ('walk' in plan ? [plan.walk] : []));
  const changes = (yield* trace(effective, Number.POSITIVE_INFINITY, walks, start, asked)).values();
  return questions.map((question) => touchesOf(question, () => changes.next().value ?? []));
}

function touchesOf({ plan, bound }: Question, changes: () => Change<unknown>[]): Map<number, Touch> {
  const asked = (figure: Figure): Figure => (bound === undefined ? figure : numberOf(figure, bound));
  if (plan.kind === 'count')
    return 'told' in plan
      ? new Map(plan.told.map(({ revision, figure }) => [revision, difference(undefined, asked(figure))]))
      : byEntry(changes() as Change<Figure>[], asked);
  if (plan.kind === 'derived') return new Map();
  const said = 'by' in plan ? plan.by : changes().flatMap((one) => (one.after === undefined ? [] : [one.revision]));
  return new Map(said.map((revision) => [revision, 'said']));
}
