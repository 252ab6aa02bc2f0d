import { amends, type Entry, type Language, resolve, sliceLength, type Resolved, type FoldOptions } from '#libs/domain';
import type { Question } from './question.js';
import { citedEntryOf, logsOf, type CitedEntry, type Contribution, type Logs } from './cited-entry.js';
import { difference, isNothing, numberOf, type Contributed, type Figure } from './figures.js';
import type { Input, Approach, Trace } from './approach.js';
import { countInText, derivedInText, factInText } from './sentences.js';
import { trace, type Change } from './trace.js';

/** Why a figure is what it is. */
export type Explanation = { view: string; pointer: string; value: unknown; text: string } & (
  | { kind: 'count'; contributions: Contribution[] }
  | { kind: 'derived'; formula: string; inputs: readonly Input[] }
  | { kind: 'fact'; entries: CitedEntry[] }
);

/**
 * Says why a figure is what it is, from the entries of the log and the horizon of the state that was asked. Yields now and
 * then, so that the caller can let others work.
 */
export function* explain(
  question: Question,
  entries: readonly Entry[],
  options: FoldOptions,
  language: Language = 'en',
): Generator<undefined, Explanation> {
  const { plan, view, pointer, value } = question;
  const head = { view, pointer, value };
  if (plan.kind === 'derived') {
    const { formula, inputs } = plan;
    const text = derivedInText(value, formula.text, inputs);
    return { ...head, kind: 'derived', formula: formula.text, inputs, text };
  }
  const resolved = yield* resolve(entries, options);
  const logs = logsOf(entries, resolved, language);
  if (plan.kind === 'fact') {
    const by = 'by' in plan ? plan.by : yield* changesOf(plan.walk, resolved, options);
    const behind = by.map((revision) => citedEntryOf(logs, revision));
    // The text is English, and so is what it quotes.
    const [last] = by.slice(0, 1).map((revision) => citedEntryOf({ ...logs, language: 'en' }, revision));
    return { ...head, kind: 'fact', entries: behind, text: factInText(value, last) };
  }
  const contributions = yield* contributionsTo(question, plan, logs, options);
  yield undefined;
  return { ...head, kind: 'count', contributions, text: countInText(value, contributions, logs.effective) };
}

const untilOf = ({ validAt }: FoldOptions): number => validAt ?? Number.POSITIVE_INFINITY;

/** The revisions of the entries that changed something said, last first. */
function* changesOf(
  walk: Trace<unknown>,
  { effective }: Resolved,
  options: FoldOptions,
): Generator<undefined, number[]> {
  const [changes = []] = yield* trace(effective, untilOf(options), [walk]);
  return changes
    .filter(({ after }) => after !== undefined)
    .map(({ entry }) => entry.entry.revision)
    .toReversed();
}

/** The contributions to a count in the order of the fold; after them the entries that corrections or retractions made silent. */
function* contributionsTo(
  { bound, value }: Question,
  plan: Approach & { kind: 'count' },
  logs: Logs,
  options: FoldOptions,
): Generator<undefined, Contribution[]> {
  const asked = (figure: Figure): Figure => (bound === undefined ? figure : numberOf(figure, bound));
  if ('told' in plan) {
    return plan.told.map(({ revision, figure }) => ({
      ...citedEntryOf(logs, revision),
      contributed: difference(undefined, asked(figure)),
    }));
  }
  const { effective, correctedBy, retractedBy } = logs.resolved;
  const [changes = []] = yield* trace(effective, untilOf(options), [plan.walk]);
  yield undefined;
  const contributed = byEntry(changes, asked);
  yield undefined;
  const isEdited = correctedBy.size > 0 || retractedBy.size > 0;
  const recorded = isEdited ? yield* asRecorded(plan.walk, logs, options, asked) : contributed;
  const silent = [...recorded.keys()].filter(
    (revision) => !contributed.has(revision) && (retractedBy.has(revision) || correctedBy.has(revision)),
  );
  const isWhole = typeof value === 'object' && value !== null;
  const nothing: Contributed = isWhole ? { low: 0, best: 0, high: 0 } : 0;
  const contributions: Contribution[] = [];
  for (const revision of [...contributed.keys(), ...silent.toSorted((a, b) => a - b)]) {
    const behind = citedEntryOf(logs, revision);
    const now = contributed.get(revision) ?? nothing;
    const before = recorded.get(revision) ?? nothing;
    const isChanged = (behind.correctedBy ?? behind.retractedBy) !== undefined && !isSame(now, before);
    const one = { ...behind, contributed: now, ...(isChanged && { asRecorded: before }) };
    if (contributions.push(one) % sliceLength === 0) yield undefined;
  }
  return contributions;
}

const isSame = (a: Contributed, b: Contributed): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What each entry contributed that contributed anything. */
export function byEntry(
  changes: readonly Change<Figure>[],
  asked: (figure: Figure) => Figure,
): Map<number, Contributed> {
  const contributed = new Map<number, Contributed>();
  for (const { entry, before, after } of changes) {
    const moved = difference(asked(before), asked(after));
    if (!isNothing(moved)) contributed.set(entry.entry.revision, moved);
  }
  return contributed;
}

/** What each entry contributes where neither corrections nor retractions are applied. */
function* asRecorded(
  walk: Trace<Figure>,
  { entries }: Logs,
  options: FoldOptions,
  asked: (figure: Figure) => Figure,
): Generator<undefined, Map<number, Contributed>> {
  const { effective } = yield* resolve(entries.map(silenced), options);
  const [changes = []] = yield* trace(effective, untilOf(options), [walk]);
  return byEntry(changes, asked);
}

/** An entry that edits another as a note, which edits nothing: so each keeps its revision. */
function silenced(entry: Entry): Entry {
  return amends(entry) ? { ...entry, type: 'NoteAdded', data: { text: '' } } : entry;
}
