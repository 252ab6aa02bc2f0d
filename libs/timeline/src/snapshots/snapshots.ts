import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeVersion } from './code-version.js';
import type { Head } from '../read/head.js';
import { inSlices } from '../event-loop/slices.js';
import { decodeHead, encodeHead } from './snapshot-codec.js';

/** An entry of the log that a snapshot stands on: if the log holds another one there, the snapshot is worth nothing. */
export interface Footing {
  id: string;
  /** SHA-256 of its body, hexadecimal. */
  digest: string;
}

/** A head that was kept, and the entry that it ends with. */
export interface Snapshot {
  head: Head;
  footing: Footing;
}

/** The missions that there were when the log had come to a position. */
export interface Contents {
  position: number;
  /** The entry at that position. */
  stream: string;
  revision: number;
  footing: Footing;
  /** Missions by id, with their newest revision. */
  missions: Record<string, number>;
}

/** Ids that are safe as names of files. Missions of other names are folded from their logs. */
const safeId = /^[a-z0-9][a-z0-9-]{0,99}$/;

const fileOf = (mission: string): string => `${mission}.ndjson`;

/** Length of a SHA-256, hexadecimal. */
const hashLength = 64;

/** How much is written at once, in characters: a few milliseconds of work. */
const pieceLength = 1 << 18;

/**
 * Heads of missions in files beside the store, so that a server need not fold a long log anew when it starts. A cache:
 * whatever is missing, was made by other code or is not what was written is left aside, and nothing is lost with it.
 */
export class Snapshots {
  private readonly code = codeVersion();

  /**
   * `key` authenticates what is kept: without it anybody who may write the files can make one that is believed. `onFailure` is called
   * when something could not be kept: a disk may be full.
   */
  constructor(
    private readonly folder: string,
    private readonly key?: Buffer,
    private readonly onFailure: (error: unknown) => void = () => undefined,
  ) {}

  /** What was kept of the whole log; undefined if there is nothing to go by. */
  async contents(): Promise<Contents | undefined> {
    return this.read('contents.json', function* (lines) {
      const [line = ''] = lines;
      yield undefined;
      return JSON.parse(line) as Contents;
    });
  }

  /** Keeps what there is in the log. */
  async keepContents(contents: Contents): Promise<void> {
    await this.write('contents.json', [JSON.stringify(contents)]);
  }

  /** The newest head that was kept of a mission; the caller owns it. */
  async load(mission: string): Promise<Snapshot | undefined> {
    if (!safeId.test(mission)) return undefined;
    return this.read(fileOf(mission), function* (lines) {
      const { value: footing } = lines.next() as IteratorResult<string, string>;
      return { footing: JSON.parse(footing) as Footing, head: yield* decodeHead(lines) };
    });
  }

  /** Keeps the head of a mission, which nobody may change meanwhile. */
  async save(mission: string, { head, footing }: Snapshot): Promise<void> {
    if (safeId.test(mission)) await this.write(fileOf(mission), linesOf(footing, head));
  }

  /** What is made of the lines of a file; undefined if it is missing, or not what this code has written. */
  private async read<T>(
    name: string,
    make: (lines: Generator<string>) => Generator<undefined, T>,
  ): Promise<T | undefined> {
    try {
      const bytes = await readFile(join(this.folder, name));
      const end = bytes.length - hashLength - 1;
      const hash = this.hash(name);
      const made = await inSlices(make(hashedLines(bytes.subarray(0, end), hash)));
      return hash.digest('hex') === bytes.toString('latin1', end, end + hashLength) ? made : undefined;
    } catch {
      return undefined;
    }
  }

  /** Writes a file so that a crash leaves the old one or the new one, whole; its last line is the hash of the others. */
  private async write(name: string, lines: Iterable<string>): Promise<void> {
    const hash = this.hash(name);
    const fresh = join(this.folder, `${name}.${process.pid}.new`);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const file = await open(fresh, 'w', 0o600);
      try {
        for (const piece of pieces(lines)) {
          hash.update(piece);
          await file.appendFile(piece);
        }
        await file.appendFile(`${hash.digest('hex')}\n`);
      } finally {
        await file.close();
      }
      await rename(fresh, join(this.folder, name));
    } catch (error) {
      await rm(fresh, { force: true }).catch(() => undefined);
      this.onFailure(error);
    }
  }

  private hash(name: string): Hash | Hmac {
    const hash = this.key ? createHmac('sha256', this.key) : createHash('sha256');
    return hash.update(`${this.code}\n${name}\n`);
  }
}

function* linesOf(footing: Footing, head: Head): Generator<string> {
  yield JSON.stringify(footing);
  yield* encodeHead(head);
}

/** Lines put together, so that few writes are needed. */
function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** The lines of a text, each hashed on the way. */
function* hashedLines(bytes: Buffer, hash: Hash | Hmac): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    hash.update(bytes.subarray(start, end + 1));
    yield bytes.toString('utf8', start, end);
  }
}
