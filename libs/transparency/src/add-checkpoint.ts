import { decimal, hashesOf } from './base64.js';
import { NoteInvalid } from './note.js';
import { proofHashesMax } from './verify-proofs.js';

/** What a witness is asked to cosign (C2SP tlog-witness): a checkpoint, and why it extends the one that the witness has. */
export interface AddCheckpoint {
  /** Size of the checkpoint that the witness is thought to have; 0 for none. */
  old: number;
  proof: Buffer[];
  checkpoint: string;
}

/** The body of an `add-checkpoint` request. */
export const formatAddCheckpoint = ({ old, proof, checkpoint }: AddCheckpoint): string =>
  `old ${old}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;

/** Reads the body of an `add-checkpoint` request and checks its form alone. Throws NoteInvalid. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const old = decimal(/^old (.*)$/.exec(first)?.[1] ?? '');
  const proof = hashesOf(lines);
  if (old === undefined) throw new NoteInvalid('must begin with "old", a space and a size');
  if (proof === undefined || proof.length > proofHashesMax)
    throw new NoteInvalid('must have at most 63 hashes between its first line and a blank one');
  return { old, proof, checkpoint: body.slice(end + 2) };
}
