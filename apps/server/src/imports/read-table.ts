import type { Said } from '#libs/domain';
import { eachInSlices } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import type { DateOrder } from './cells/cell.js';
import { details } from './details.js';
import { draftsOf, type Draft } from './drafts.js';
import { readHeader, type Header } from './header.js';
import type { KindName } from './kind-names.js';
import type { Kind } from './kinds.js';
import { LineKeys } from './line-keys.js';
import { isOfTable, isOtherThanUtf8, csvType } from './media-types.js';
import { tableProblem } from './problems.js';
import { readCsv } from './read-csv.js';
import { readWorkbook } from './read-workbook.js';
import { commandsOf, faultsIn, type RowCommand } from './row-commands.js';
import type { Table } from './table.js';
import { errorAt } from './told-rows.js';

/** How a table is asked to be read. */
export interface HowToRead {
  name: KindName;
  kind: Kind;
  /** The columns that are left out. */
  skip: readonly string[];
  dates: DateOrder | undefined;
}

/** A table that was read: what each row asks for, and what is wrong with those that cannot ask. */
export interface ReadTable extends Pick<HowToRead, 'name' | 'kind'> {
  table: Table;
  header: Header;
  drafts: readonly Draft[];
  /** By draft, the commands of those that can be decided. */
  commands: ReadonlyMap<number, readonly RowCommand[]>;
  remarks: readonly Said[];
}

/** Reads the bytes of a table. Throws a Problem if they are no table of its kind. */
export async function readTable(
  bytes: unknown,
  contentType: string | undefined,
  { name, kind, skip, dates }: HowToRead,
): Promise<ReadTable> {
  if (!isOfTable(contentType)) throw new Problem('media-type', details.mediaType);
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) throw tableProblem(details.noTable);
  const isCsv = contentType?.toLowerCase().startsWith(csvType);
  if (isCsv && isOtherThanUtf8(contentType)) throw new Problem('media-type', details.notUtf8);
  const table = isCsv ? await readCsv(bytes) : await readWorkbook(bytes);
  const header = await readHeader(table, kind, skip);
  const { drafts, remarks } = await draftsOf(table, header, kind, dates);
  const keys = new LineKeys();
  const commands = new Map<number, RowCommand[]>();
  await eachInSlices(drafts.entries(), ([index, draft]) => {
    if (draft.skipped || draft.errors.length > 0) return;
    const asked = commandsOf(draft, kind, keys);
    const faults = asked.flatMap((one) => faultsIn(one));
    if (faults.length === 0) commands.set(index, asked);
    for (const fault of faults) draft.errors.push(errorAt({ header, kind }, draft, fault));
  });
  return { name, kind, table, header, drafts, commands, remarks };
}
