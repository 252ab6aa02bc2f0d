import type { KeyObject } from 'node:crypto';
import { decimal, fromBase64 } from './base64.js';
import { emptyRoot, hashBytes } from './hashes.js';
import {
  formatVerifierKey,
  isKeyName,
  keyIdOf,
  parseVerifierKey,
  privateKeyOf,
  signatureTypes,
  signBytes,
} from './keys.js';
import { ifValid, NoteInvalid, parseNote, signatureLine, type Signature } from './note.js';

/** What a checkpoint says: that the log of this origin had so many leaves, and this root. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Buffer;
  /** The whole note, as it was given. */
  text: string;
}

/** A checkpoint whose signatures have not been checked. */
export interface UncheckedCheckpoint extends Checkpoint {
  /** What is signed: the note without its signatures. */
  body: string;
  signatures: Signature[];
}

/** Signs the checkpoints of all missions of one host with one key. Each mission has a key name of its own. */
export class CheckpointSigner {
  private readonly key: KeyObject;
  private readonly publicKey: Buffer;

  private constructor(
    seed: Buffer,
    private readonly host: string,
  ) {
    if (!isKeyName(host)) throw new RangeError(`"${host}" cannot name a log: leave out spaces and plus signs`);
    ({ key: this.key, publicKey: this.publicKey } = privateKeyOf(seed));
  }

  /** A signer of 32 secret bytes. Throws RangeError if they are not so many, or the host has spaces or plus signs. */
  static fromSeed(seed: Buffer, host: string): CheckpointSigner {
    return new CheckpointSigner(seed, host);
  }

  /** A checkpoint (C2SP tlog-checkpoint) of origin and key name `<host>/<mission>`. The same tree gives the same text. */
  sign(mission: string, size: number, root: Buffer): string {
    const name = this.nameOf(mission);
    const body = `${name}\n${size}\n${root.toString('base64')}\n`;
    const id = keyIdOf(name, signatureTypes.note, this.publicKey);
    return `${body}\n${signatureLine(name, id, signBytes(this.key, Buffer.from(body)))}`;
  }

  /** The key that a mission's checkpoints are checked with, as text. */
  verifierKey(mission: string): string {
    return formatVerifierKey(this.nameOf(mission), signatureTypes.note, this.publicKey);
  }

  private nameOf(mission: string): string {
    const name = `${this.host}/${mission}`;
    if (!isKeyName(name)) throw new RangeError(`"${name}" cannot name a log: leave out spaces and plus signs`);
    return name;
  }
}

/** Reads a checkpoint without checking who signed it: for looking at one, never for trusting it. Throws NoteInvalid. */
export function parseCheckpoint(text: string): UncheckedCheckpoint {
  const { text: body, signatures } = parseNote(text);
  const [origin = '', sizeText = '', rootText = '', ...extensions] = body.slice(0, -1).split('\n');
  const size = decimal(sizeText);
  const root = fromBase64(rootText);
  if (origin === '' || extensions.includes('')) throw new NoteInvalid('is no checkpoint: it has an empty line');
  if (size === undefined) throw new NoteInvalid('is no checkpoint: its second line must be a size');
  if (root?.length !== hashBytes) throw new NoteInvalid('is no checkpoint: its third line must be a hash');
  if (size === 0 && !root.equals(emptyRoot))
    throw new NoteInvalid('has the root of a tree that is not empty, and no leaf');
  return { origin, size, root, text, body, signatures };
}

/**
 * Reads a checkpoint that this key has signed, and whose origin is the key's name. Signatures of other keys are passed over.
 * Throws NoteInvalid if it is none, is of another log, or is not signed by the key.
 */
export function openCheckpoint(text: string, verifierKey: string): Checkpoint {
  const key = parseVerifierKey(verifierKey, signatureTypes.note);
  const { body, signatures, ...checkpoint } = parseCheckpoint(text);
  // One secret may sign for several logs: only the name tells them apart.
  if (checkpoint.origin !== key.name)
    throw new NoteInvalid(`is of the log ${checkpoint.origin}, and the key is of ${key.name}`);
  const ours = signatures.filter(({ name, id }) => name === key.name && id.equals(key.id));
  if (ours.length === 0) throw new NoteInvalid('is not signed by this key');
  if (ours.length > 1) throw new NoteInvalid('is signed twice by this key');
  if (!ours.every(({ bytes }) => key.verifies(Buffer.from(body), bytes)))
    throw new NoteInvalid('has a signature that does not fit: its text is not what was signed');
  return checkpoint;
}

/** Whether a text is a checkpoint that this key has signed. */
export const isSignedBy = (text: string, verifierKey: string): boolean =>
  ifValid(() => openCheckpoint(text, verifierKey)) !== undefined;
