import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { canonical } from '#libs/canonical-json';
import { EventStore, type NewEntry } from '#libs/event-store';
import { Serial } from '#libs/timeline';
import { say } from '../say.js';
import { sheetBody, sheetType, streamOf, type ReadLine } from './read-line.js';

/** How long a line may wait to be written, in milliseconds: with the write itself it is less than a second. */
const waitMsMax = 500;

/** How long a server leaves the stream to others after each append, once it has met any: who reads and signs what came loses every race else. */
const turnMs = 50;

/**
 * How many lines a sheet holds, and how many bytes of them: what a store does for each entry costs as much as many lines do. How many
 * bytes one append holds: each waits for the disk. How many lines wait at most if the store takes none.
 */
const linesPerSheet = 100;
const bytesPerSheet = 32 * 1024;
const bytesPerAppend = 900 * 1024;
const waitingMax = 20_000;

/** How many refusals of strangers have a line of their own in each append: somebody who guesses tokens must not fill the disk. */
const strangersMax = 50;

/** A line that waits, as it is stored: an object of many texts would be moved about by the collector until its turn came. */
interface Waiting {
  at: string;
  body: string;
}

/** Writes the access log: a stream for each month, in the store of the missions, signed as they are. */
@Injectable()
export class ReadsLog implements OnModuleDestroy {
  private waiting: Waiting[] = [];
  private strangers = 0;
  private more: ReadLine | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly turn = new Serial();
  /** The last revision of each stream, as far as it is known. */
  private readonly heads = new Map<string, number>();
  private isLosing = false;
  private hasMetOthers = false;
  private turnOfOthers: Promise<void> = Promise.resolve();

  constructor(private readonly store: EventStore) {}

  /** Notes a line: it is durable within a second. */
  note(line: ReadLine): void {
    if (!this.isWorthALine(line)) return;
    if (this.waiting.length >= waitingMax) return this.lose();
    this.waiting.push(written(line));
    this.flushSoon();
  }

  /** Writes a line, and all before it; resolves when they are durable. Throws as the store does. */
  async durable(line: ReadLine): Promise<void> {
    this.waiting.push(written(line));
    await this.flush();
  }

  /**
   * Writes what is yet to be written, and not what comes meanwhile: that would be an append for each few lines, one after the other.
   * Throws as the store does, and keeps it then.
   */
  flush(): Promise<void> {
    return this.turn.run(async () => {
      if (this.more) this.waiting.push(written(this.more));
      this.more = undefined;
      this.strangers = 0;
      for (let left = this.waiting.length; left > 0;) {
        await this.turnOfOthers;
        const stream = streamOf(this.waiting[0]?.at ?? '');
        const { sheets, lines } = sheetsOf(stream, this.waiting);
        await this.append(stream, sheets);
        this.waiting.splice(0, lines);
        left -= lines;
        this.isLosing = false;
      }
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.flush().catch(() => this.lose());
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flush().catch(() => this.lose());
    }, waitMsMax).unref();
  }

  private isWorthALine(line: ReadLine): boolean {
    if (line.subject !== undefined || line.what !== 'refused' || ++this.strangers <= strangersMax) return true;
    this.more = { ...line, more: this.strangers - strangersMax };
    this.flushSoon();
    return false;
  }

  /** Several servers write one stream: whoever was second looks where it ends now. */
  private async append(stream: string, sheets: readonly NewEntry[]): Promise<void> {
    for (;;) {
      const head = this.heads.get(stream) ?? (await this.store.headRevision(stream));
      const result = await this.store.append(stream, head, sheets);
      if (result.outcome === 'conflict') {
        this.heads.set(stream, result.actual);
        this.hasMetOthers = true;
        continue;
      }
      this.heads.set(stream, result.last);
      if (this.hasMetOthers) this.turnOfOthers = pause(turnMs, undefined, { ref: false });
      return;
    }
  }

  /** What cannot be written is kept and tried with the next line; it is said once. */
  private lose(): void {
    if (this.isLosing) return;
    this.isLosing = true;
    say('the access log cannot be written: reading goes on, exports are refused.');
  }
}

const written = (line: ReadLine): Waiting => ({ at: line.at, body: canonical(line) });

/** The first lines that wait, of one stream, as many as one append holds: the sheets that they fill, and how many they are. */
function sheetsOf(stream: string, waiting: readonly Waiting[]): { sheets: NewEntry[]; lines: number } {
  const sheets: NewEntry[] = [];
  let [lines, bytes] = [0, 0];
  while (bytes < bytesPerAppend) {
    const sheet = sheetFrom(stream, waiting, lines);
    const [first] = sheet;
    if (!first) break;
    const body = sheetBody(sheet.map((line) => line.body));
    sheets.push({ id: uuid(), type: sheetType, body, recordedAt: first.at, unseen: 'anywhere' });
    lines += sheet.length;
    bytes += bytesPerSheet;
  }
  return { sheets, lines };
}

/** The lines of one sheet, from a place on; none if the next one is of another stream. */
function sheetFrom(stream: string, waiting: readonly Waiting[], from: number): Waiting[] {
  let bytes = 0;
  const rest = waiting.slice(from, from + linesPerSheet);
  const end = rest.findIndex(({ at, body }, place) => {
    bytes += Buffer.byteLength(body) + 1;
    return streamOf(at) !== stream || (place > 0 && bytes > bytesPerSheet);
  });
  return end === -1 ? rest : rest.slice(0, end);
}
