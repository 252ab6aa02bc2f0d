import { createWriteStream, existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  checkpointsOf,
  kindOf,
  LogUnreachable,
  NoEvidence,
  openEvidence,
  verifyEvidence,
  type Verdict,
} from '#libs/audit';
import { ProblemError, type DrawdownClient } from '#libs/client';
import { databaseFile } from '#libs/event-store';
import { leafHash, NoteInvalid, openTlogProof, parseTlogProof } from '#libs/transparency';
import { Failure } from '../failure.js';
import { say, write } from '../output.js';
import type { ExportOptions } from './export.js';

/** What an auditor gives beside the thing that is verified. */
export interface VerifyOptions {
  key?: string;
  formerKey?: string[];
  checkpoint?: string;
  older?: string[];
  json?: true;
}

/** Throws a Failure if an export of evidence is given options of other exports: evidence is always the whole log. */
export function checkAlone({ as: form, format, ...others }: ExportOptions): void {
  const isOther = form !== 'envelopes' || format !== 'ndjson' || Object.keys(others).length > 0;
  if (isOther) throw new Failure('Evidence is of the whole log: leave out what is given beside --evidence.', 2);
}

/** Downloads a mission's evidence package into a new file, which appears under its name once it is whole. */
export async function exportEvidence(client: DrawdownClient, mission: string, file: string): Promise<void> {
  const draft = `${file}.part`;
  try {
    const { body } = await client.mission(mission).open('/evidence');
    if (!body) throw new Failure(`${client.url} answers, but not as a Drawdown server does.`, 1);
    await pipeline(Readable.fromWeb(body), createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, file);
  } catch (error) {
    if (error instanceof Failure || error instanceof ProblemError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Failure(`${draft} is there already: another download may be running.`, 2);
    await rm(draft, { force: true });
    throw new Failure(`${file} could not be fetched: ${(error as Error).message}`, 75);
  }
  say(
    `${file} holds the log of ${mission} with its evidence. Check it with "drawdown verify ${file} --key <the key you hold>".`,
  );
}

/** Kinds of what can be verified, and the options that each of them uses. */
const usedOptions = {
  proof: ['key'],
  'address of a log': ['key', 'formerKey', 'older', 'json'],
  package: ['key', 'formerKey', 'older', 'json'],
  export: ['key', 'formerKey', 'older', 'json', 'checkpoint'],
  'log file': ['key', 'json'],
} as const satisfies Record<string, readonly (keyof VerifyOptions)[]>;

const flags: Record<keyof VerifyOptions, string> = {
  key: '--key',
  formerKey: '--former-key',
  checkpoint: '--checkpoint',
  older: '--older',
  json: '--json',
};

async function sourceKindOf(source: string, { checkpoint }: VerifyOptions): Promise<keyof typeof usedOptions> {
  if (/^https?:\/\//.test(source)) return 'address of a log';
  if (source.endsWith('.tlog-proof')) return 'proof';
  const kind = await kindOf(source);
  if (kind === 'folder') return existsSync(databaseFile(source)) ? 'log file' : 'package';
  if (kind === 'zip') return 'package';
  if (source.endsWith('.ndjson')) return 'export';
  return checkpoint !== undefined && !(await isDatabase(source)) ? 'export' : 'log file';
}

/** How a file of SQLite begins. */
const magic = 'SQLite format 3';

async function isDatabase(file: string): Promise<boolean> {
  const opened = await open(file).catch(() => undefined);
  const head = await opened?.read(Buffer.alloc(magic.length), 0, magic.length, 0).finally(() => opened.close());
  return head?.buffer.toString('latin1') === magic;
}

/** Whether that is evidence, and not the file of a store. Throws a Failure if an option is given that would not be used. */
export async function isEvidence(source: string, options: VerifyOptions): Promise<boolean> {
  const kind = await sourceKindOf(source, options);
  const used: readonly string[] = usedOptions[kind];
  for (const [option, flag] of Object.entries(flags) as [keyof VerifyOptions, string][]) {
    const given = options[option];
    const isGiven = Array.isArray(given) ? given.length > 0 : given !== undefined;
    if (isGiven && !used.includes(option))
      throw new Failure(
        `${source} is verified as a ${kind}, for which ${flag} has no meaning: leave it out.${insteadOf(option)}`,
        2,
      );
  }
  return kind !== 'log file';
}

const insteadOf = (option: keyof VerifyOptions): string =>
  option === 'checkpoint' ? ' To compare with a checkpoint that you kept, give it with --older.' : '';

/** Verifies evidence, and says what it proves or what is wrong with it; true if nothing is. */
export async function verifyAsAuditor(source: string, options: VerifyOptions, token?: string): Promise<boolean> {
  const { key, formerKey = [], checkpoint, older = [], json } = options;
  if (source.endsWith('.tlog-proof')) return verifyProof(source, key);
  try {
    const evidence = await openEvidence(source, checkpoint === undefined ? undefined : await read(checkpoint), token);
    const files = older.map(async (file) => {
      const found = await checkpointsOf(await read(file), evidence.checkpoint);
      // Compared with nothing, the log would pass.
      if (found.length === 0) throw new Failure(`${file} holds no checkpoint of this log: give another, or none.`, 2);
      return found;
    });
    const olderCheckpoints = (await Promise.all(files)).flat();
    const verdict = await verifyEvidence(evidence, {
      ...(key !== undefined && { key }),
      formerKeys: formerKey,
      olderCheckpoints,
    });
    if (json) await write(JSON.stringify(verdict));
    tell(verdict);
    return verdict.ok;
  } catch (error) {
    if (error instanceof LogUnreachable) throw new Failure(error.message, 75);
    if (error instanceof NoEvidence || error instanceof NoteInvalid)
      throw new Failure(`${source}: ${error.message}.`, 1);
    throw error;
  }
}

async function verifyProof(file: string, key: string | undefined): Promise<boolean> {
  if (key === undefined) throw new Failure('A proof needs the verifier key of its log: --key.', 2);
  try {
    const text = await read(file);
    const entry = parseTlogProof(text).extra;
    if (!entry) throw new Failure(`${file} does not hold the entry that it proves.`, 1);
    const { index, size, origin } = openTlogProof(text, key, leafHash(entry));
    await write(entry.toString());
    say(`This is entry ${index} of ${origin}, as it was signed among ${size} entries.`);
    return true;
  } catch (error) {
    if (!(error instanceof NoteInvalid)) throw error;
    say(`${file} ${error.message}.`);
    return false;
  }
}

function tell(verdict: Verdict): void {
  const { ok, origin, size, entries, checkpoints, isKeyGiven, key, findings, firstBad } = verdict;
  for (const { message } of findings) say(`wrong: ${message}`);
  if (firstBad) {
    const { revision, from, to } = firstBad;
    say(from === to ? `first bad revision: ${revision}` : `first bad revision: ${from} to ${to}`);
  }
  if (ok) say(`${origin}: all ${size} entries are what was signed; compared with ${checkpoints} signed checkpoints.`);
  else say(`${origin ?? 'The log'} is not what was signed (${entries} entries were read).`);
  if (!isKeyGiven && key !== undefined)
    say(
      `The key came along with it: compare it with one that you got in another way, or give that one with --key.\n${key}`,
    );
}

async function read(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`, 2);
  }
}
