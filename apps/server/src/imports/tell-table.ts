import { redact, tellDiscrepancy, viewLabels, type Discrepancy, type Held, type Language } from '#libs/domain';
import { Problem } from '../http/problems.js';
import { details } from './details.js';
import type { ImportOutcome } from './import-table.js';
import type { ReadTable } from './read-table.js';
import { toldRows, type ToldRow } from './told-rows.js';

/** How a table is answered. */
export interface TableAnswer {
  status: number;
  /** The newest revision that was seen; -1 if nothing was recorded because of refused rows. */
  revision: number;
  rows: readonly ToldRow[];
  discrepancies: readonly object[];
  /** All that is told besides. */
  frame: object;
  /** What it is if rows were refused that were to be recorded. */
  problem?: Problem;
}

interface Telling {
  mission: string;
  dryRun: boolean;
  language: Language;
  held: Held;
  remarks: readonly object[];
}

/** Tells what became of a table. */
export function* tellTable(
  table: ReadTable,
  outcome: ImportOutcome,
  { mission, dryRun, language, held, remarks }: Telling,
): Generator<undefined, TableAnswer> {
  const rows = yield* toldRows(table, outcome, language, held);
  const discrepancies = yield* toldDiscrepancies(outcome.discrepancies, language, held);
  const counts = { recorded: 0, wouldRecord: 0, alreadyThere: 0, refused: 0, leftOut: 0 };
  for (const { outcome: word } of rows) counts[countOf[word]]++;
  const { revision } = outcome;
  const kind = table.name;
  const isRefused = !dryRun && counts.refused > 0;
  const problem = isRefused
    ? new Problem('rows-refused', details.rowsRefused(counts.refused), { kind, counts, remarks })
    : undefined;
  return {
    status: problem?.status ?? (counts.recorded > 0 ? 201 : 200),
    revision,
    rows,
    discrepancies,
    frame: { mission, remarks, kind, dryRun, ...(revision >= 0 && { revision }), counts },
    ...(problem && { problem }),
  };
}

function* toldDiscrepancies(
  all: readonly Discrepancy[],
  language: Language,
  held: Held,
): Generator<undefined, object[]> {
  const told: object[] = [];
  for (const one of all) {
    told.push(redact(tellDiscrepancy(one, language), viewLabels.discrepancies.items, held, language));
    yield;
  }
  return told;
}

const countOf = {
  recorded: 'recorded',
  'would-record': 'wouldRecord',
  'already-there': 'alreadyThere',
  refused: 'refused',
  'left-out': 'leftOut',
} as const satisfies Record<ToldRow['outcome'], string>;
