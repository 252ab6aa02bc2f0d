import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fromBase64 } from './base64.js';
import { isKeyName, keyIdOf, privateKeyOf, signatureTypes } from './keys.js';

/** A secret key and whose it is. */
export interface SecretKey {
  /** Host of a log, or name of a witness. */
  host: string;
  /** 32 secret bytes. */
  seed: Buffer;
}

/** A key file that may not be used; its message says why and what to do. */
export class KeyFileInvalid extends Error {}

const ownerOnly = 0o600;
const readableByOthers = 0o077;

/** The one line of a key file, in the form of Go's note package: `PRIVATE+KEY+<host>+<id>+<Base 64 of 0x01 and the seed>`. */
export function formatSecretKey({ host, seed }: SecretKey): string {
  const id = keyIdOf(host, signatureTypes.note, privateKeyOf(seed).publicKey).toString('hex');
  const bytes = Buffer.concat([Uint8Array.of(signatureTypes.note), seed]);
  return `PRIVATE+KEY+${host}+${id}+${bytes.toString('base64')}`;
}

/** Reads what formatSecretKey wrote. Throws KeyFileInvalid; its message holds no part of the key. */
export function parseSecretKey(line: string): SecretKey {
  const [, host = '', base64 = ''] = /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (bytes?.length !== 33 || bytes[0] !== signatureTypes.note || !isKeyName(host))
    throw new KeyFileInvalid('it must hold one line, PRIVATE+KEY+<host>+<8 hexadecimal digits>+<Base 64>');
  const key = { host, seed: bytes.subarray(1) };
  if (formatSecretKey(key) !== line) throw new KeyFileInvalid('its digits do not belong to its host and key');
  return key;
}

/**
 * The key of a file; one is made if there is none, readable by its owner alone, and is on the disk before this returns. A host that
 * stands in the file stays: what was signed names it. Throws KeyFileInvalid if others can read it, or it holds something else.
 */
export function loadOrMakeKey(file: string, host: string): SecretKey {
  return loadKey(file) ?? makeKey(file, host);
}

/** The key of a file; undefined if there is no file. Throws KeyFileInvalid as loadOrMakeKey does. */
export function loadKey(file: string): SecretKey | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if ((stat.mode & readableByOthers) !== 0)
    throw new KeyFileInvalid(
      `${file} can be read by others. Make it yours alone with "chmod 600 ${file}"; if somebody may have read it, rotate the key.`,
    );
  try {
    return parseSecretKey(readFileSync(file, 'utf8').replace(/\n$/, ''));
  } catch (error) {
    if (!(error instanceof KeyFileInvalid)) throw error;
    throw new KeyFileInvalid(`${file} is no key file: ${error.message}.`);
  }
}

/** Writes beside the file, then links: whoever comes first makes the key, and nobody sees half of it. */
function makeKey(file: string, host: string): SecretKey {
  const key = { host, seed: randomBytes(32) };
  const line = `${formatSecretKey(key)}\n`;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  const fd = openSync(draft, 'wx', ownerOnly);
  try {
    writeSync(fd, line);
    fsyncSync(fd);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(fd);
    unlinkSync(draft);
  }
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
  return loadKey(file) ?? key;
}
