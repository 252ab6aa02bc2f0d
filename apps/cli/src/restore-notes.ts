import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is noted of a restore, outside the log: the log itself says nothing of having been restored. */
export interface RestoreNote {
  mission: string;
  /** The file that it came from. */
  file: string;
  entries: number;
  /** SHA-256 (hexadecimal) of ids and bodies in order. */
  digest: string;
  /** The store, if that is not the folder of this note. */
  store?: string;
  /** Whether a checkpoint had the same root. */
  checkpoint?: string;
  /** RFC 3339; a restore that began and did not finish may be run again. */
  began?: string;
  finished?: string;
}

const fileOf = (dataDir: string): string => join(dataDir, 'restored.ndjson');

/** Adds a note, one a line, and keeps it through a power cut. */
export function addNote(dataDir: string, note: RestoreNote): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  appendFileSync(fileOf(dataDir), `${JSON.stringify(note)}\n`, { mode: 0o600 });
  const descriptor = openSync(fileOf(dataDir), 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Whether the last restore of a mission into a store was of the same log and did not finish. */
export function isBegun(dataDir: string, wanted: Pick<RestoreNote, 'mission' | 'digest' | 'store'>): boolean {
  if (!existsSync(fileOf(dataDir))) return false;
  const notes = readFileSync(fileOf(dataDir), 'utf8')
    .split('\n')
    .flatMap((line) => noteOf(line) ?? []);
  const last = notes.findLast(({ mission, store }) => mission === wanted.mission && store === wanted.store);
  return last?.digest === wanted.digest && last.finished === undefined;
}

/** A line that was cut is no note. */
function noteOf(line: string): RestoreNote | undefined {
  try {
    return JSON.parse(line) as RestoreNote;
  } catch {
    return undefined;
  }
}
