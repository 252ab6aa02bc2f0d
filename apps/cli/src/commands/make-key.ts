import { existsSync } from 'node:fs';
import { KeyFileInvalid, loadOrMakeKey } from '#libs/transparency';
import { Failure } from '../failure.js';
import { say } from '../output.js';

/** Makes a key file. Throws a Failure if there is one already: a key that has signed is not overwritten. */
export function makeKey(file: string, host: string): void {
  if (existsSync(file)) throw new Failure(`${file} exists already. Name a new file: no key is overwritten.`, 2);
  try {
    loadOrMakeKey(file, host);
  } catch (error) {
    throw error instanceof KeyFileInvalid || error instanceof RangeError ? new Failure(error.message, 2) : error;
  }
  say(`The key of ${host} is in ${file}. Keep a copy where nobody else can read it, and give each server the same.`);
}
