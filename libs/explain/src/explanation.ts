import { resolve, type Entry, type Language } from '#libs/domain';
import type { Input } from './approach.js';
import type { Behind, Move } from './behind.js';
import { citedEntryOf, logsOf, type CitedEntry, type Contribution, type Logs } from './cited-entry.js';
import { isSame } from './figures.js';
import type { Question } from './question.js';
import { countInText, deedOf, derivedInText, factInText } from './sentences.js';

/** Why a figure is what it is. */
export type Explanation = { view: string; pointer: string; value: unknown; text: string } & (
  | { kind: 'count'; contributions: Contribution[] }
  | { kind: 'derived'; formula: string; inputs: readonly Input[] }
  | { kind: 'fact'; entries: CitedEntry[] }
);

/** Some of the entries behind a figure, those that are to be told of: there may be many thousands. */
export interface Told {
  behind: Behind;
  /** The revisions of those to be told of, in their order. */
  page: readonly number[];
}

/**
 * The revisions of the entries that must be at hand, with all that name them, to tell of some of those behind a figure: those, and
 * what its text goes by.
 */
export function neededFor({ plan }: Question, { behind: { revisions, deeds }, page }: Told): readonly number[] {
  if (plan.kind === 'fact') return [...page, ...revisions.slice(0, 1)];
  return plan.kind === 'count' && !deeds ? revisions : page;
}

/**
 * Says why a figure is what it is. Of the entries behind it some are told of, and the text is of all; `entries` are those that are
 * needed for that, by revision. Yields now and then, so that the caller can let others work.
 */
export function* explain(
  question: Question,
  { behind: { revisions, moves, deeds }, page }: Told,
  entries: readonly Entry[],
  language: Language = 'en',
): Generator<undefined, Explanation> {
  const { plan, view, pointer, value } = question;
  const head = { view, pointer, value };
  if (plan.kind === 'derived') {
    const { formula, inputs } = plan;
    const text = derivedInText(value, formula.text, inputs);
    return { ...head, kind: 'derived', formula: formula.text, inputs, text };
  }
  const logs = logsOf(entries, yield* resolve(entries), language);
  if (plan.kind === 'fact') {
    const told = page.map((revision) => citedEntryOf(logs, revision));
    // The text is English, and so is what it quotes.
    const [last] = revisions.slice(0, 1).map((revision) => citedEntryOf({ ...logs, language: 'en' }, revision));
    return { ...head, kind: 'fact', entries: told, text: factInText(value, last) };
  }
  const contributions: Contribution[] = [];
  for (const revision of page) {
    const move = moves.get(revision);
    if (move) contributions.push(contributionOf(move, logs));
    yield undefined;
  }
  const text = countInText(value, [...moves.values()], deeds ?? deedsIn(logs));
  return { ...head, kind: 'count', contributions, text };
}

/** A contribution as it is told. */
function contributionOf({ revision, contributed, recorded }: Move, logs: Logs): Contribution {
  const isChanged = recorded !== undefined && !isSame(contributed, recorded);
  return { ...citedEntryOf(logs, revision), contributed, ...(isChanged && { asRecorded: recorded }) };
}

const deedsIn = ({ effective }: Logs): Map<number, string> =>
  new Map([...effective].map(([revision, one]) => [revision, deedOf(one)]));
