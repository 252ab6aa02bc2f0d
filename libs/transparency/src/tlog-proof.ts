import { decimal, fromBase64, hashesOf } from './base64.js';
import { openCheckpoint, type Checkpoint } from './checkpoint.js';
import { NoteInvalid } from './note.js';
import { proofHashesMax, verifyInclusion } from './verify-proofs.js';

/** That a leaf is in a log, as one file (C2SP tlog-proof). */
export interface TlogProof {
  index: number;
  hashes: Buffer[];
  /** The signed checkpoint of the tree that the leaf is in. */
  checkpoint: string;
  /** Bytes that the proof does not vouch for; Drawdown puts the entry there. */
  extra?: Buffer;
}

const firstLine = 'c2sp.org/tlog-proof@v1';

/** The text of a `.tlog-proof` file. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    firstLine,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => hash.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a `.tlog-proof` file and checks nothing but its form. Throws NoteInvalid. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new NoteInvalid('is no proof: a blank line must stand before its checkpoint');
  const lines = text.slice(0, end).split('\n');
  if (lines.shift() !== firstLine) throw new NoteInvalid(`is no proof: its first line must be ${firstLine}`);
  const [, base64] = /^extra (.*)$/.exec(lines[0] ?? '') ?? [];
  const extra = base64 === undefined ? undefined : fromBase64(base64);
  if (base64 !== undefined) {
    lines.shift();
    if (extra === undefined) throw new NoteInvalid('is no proof: what follows "extra" must be Base 64');
  }
  const index = decimal(/^index (.*)$/.exec(lines.shift() ?? '')?.[1] ?? '');
  const hashes = hashesOf(lines);
  if (index === undefined) throw new NoteInvalid('is no proof: the index of the leaf is missing');
  if (hashes === undefined || hashes.length > proofHashesMax)
    throw new NoteInvalid('is no proof: lines after the index must be hashes');
  return { index, hashes, checkpoint: text.slice(end + 2), ...(extra && { extra }) };
}

/**
 * The checkpoint that proves that the leaf of this hash is in the log, at the index that the proof gives. Throws NoteInvalid if
 * it does not, or the key did not sign it.
 */
export function openTlogProof(text: string, verifierKey: string, leaf: Buffer): Checkpoint & { index: number } {
  const { index, hashes: proof, checkpoint } = parseTlogProof(text);
  const opened = openCheckpoint(checkpoint, verifierKey);
  const { size, root } = opened;
  if (!verifyInclusion({ index, size, leaf, proof, root }))
    throw new NoteInvalid(`does not prove that this is leaf ${index} of ${size}`);
  return { ...opened, index };
}
