import {
  inLanguage,
  inWords,
  partsOf,
  redact,
  type Entry,
  type FieldError,
  type Held,
  type Language,
  type Parts,
  type Said,
} from '#libs/domain';
import type { Refused, RowOutcome } from '#libs/timeline';
import { problemOf } from '../commands/answers.js';
import type { Draft, RowError } from './drafts.js';
import { details } from './details.js';
import type { Header } from './header.js';
import type { ImportOutcome } from './import-table.js';
import { textIn } from './cells/cell.js';
import type { Asked, Kind } from './kinds.js';
import { rowLabels } from './row-labels.js';

/** What is told of a row. */
export interface ToldRow {
  row: number;
  outcome: 'recorded' | 'would-record' | 'already-there' | 'refused' | 'left-out';
  revision?: number;
  sentence?: string;
  parts?: Parts;
  warnings?: object[];
  errors?: { column?: string; value?: string; rule: string; text: string; parts: Parts; figures?: object }[];
}

/** A table of which is told. */
export interface TableTold {
  drafts: readonly Draft[];
  header: Header;
  kind: Kind;
}

/** What is told of each row, as somebody may read it. */
export function* toldRows(
  table: TableTold,
  { outcomes, isRecorded }: ImportOutcome,
  language: Language,
  held: Held,
): Generator<undefined, ToldRow[]> {
  const told: ToldRow[] = [];
  for (const [index, draft] of table.drafts.entries()) {
    const one = toldRow(table, draft, outcomes[index], isRecorded, language);
    told.push(redact(one, rowLabels, held, language) as ToldRow);
    yield;
  }
  return told;
}

function toldRow(
  table: TableTold,
  draft: Draft,
  outcome: RowOutcome | undefined,
  isRecorded: boolean,
  language: Language,
): ToldRow {
  const { number: row } = draft.row;
  if (draft.skipped) {
    const { text, parts } = inLanguage(draft.skipped, language);
    return { row, outcome: 'left-out', sentence: text, parts };
  }
  const errors = outcome?.kind === 'refused' ? errorsOf(table, draft, outcome.refused) : draft.errors;
  if (errors.length > 0) return { row, outcome: 'refused', errors: errors.map((error) => toldError(error, language)) };
  if (outcome?.kind !== 'accepted') return { row, outcome: 'already-there' };
  const entries = outcome.entries.map(({ body }) => JSON.parse(body) as Entry);
  const lines = entries.map(({ type, data }) => partsOf(type, data, language));
  const parts = lines.flatMap((line, index) => (index === 0 ? line : ['\n', ...line]));
  const warnings = outcome.warnings.map(({ rule, entries: earlier, said }) => ({
    rule,
    entries: earlier,
    ...inLanguage(said, language),
  }));
  const last = entries.at(-1);
  return {
    row,
    outcome: isRecorded ? 'recorded' : 'would-record',
    ...(isRecorded && last && { revision: last.revision }),
    sentence: inWords(parts, language),
    parts,
    ...(warnings.length > 0 && { warnings }),
  };
}

function toldError({ said, ...error }: RowError, language: Language) {
  const { text, parts } = inLanguage(said, language);
  return { ...error, text, parts };
}

/** The columns that something was wrong with, if one can be named. */
function errorsOf(table: TableTold, draft: Draft, refused: Refused): RowError[] {
  if (refused.kind === 'invalid') return refused.errors.map((error) => errorAt(table, draft, error));
  const problem = problemOf(refused, false);
  const figures = refused.kind === 'refused' ? refused.figures : undefined;
  const said: Said = { en: problem.document('en').parts, fr: problem.document('fr').parts };
  const column = refused.kind === 'unknown' ? columnOf(table, draft, refused.id) : mainColumn(table, figures);
  return [{ ...cellOf(table, draft, column), rule: problem.code, said, ...(figures && { figures }) }];
}

/** What is wrong with a field of a command, as an error of the column that it comes from. */
export function errorAt(
  { header, kind }: Pick<TableTold, 'header' | 'kind'>,
  draft: Draft,
  { pointer, said }: FieldError,
): RowError {
  const columns = kind.commands.flatMap(({ at }: Asked) => Object.entries(at));
  const [found] =
    columns.find(([, where]) => where === pointer) ??
    columns.find(([, where]) => pointer.startsWith(`${where}/`) || where.startsWith(`${pointer}/`)) ??
    [];
  const cell = cellOf({ header, kind }, draft, found);
  return { ...cell, rule: 'invalid', said: details.cell(cell.column ?? pointer, cell.value ?? '', said) };
}

function cellOf(
  { header, kind }: Pick<TableTold, 'header' | 'kind'>,
  { row }: Draft,
  column: string | undefined,
): { column?: string; value?: string } {
  if (column === undefined) return {};
  const index = header.columns.indexOf(column);
  const name = header.names.get(column) ?? kind.columns[column]?.en;
  return { ...(name !== undefined && { column: name }), value: textIn(row.cells[index] ?? null) };
}

/** The column whose cell names something that is not there. */
const columnOf = ({ kind }: TableTold, { values }: Draft, id: string): string | undefined =>
  Object.keys(kind.columns).find((column) => values.get(column) === id);

/** The column that a rule is about: the date if its figures name one, else what the row is about. */
const mainColumn = ({ kind }: TableTold, figures: Record<string, unknown> = {}): string | undefined =>
  'on' in figures && 'on' in kind.columns ? 'on' : kind.about[0];
