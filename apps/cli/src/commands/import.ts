import { SingleBar } from 'cli-progress';
import { readFileSync } from 'node:fs';
import { Failure, problemIn, type Client } from '../client.js';
import { csvToNdjson } from '../csv.js';
import { isBad, readLines, type Line } from '../lines.js';

/** What became of a file. */
export interface ImportResult {
  recorded: number;
  alreadyThere: number;
  refused: { line: number; reason: string }[];
}

const batchMax = 1000;

/** Reads an import file; `-` is standard input, and `.csv` is turned into lines first. */
export function readImportFile(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`, 2);
  }
  return file.endsWith('.csv') ? new TextEncoder().encode(csvToNdjson(new TextDecoder().decode(bytes))) : bytes;
}

/** Records a file's commands one by one, in order; bad lines are told by number and the others go on. */
export async function importLines(client: Client, mission: string, bytes: Uint8Array, say: (words: string) => void): Promise<ImportResult> {
  const lines = readLines(bytes);
  const result: ImportResult = { recorded: 0, alreadyThere: 0, refused: [] };
  const fresh: string[] = [];
  const bar = progress(lines.length);
  for (const line of lines) {
    bar?.increment();
    if (isBad(line)) {
      result.refused.push({ line: line.number, reason: line.reason });
      continue;
    }
    const reply = await client.request('POST', `/v1/missions/${mission}/commands/${line.command}`, {
      body: JSON.stringify(line.body),
      headers: { 'content-type': 'application/json', 'idempotency-key': line.key },
    });
    if (reply.status === 201) {
      result.recorded++;
      fresh.push(`line ${line.number} is new: recorded as revision ${(JSON.parse(reply.text) as { revision: number }).revision}`);
    } else if (reply.status === 200) result.alreadyThere++;
    else result.refused.push({ line: line.number, reason: problemIn(reply) });
  }
  bar?.stop();
  if (result.alreadyThere > 0) fresh.forEach(say);
  for (const { line, reason } of result.refused) say(`line ${line}: ${reason}`);
  return result;
}

/** Decides a file's commands together, on the mission as it is, and records nothing. */
export async function dryRun(client: Client, mission: string, bytes: Uint8Array, say: (words: string) => void): Promise<ImportResult> {
  const lines = readLines(bytes);
  const refused = lines.filter(isBad).map(({ number, reason }) => ({ line: number, reason }));
  const good = lines.filter((line): line is Line => !isBad(line));
  if (good.length > batchMax) throw new Failure(`A dry run takes up to ${batchMax} lines, because later lines rest on earlier ones; this file has ${good.length}. Split it.`, 2);
  if (refused.length === 0 && good.length > 0) {
    const body = good.map(({ command, body: fields }) => JSON.stringify({ command, ...fields })).join('\n');
    const reply = await client.request('POST', `/v1/missions/${mission}/commands?dryRun=true`, { body, headers: { 'content-type': 'application/x-ndjson' } });
    if (reply.status !== 200) {
      const { pointer = '', errors = [] } = JSON.parse(reply.text) as { pointer?: string; errors?: { pointer: string; detail: string }[] };
      const numberOf = (place: string): number => good[Number(place.split('/')[1] ?? 0)]?.number ?? 0;
      if (errors.length > 0) refused.push(...errors.map((error) => ({ line: numberOf(error.pointer), reason: `${error.pointer.replace(/^\/\d+/, '')} ${error.detail}` })));
      else refused.push({ line: numberOf(pointer), reason: problemIn(reply) });
    }
  }
  for (const { line, reason } of refused) say(`line ${line}: ${reason}`);
  return { recorded: 0, alreadyThere: 0, refused };
}

/** A bar on a terminal; nothing elsewhere. */
function progress(total: number): SingleBar | undefined {
  if (!process.stderr.isTTY) return undefined;
  const bar = new SingleBar({ format: 'importing {bar} {value}/{total}', stream: process.stderr, clearOnComplete: true });
  bar.start(total, 0);
  return bar;
}
