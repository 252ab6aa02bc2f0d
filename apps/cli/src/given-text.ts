import { readFileSync } from 'node:fs';
import type { BatchLine } from '#libs/client';
import { JsonRefused, parseStrict } from '#libs/strict-json';
import { Failure } from './failure.js';

/** The bytes of a file; `-` is standard input. Throws a Failure if it cannot be read. */
export function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`, 2);
  }
}

/** The text of a file. Throws a Failure if it cannot be read. */
export const textOf = (file: string): string => new TextDecoder().decode(bytesOf(file));

/** The commands of a text, one on each line that is not empty. Throws a Failure that names the line which is none. */
export const commandsIn = (text: string): BatchLine[] =>
  text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const command = parseStrict(line) as BatchLine;
      return [command];
    } catch (error) {
      if (!(error instanceof JsonRefused)) throw error;
      throw new Failure(`Line ${index + 1}: ${error.message} Write one command on each line, as JSON.`, 2);
    }
  });
