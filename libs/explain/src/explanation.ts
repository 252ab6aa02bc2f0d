import { amends, type Entry, type Language, resolve, type Resolved, type FoldOptions } from '#libs/domain';
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
 * The revisions that an explanation is made of, if the state that was asked says which: then those entries and all that name
 * them are enough of the log. Undefined if all of it is needed, to follow the figure.
 */
export function citedBy({ plan }: Question): readonly number[] | undefined {
  if (plan.kind === 'derived') return [];
  if ('walk' in plan) return undefined;
  return 'by' in plan ? plan.by : plan.told.map(({ revision }) => revision);
}

/** Which of the revisions behind a figure are told of, in their order: a figure may have many thousands of entries behind it. */
export type Some = (revisions: readonly number[]) => readonly number[];

/**
 * Says why a figure is what it is, from the entries of the log and the horizon of the state that was asked; of the entries behind
 * it, those that `some` takes are told of, and the text is of all. Yields now and then, so that the caller can let others work.
 */
export function* explain(
  question: Question,
  entries: readonly Entry[],
  options: FoldOptions,
  language: Language = 'en',
  some: Some = (all) => all,
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
    const behind = some(by).map((revision) => citedEntryOf(logs, revision));
    // The text is English, and so is what it quotes.
    const [last] = by.slice(0, 1).map((revision) => citedEntryOf({ ...logs, language: 'en' }, revision));
    return { ...head, kind: 'fact', entries: behind, text: factInText(value, last) };
  }
  const moves = yield* movesOf(question, plan, logs, options);
  yield undefined;
  const byRevision = new Map(moves.map((move) => [move.revision, move]));
  const told = some([...byRevision.keys()]).flatMap((revision) => byRevision.get(revision) ?? []);
  const contributions = told.map((move) => contributionOf(move, logs));
  yield undefined;
  return { ...head, kind: 'count', contributions, text: countInText(value, moves, logs) };
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

/** What an entry contributed, and what it would where neither corrections nor retractions are applied, if that is known. */
interface Move {
  revision: number;
  contributed: Contributed;
  recorded?: Contributed;
}

/** What entries contributed to a count in the order of the fold; after them those that corrections or retractions made silent. */
function* movesOf(
  { bound, value }: Question,
  plan: Approach & { kind: 'count' },
  logs: Logs,
  options: FoldOptions,
): Generator<undefined, Move[]> {
  const asked = (figure: Figure): Figure => (bound === undefined ? figure : numberOf(figure, bound));
  if ('told' in plan)
    return plan.told.map(({ revision, figure }) => ({ revision, contributed: difference(undefined, asked(figure)) }));
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
  return [...contributed.keys(), ...silent.toSorted((a, b) => a - b)].map((revision) => ({
    revision,
    contributed: contributed.get(revision) ?? nothing,
    recorded: recorded.get(revision) ?? nothing,
  }));
}

/** A contribution as it is told. */
function contributionOf({ revision, contributed, recorded }: Move, logs: Logs): Contribution {
  const behind = citedEntryOf(logs, revision);
  const isEdited = (behind.correctedBy ?? behind.retractedBy) !== undefined;
  const isChanged = isEdited && recorded !== undefined && !isSame(contributed, recorded);
  return { ...behind, contributed, ...(isChanged && { asRecorded: recorded }) };
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
