import { pageOf, type DrawdownClient, type MissionClient } from '#libs/client';
import { timeZoneOf } from '#libs/domain';
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

/** By this spreadsheets know a file as UTF-8. */
const byteOrderMark = '\uFEFF';

/** Writes a mission's log, page by page so that no log is too long for the memory, or one of its views. Throws a Failure. */
export async function exportMission(client: DrawdownClient, id: string, options: ExportOptions): Promise<void> {
  const { as: form, format, view, bom, ...filters } = options;
  if (bom && format !== 'csv') throw new Failure('Only CSV has a byte order mark: add --format csv.', 2);
  if (view !== undefined && form !== 'envelopes') throw new Failure('A view is no log: leave out --as, or --view.', 2);
  const mission = client.mission(id);
  const mark = bom ? byteOrderMark : '';
  if (view !== undefined) {
    // JSON comes in pages: whoever wants all rows takes another format.
    return write(mark + (await mission.text(pageOf(view), filters, { accept: exportFormats[format] })));
  }
  if (format !== 'ndjson' && format !== 'csv')
    throw new Failure(`The log has no format ${format}: choose ndjson or csv, or a view with --view.`, 2);
  if (form === 'envelopes') return exportEnvelopes(mission, format, filters, mark);
  if (Object.keys(filters).length > 0)
    throw new Failure('Commands are exported whole: what a part of a log says rests on the rest of it.', 2);
  return format === 'csv' ? exportTable(mission, mark) : exportCommands(mission);
}

async function exportEnvelopes(
  mission: MissionClient,
  format: 'ndjson' | 'csv',
  filters: HistoryOptions,
  mark: string,
): Promise<void> {
  if (format === 'csv') return write(mark + (await mission.text('/entries', filters, { accept: exportFormats.csv })));
  for await (const { text } of mission.envelopes(filters)) await write(text);
}

async function exportCommands(mission: MissionClient): Promise<void> {
  for await (const some of exported(mission)) await write(some.map((command) => JSON.stringify(command)).join('\n'));
}

async function exportTable(mission: MissionClient, mark: string): Promise<void> {
  const table = new CommandTable();
  let last = -1;
  for await (const some of exported(mission)) {
    table.note(some);
    last += some.length;
  }
  await write(mark + table.header());
  for await (const some of exported(mission, last)) await write(table.lines(some));
}

/** The commands of a log, some at a time, up to a revision. */
async function* exported(mission: MissionClient, until = Number.MAX_SAFE_INTEGER): AsyncGenerator<Exported[]> {
  let timeZone: string | undefined;
  for await (const { entries } of mission.envelopes()) {
    timeZone ??= timeZoneOf(entries);
    const zone = timeZone;
    yield entries.filter(({ revision }) => revision <= until).map((entry) => commandOf(entry, zone));
    if ((entries.at(-1)?.revision ?? until) >= until) return;
  }
}
