import type { Entry } from '#libs/domain';
import { pathOf, type Client } from '../client.js';
import { commandOf, CommandTable, type Exported } from '../exported-commands.js';
import { Failure } from '../failure.js';
import { write } from '../output.js';
import type { HistoryOptions } from './history.js';

/** What an export of the log writes: envelopes as the server has them, or commands that can be imported elsewhere. */
export const exportForms = ['envelopes', 'commands'] as const;

/** The formats of exports, as servers name them. */
export const exportFormats = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  json: 'application/json',
  geojson: 'application/geo+json',
  ics: 'text/calendar',
} as const;

/** What is exported: the log in one of two forms, or a view. */
export interface ExportOptions extends HistoryOptions {
  as: (typeof exportForms)[number];
  format: keyof typeof exportFormats;
  view?: string;
  bom?: true;
}

const pageMax = 500;

/** By this spreadsheets know a file as UTF-8. */
const byteOrderMark = '\uFEFF';

/** Writes a mission's log, page by page so that no log is too long for the memory, or one of its views. Throws a Failure. */
export async function exportMission(client: Client, mission: string, options: ExportOptions): Promise<void> {
  const { as: form, format, view, bom, ...filters } = options;
  if (bom && format !== 'csv') throw new Failure('Only CSV has a byte order mark: add --format csv.', 2);
  const mark = bom ? byteOrderMark : '';
  if (view !== undefined) {
    const page = view === 'summary' ? '' : `/${encodeURIComponent(view)}`;
    // JSON comes in pages: whoever wants all rows takes another format.
    return write(mark + (await client.read(pathOf(mission, page, filters), exportFormats[format])));
  }
  if (format !== 'ndjson' && format !== 'csv')
    throw new Failure(`The log has no format ${format}: choose ndjson or csv, or a view with --view.`, 2);
  if (form === 'envelopes') return exportEnvelopes(client, mission, format, filters, mark);
  if (Object.keys(filters).length > 0)
    throw new Failure('Commands are exported whole: what a part of a log says rests on the rest of it.', 2);
  return format === 'csv' ? exportTable(client, mission, mark) : exportCommands(client, mission);
}

async function exportEnvelopes(
  client: Client,
  mission: string,
  format: 'ndjson' | 'csv',
  filters: HistoryOptions,
  mark: string,
): Promise<void> {
  if (format === 'csv')
    return write(mark + (await client.read(pathOf(mission, '/entries', filters), exportFormats.csv)));
  for await (const { text } of pages(client, mission, filters)) await write(text);
}

async function exportCommands(client: Client, mission: string): Promise<void> {
  for await (const some of exported(client, mission))
    await write(some.map((command) => JSON.stringify(command)).join('\n'));
}

async function exportTable(client: Client, mission: string, mark: string): Promise<void> {
  const table = new CommandTable();
  let last = -1;
  for await (const some of exported(client, mission)) {
    table.note(some);
    last += some.length;
  }
  await write(mark + table.header());
  for await (const some of exported(client, mission, last)) await write(table.lines(some));
}

/** The commands of a log, some at a time, up to a revision. */
async function* exported(client: Client, mission: string, until = Number.MAX_SAFE_INTEGER): AsyncGenerator<Exported[]> {
  let timeZone: string | undefined;
  for await (const { entries } of pages(client, mission)) {
    timeZone ??= (entries[0]?.data as { timeZone?: string } | undefined)?.timeZone ?? 'UTC';
    const zone = timeZone;
    yield entries.filter(({ revision }) => revision <= until).map((entry) => commandOf(entry, zone));
    if ((entries.at(-1)?.revision ?? until) >= until) return;
  }
}

/** The stored envelopes, page by page: as text, byte for byte, and as entries. */
async function* pages(
  client: Client,
  mission: string,
  filters: object = {},
): AsyncGenerator<{ text: string; entries: Entry[] }> {
  let after: string | undefined;
  for (;;) {
    const path = pathOf(mission, '/entries', { ...filters, after, limit: String(pageMax) });
    const text = await client.read(path, exportFormats.ndjson);
    const lines = text.split('\n').filter((line) => line !== '');
    const entries = lines.map((line) => client.parse<Entry>(line));
    yield { text, entries };
    const last = entries.at(-1);
    if (entries.length < pageMax || last === undefined) return;
    after = String(last.revision);
  }
}
