import { incomingWith, type Entry } from '#libs/domain';
import { encode } from '../codec.js';
import { newDiscrepancies, snapshotFor } from './new-discrepancies.js';
import type { PastAnswers } from './past-answers.js';
import type { Identified } from './submission-entries.js';
import type { Answer } from './submission.js';

/** What an answer is made again from. */
interface Recorded {
  /** Entries of the log, first and last revision included. */
  range: (from: number, until: number) => Promise<readonly Entry[]>;
  /** Folds of what was recorded first. */
  past: PastAnswers;
  /** The oldest receipt for a log of at least so many entries; undefined if there is none. */
  seal: (size: number) => Promise<string | undefined>;
}

/** The first answer of a command that was recorded at a revision; or that its key was used for another one, or by somebody else. */
export async function replayed(
  revision: number,
  { digest, submission }: Identified,
  { range, past, seal }: Recorded,
): Promise<Answer> {
  const [first] = await range(revision, revision);
  if (!first) throw new Error(`revision ${revision} is not where its command was noted`);
  // Of what somebody else has sent nothing is shown: a key may be guessed.
  if (first.actor.id !== submission.actor.id) return { kind: 'key-reused' };
  if (first.commandDigest !== digest) return { kind: 'key-reused', revision };
  const last = revision + (first.batch?.size ?? 1) - 1;
  const entries = await range(revision, last);
  const at = Date.parse(entries.at(-1)?.recordedAt ?? '');
  const incoming = entries.map(({ type, data }) => incomingWith(type, data));
  const watched = await snapshotFor(incoming, await past.first(revision), at);
  const { state } = await past.first(last + 1);
  return {
    kind: 'replayed',
    revision: last,
    entries: entries.map(encode),
    discrepancies: await newDiscrepancies(watched, state, at),
    checkpoint: await seal(last + 1),
  };
}
