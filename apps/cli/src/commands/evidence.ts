import { createWriteStream, existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
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

/** What an auditor gives beside the thing that is verified. */
export interface VerifyOptions {
  key?: string;
  formerKey?: string[];
  checkpoint?: string;
  older?: string[];
  json?: true;
}

/** Downloads a mission's evidence package into a new file, which appears under its name once it is whole. */
export async function exportEvidence(client: DrawdownClient, mission: string, file: string): Promise<void> {
  const draft = `${file}.part`;
  try {
    const { body } = await client.mission(mission).open('/evidence');
    if (!body) throw new Failure(`${client.url} answers, but not as a Drawdown server does.`, 1);
    await pipeline(Readable.fromWeb(body), createWriteStream(draft, { flags: 'wx' }));
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

/** Whether that is evidence, and not the file of a store. */
export async function isEvidence(source: string, { checkpoint }: VerifyOptions): Promise<boolean> {
  if (/^https?:\/\//.test(source) || checkpoint !== undefined || /\.(ndjson|tlog-proof)$/.test(source)) return true;
  const kind = await kindOf(source);
  return kind === 'zip' || (kind === 'folder' && !existsSync(databaseFile(source)));
}

/** Verifies evidence, and says what it proves or what is wrong with it; true where nothing is. */
export async function verifyAsAuditor(source: string, options: VerifyOptions): Promise<boolean> {
  const { key, formerKey = [], checkpoint, older = [], json } = options;
  if (source.endsWith('.tlog-proof')) return verifyProof(source, key);
  try {
    const evidence = await openEvidence(source, checkpoint === undefined ? undefined : await read(checkpoint));
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
