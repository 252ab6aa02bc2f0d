import type { AppendResult, EventStore, NewEntry } from '#libs/event-store';
import { shared } from './generated.js';

/** What a client expects of the stream. */
export type Expected = number | 'any' | 'stream-exists';

interface Expecting {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** What a client expects if it names no revision; undefined if it says nothing. */
export function commonlyExpected(options: Expecting): Expected | undefined {
  if (options.hasNoStream()) return -1;
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : undefined;
}

/** What a client is told that it expected if it named no revision; undefined if it did. */
export function expectedNoRevision(expected: Expected | undefined) {
  const empty = new shared.Empty();
  if (expected === 'any') return { expectedAny: empty };
  if (expected === 'stream-exists') return { expectedStreamExists: empty };
  return expected === undefined || expected < 0 ? { expectedNoStream: empty } : undefined;
}

/** A stream that appends without an expected revision are under way to. */
interface Tail {
  /** Its last revision, once those before have been taken. */
  head: number;
  /** How often it was found to be another one. */
  corrected: number;
  pending: number;
  known: Promise<void>;
}

/**
 * Appends that say no revision, each right behind the one before it: the store checks a revision, and if all of them
 * asked for the head alone, each that is taken would send all others back to ask again.
 */
export class Appends {
  private readonly tails = new Map<string, Tail>();

  constructor(private readonly store: Pick<EventStore, 'append' | 'headRevision'>) {}

  /** Appends at the expected revision, in the order in which it is asked. Throws as the store does. */
  async append(
    stream: string,
    expected: Expected,
    rowsAt: (first: number) => readonly NewEntry[],
  ): Promise<AppendResult> {
    if (typeof expected === 'number') {
      await this.tails.get(stream)?.known;
      return this.store.append(stream, expected, rowsAt(expected + 1));
    }
    const tail = this.tailOf(stream);
    tail.pending++;
    try {
      await tail.known;
      return await this.appendBehind(stream, tail, expected, rowsAt);
    } finally {
      if (--tail.pending === 0) this.tails.delete(stream);
    }
  }

  private async appendBehind(
    stream: string,
    tail: Tail,
    expected: 'any' | 'stream-exists',
    rowsAt: (first: number) => readonly NewEntry[],
  ): Promise<AppendResult> {
    for (;;) {
      if (expected === 'stream-exists' && tail.head < 0) tail.head = await this.store.headRevision(stream);
      if (expected === 'stream-exists' && tail.head < 0) return { outcome: 'conflict', actual: -1 };
      const { head, corrected } = tail;
      const rows = rowsAt(head + 1);
      tail.head += rows.length;
      const result = await this.store.append(stream, head, rows);
      if (result.outcome !== 'conflict') return result;
      // One before it was not taken, or somebody else was: the first to learn of it tells all that wait.
      if (corrected !== tail.corrected) continue;
      tail.corrected++;
      tail.head = result.actual;
    }
  }

  private tailOf(stream: string): Tail {
    const known = this.tails.get(stream);
    if (known) return known;
    const tail: Tail = { head: -1, corrected: 0, pending: 0, known: Promise.resolve() };
    tail.known = this.store.headRevision(stream).then((head) => void (tail.head = head));
    this.tails.set(stream, tail);
    return tail;
  }
}
