import { Injectable } from '@nestjs/common';
import { readFileSync, statSync } from 'node:fs';
import { isObject, parseStrict } from '#libs/strict-json';
import { Config } from '../config.js';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';
import { replaceFile } from '../replace-file.js';

/** What is known of a subject: a name, or that it was erased. */
export type Person = { name: string } | { erased: true };

/** What is shown in the place of a name that was erased. */
export const erasedWord = '[erased]';

/**
 * The directory of names, a file beside the log: entries hold opaque subjects alone, so that a name can be erased and every proof
 * stays valid. It is read again when it has changed, by whomever.
 */
@Injectable()
export class People {
  private readonly file: string;
  private known = new Map<string, Person>();
  private readAs: string | undefined;

  constructor({ peopleFile }: Config) {
    this.file = peopleFile;
  }

  /** Who a subject is; undefined if nobody said. Throws a Problem if the directory cannot be read. */
  of(subject: string): Person | undefined {
    this.readAgain();
    return this.known.get(subject);
  }

  /** Names a subject, or erases its name. Throws a Problem if the directory cannot be read or written. */
  set(subject: string, person: Person): void {
    this.readAgain();
    const next = new Map(this.known).set(subject, person);
    const text = `${JSON.stringify(Object.fromEntries(next), null, 2)}\n`;
    try {
      replaceFile(this.file, text);
    } catch (error) {
      throw unreadable(error);
    }
    this.readAs = undefined;
  }

  private readAgain(): void {
    try {
      const found = statSync(this.file, { throwIfNoEntry: false });
      const as = found ? `${found.ino} ${found.mtimeMs} ${found.size}` : '';
      if (as === this.readAs) return;
      this.known = found ? peopleIn(readFileSync(this.file, 'utf8')) : new Map();
      this.readAs = as;
    } catch (error) {
      throw unreadable(error);
    }
  }
}

const unreadable = (error: unknown): Problem =>
  new Problem('people-unreadable', details.peopleUnreadable(error instanceof Error ? error.message : String(error)));

function peopleIn(text: string): Map<string, Person> {
  const read = parseStrict(text);
  if (!isObject(read)) throw new SyntaxError('it is not an object of subjects');
  return new Map(Object.entries(read).map(([subject, person]) => [subject, personIn(subject, person)]));
}

function personIn(subject: string, person: unknown): Person {
  if (isObject(person) && person.erased === true) return { erased: true };
  if (isObject(person) && typeof person.name === 'string') return { name: person.name };
  throw new SyntaxError(`what it says of ${subject} is neither {"name"} nor {"erased": true}`);
}
