import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { LogUnreachable, NoEvidence, serveWitness, Witness, witnessLog, type WitnessAnswer } from '#libs/audit';
import { KeyFileInvalid, NoteInvalid, parseCheckpoint } from '#libs/transparency';
import { Failure } from '../failure.js';
import { say, write } from '../output.js';

/** Where a witness keeps what it knows, and of which logs. */
export interface WitnessOptions {
  dir: string;
  key: string[];
  name?: string;
  serve?: string;
}

/** Checks one log against what was seen of it before, and prints its checkpoint, cosigned; or serves until Ctrl-C. */
export async function runWitness(source: string | undefined, options: WitnessOptions, token?: string): Promise<void> {
  const { dir, key: keys, name, serve } = options;
  if ((source === undefined) === (serve === undefined))
    throw new Failure('Give the address of a log or a checkpoint file, or --serve with a port.', 2);
  if (keys.length === 0) throw new Failure('Name a log that the witness looks after, by its verifier key: --key.', 2);
  try {
    const witness = new Witness(dir, keys, name);
    if (serve !== undefined) return await serveOn(witness, serve);
    const answer = await consider(witness, source ?? '', Math.floor(Date.now() / 1000), token);
    if (answer.status !== 200) throw new Failure(`Not cosigned: ${answer.why}.`, 1);
    await write(answer.checkpoint);
    say(`Cosigned and kept in ${dir}. The witness's key: ${witness.verifierKey}`);
  } catch (error) {
    if (error instanceof LogUnreachable) throw new Failure(error.message, 75);
    if (error instanceof KeyFileInvalid) throw new Failure(error.message, 2);
    if (error instanceof NoEvidence || error instanceof NoteInvalid)
      throw new Failure(`Not cosigned: ${source ?? ''} ${error.message}.`, 1);
    throw error;
  }
}

async function serveOn(witness: Witness, text: string): Promise<void> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Failure(`--serve must be a port, not "${text}".`, 2);
  const server = await serveWitness(witness, port);
  say(`witness listens on http://127.0.0.1:${(server.address() as AddressInfo).port}/add-checkpoint`);
  say(`its key: ${witness.verifierKey}`);
}

/** A file holds a checkpoint, which needs no proof if nothing was seen before or it is the one that was, or a whole request. */
async function consider(
  witness: Witness,
  source: string,
  seconds: number,
  token: string | undefined,
): Promise<WitnessAnswer> {
  if (/^https?:\/\//.test(source)) return witnessLog(witness, source, seconds, token);
  const text = await readFile(source, 'utf8').catch((error: Error) => {
    throw new Failure(`${source} cannot be read: ${error.message}`, 2);
  });
  if (text.startsWith('old ')) return witness.add(text, seconds);
  const { origin } = parseCheckpoint(text);
  const kept = witness.newest(origin);
  const old = kept === undefined ? 0 : parseCheckpoint(kept).size;
  return witness.consider({ old, proof: [], checkpoint: text }, seconds);
}
