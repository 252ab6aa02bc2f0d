import { writeFileSync } from 'node:fs';
import { ProblemError, type DrawdownClient } from '#libs/client';
import { csvType, workbookType } from '../../../server/src/imports/media-types.js';
import { bytesOf } from '../given-text.js';
import { writing } from '../failure.js';
import { say, write } from '../output.js';

/** How a table is imported. */
export interface TableOptions {
  kind: string;
  dryRun?: true;
  json?: true;
  /** Where the file goes with what is wrong beside each row. */
  errors?: string;
  skip?: string;
  dates?: string;
}

interface Told {
  counts: Record<'recorded' | 'wouldRecord' | 'alreadyThere' | 'refused' | 'leftOut', number>;
  remarks: { text: string }[];
  rows: {
    row: number;
    outcome: string;
    sentence?: string;
    warnings?: { text: string }[];
    errors?: { text: string }[];
  }[];
}

const isWorkbook = (path: string): boolean => /\.xlsx$/i.test(path);

/** Sends a table, and tells what became of its rows. False if one was refused. */
export async function importTable(
  client: DrawdownClient,
  mission: string,
  path: string,
  options: TableOptions,
): Promise<boolean> {
  const bytes = bytesOf(path);
  const headers = { 'content-type': isWorkbook(path) ? workbookType : csvType };
  const { kind, skip, dates, dryRun } = options;
  const pageFor = (only: true | undefined): string =>
    client.mission(mission).path('/imports', { kind, skip, dates, ...(only && { dryRun: true }) });
  const told = await toldOf(client, pageFor(dryRun), bytes, headers);
  for (const { text } of told.remarks) say(text);
  for (const line of told.rows.flatMap((row) => linesOf(row, dryRun === true))) say(line);
  say(inWords(told, dryRun === true));
  if (options.json) await write(JSON.stringify(told));
  if (options.errors !== undefined && told.counts.refused > 0) {
    const accept = isWorkbook(options.errors) ? workbookType : csvType;
    const outgoing = { method: 'POST', body: bytes, headers: { ...headers, accept } };
    const response = await client.transport.open(pageFor(true), outgoing);
    const { errors } = options;
    const file = new Uint8Array(await response.arrayBuffer());
    writing(errors, () => writeFileSync(errors, file));
    say(`What is wrong stands beside each row in ${errors}.`);
  }
  return told.counts.refused === 0;
}

/** What the server tells of the rows, also if it refuses some. */
async function toldOf(
  client: DrawdownClient,
  page: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<Told> {
  try {
    // Each row has its key, so that nothing is recorded twice.
    const { text } = await client.send(page, { method: 'POST', body, headers, isRepeatable: true });
    return JSON.parse(text) as Told;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'rows-refused') throw error;
    const refused: object = error.problem;
    return refused as Told;
  }
}

const linesOf = (
  { row, sentence, outcome, warnings = [], errors = [] }: Told['rows'][number],
  isDry: boolean,
): string[] => [
  ...errors.map(({ text }) => `row ${row}: ${text}`),
  ...(outcome === 'left-out' || (isDry && outcome === 'would-record') ? [`row ${row}: ${sentence}`] : []),
  ...warnings.map(({ text }) => `row ${row}: warning: ${text}`),
];

function inWords({ counts }: Told, isDry: boolean): string {
  const { recorded, wouldRecord, alreadyThere, refused, leftOut } = counts;
  const rest = `${alreadyThere} already there, ${refused} refused, ${leftOut} left out`;
  if (isDry) return `Dry run, nothing was recorded: ${wouldRecord} would be recorded, ${rest}.`;
  return refused > 0 ? `Nothing was recorded: ${rest}.` : `${recorded} recorded, ${rest}.`;
}
