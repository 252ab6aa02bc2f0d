import { ifValid, openCheckpoint } from '#libs/transparency';
import { eventLoopYielder } from './yielding.js';

/** Most checkpoints of a log that are looked at, or put into a package: thinned evenly beyond. */
export const checkpointsMax = 4096;

/** Several checkpoints as one text, a blank line between them. */
export const joinCheckpoints = (checkpoints: readonly string[]): string => checkpoints.join('\n');

/** Cuts a text into its checkpoints, with blank lines between them or without, as they were written one after another. */
export function splitCheckpoints(text: string): string[] {
  const checkpoints: string[] = [];
  let lines: string[] = [];
  let hasSignatures = false;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const isSignature = line.startsWith('— ');
    if (hasSignatures && !isSignature) {
      checkpoints.push(lines.join('\n'));
      lines = [];
      hasSignatures = false;
    }
    if (line === '' && lines.length === 0) continue;
    hasSignatures ||= isSignature;
    lines.push(line);
  }
  if (lines.length > 0) checkpoints.push(lines.join('\n'));
  return checkpoints.map((checkpoint) => `${checkpoint}\n`);
}

/**
 * The checkpoints that a text holds of a log, of which one is given. The text may be the file that a server keeps beside its
 * store (`checkpoints.ndjson`), with those of other logs: they are left out, as is a line that a crash cut short, since the
 * next one covers the same entries.
 */
export async function checkpointsOf(text: string, known: string): Promise<string[]> {
  if (!text.startsWith('{')) return splitCheckpoints(text);
  const start = known.slice(0, known.indexOf('\n') + 1);
  const lines = text.split('\n').map((line) => checkpointIn(line));
  return thinned(lines.filter((checkpoint) => checkpoint !== undefined && checkpoint.startsWith(start)) as string[]);
}

function checkpointIn(line: string): string | undefined {
  try {
    const { checkpoint } = JSON.parse(line) as { checkpoint?: unknown };
    return typeof checkpoint === 'string' ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps at most so many of what comes, evenly: every one, then every second, every fourth, and the last. */
export async function thinned<T>(items: AsyncIterable<T> | Iterable<T>, most = checkpointsMax): Promise<T[]> {
  let kept: T[] = [];
  let step = 1;
  let count = 0;
  let last: T | undefined;
  for await (const item of items) {
    last = item;
    if (count++ % step !== 0) continue;
    kept.push(item);
    if (kept.length <= most) continue;
    step *= 2;
    kept = kept.filter((_, at) => at % 2 === 0);
  }
  return last === undefined || kept.at(-1) === last ? kept : [...kept, last];
}

/** Those that this key has signed: after the key was rotated, others have the signature of the one before. */
export async function signedBy(checkpoints: readonly string[], verifierKey: string): Promise<string[]> {
  const signed: string[] = [];
  // A signature takes a tenth of a millisecond, and there may be thousands.
  const yieldNow = eventLoopYielder();
  for (const text of checkpoints) {
    if (isSignedBy(text, verifierKey)) signed.push(text);
    await yieldNow();
  }
  return signed;
}

const isSignedBy = (text: string, verifierKey: string): boolean =>
  ifValid(() => openCheckpoint(text, verifierKey))?.text === text;
