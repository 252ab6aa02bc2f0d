import type { Held, Language } from '#libs/domain';
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
  /** The answer as JSON, piece by piece. */
  document: () => Generator<string>;
  /** What it is if rows were refused that were to be recorded. */
  problem?: Problem;
}

interface Telling {
  dryRun: boolean;
  language: Language;
  held: Held;
  /** What is told of the whole besides. */
  frame: object;
}

/** Tells what became of a table. */
export function* tellTable(
  table: ReadTable,
  outcome: ImportOutcome,
  { dryRun, language, held, frame }: Telling,
): Generator<undefined, TableAnswer> {
  const rows = yield* toldRows(table, outcome, language, held);
  const counts = { recorded: 0, wouldRecord: 0, alreadyThere: 0, refused: 0, leftOut: 0 };
  for (const { outcome: word } of rows) counts[countOf[word]]++;
  const { revision } = outcome;
  const about = { kind: table.name, dryRun, ...(revision >= 0 && { revision }), counts };
  const isRefused = !dryRun && counts.refused > 0;
  const { remarks } = frame as { remarks: object };
  const problem = isRefused
    ? new Problem('rows-refused', details.rowsRefused(counts.refused), {
        kind: table.name,
        counts,
        remarks,
        rows,
      })
    : undefined;
  return {
    status: problem?.status ?? (counts.recorded > 0 ? 201 : 200),
    revision,
    rows,
    document: () => documentOf({ ...frame, ...about }, rows),
    ...(problem && { problem }),
  };
}

const countOf = {
  recorded: 'recorded',
  'would-record': 'wouldRecord',
  'already-there': 'alreadyThere',
  refused: 'refused',
  'left-out': 'leftOut',
} as const satisfies Record<ToldRow['outcome'], string>;

function* documentOf(frame: object, rows: readonly ToldRow[]): Generator<string> {
  yield `${JSON.stringify(frame).slice(0, -1)},"rows":[`;
  for (const [index, row] of rows.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(row)}`;
  yield ']}';
}
