import { fromBase64 } from './base64.js';

/** A note, checkpoint, key or proof that cannot be trusted; its message says why. */
export class NoteInvalid extends Error {}

/** What work comes to; undefined if something that it reads cannot be trusted. Throws what else work throws. */
export function ifValid<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoteInvalid) return undefined;
    throw error;
  }
}

/** One signature line of a note. */
export interface Signature {
  name: string;
  /** Four bytes that tell keys of one name apart. */
  id: Buffer;
  bytes: Buffer;
  /** The whole line, with its new line. */
  line: string;
}

/** A signed note: its text, which ends in a new line, and its signatures, none of them checked. */
export interface Note {
  text: string;
  signatures: Signature[];
}

const noteCharactersMax = 1_000_000;
const signaturesMax = 100;

/** Reads a note (C2SP signed-note) without checking who signed it. Throws NoteInvalid if it is none. */
export function parseNote(note: string): Note {
  if (note.length > noteCharactersMax) throw new NoteInvalid('is too long for a note');
  // Control characters and halves of characters are neither shown nor hashed alike everywhere.
  if (/[^\n\P{Cc}]|\p{Cs}/u.test(note)) throw new NoteInvalid('holds control characters or halves of characters');
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || end + 2 === note.length)
    throw new NoteInvalid('is no signed note: a blank line and signatures must follow its text');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > signaturesMax) throw new NoteInvalid(`has more than ${signaturesMax} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): Signature {
  const [, name, base64 = ''] = /^— ([^\s\p{Z}\p{C}+]+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (name === undefined || bytes === undefined || bytes.length < 5)
    throw new NoteInvalid('has a signature line that is not "— <name> <Base 64>"');
  return { name, id: bytes.subarray(0, 4), bytes: bytes.subarray(4), line: `${line}\n` };
}

/** The line of a signature. */
export const signatureLine = (name: string, id: Uint8Array, bytes: Uint8Array): string =>
  `— ${name} ${Buffer.concat([id, bytes]).toString('base64')}\n`;
