import type { Seal } from './sealing.js';

/** One immutable stored record of a stream. */
export interface StoredEntry {
  /** Place in the whole store, from 1, rising; gaps are allowed. */
  position: number;
  stream: string;
  /** Place in the stream: 0, 1, 2 ... without gaps. */
  revision: number;
  /** UUID. */
  id: string;
  type: string;
  /** The exact bytes of the envelope, as UTF-8 JSON text. */
  body: string;
  /** RFC 3339. */
  recordedAt: string;
  /** What another process sent, if the fields above do not say all of it: only whoever serves it to others reads it. */
  original?: string;
  /** Its bytes are not those that were written: its hash differs. Whoever reads it must not trust it. */
  damaged?: true;
  /** What is wrong with a damaged one, if it is more than its hash. */
  fault?: string;
}

/** A record to be appended. */
export type NewEntry = Pick<StoredEntry, 'id' | 'type' | 'body' | 'recordedAt' | 'original'> & {
  /**
   * What the caller knows of its id: no entry of the stream up to the expected revision has it, or none anywhere can have it (it
   * was drawn for this append). Then a store need not look whether it was appended before. Undefined if it may have been.
   */
  unseen?: 'before' | 'anywhere';
};

/** What became of an append: recorded now, found recorded already by its ids, or overtaken by somebody else. */
export type AppendResult =
  | {
      outcome: 'appended' | 'already';
      first: number;
      last: number;
      position: number;
      /** The signed checkpoint that was stored with it, if the store signs. */
      checkpoint?: string;
    }
  | { outcome: 'conflict'; actual: number };

/** A running subscription. */
export interface Subscription {
  /** Stops it; resolves when no further call will be made. */
  close(): Promise<void>;
}

/** What a subscription follows. */
export interface Following {
  /** Position after which to begin (0 for everything). */
  after: number;
  /** Only streams whose name begins so. */
  streamPrefix?: string;
  /** Whether entries are wanted at once, also of streams that are yet to be compared with what was signed. */
  unproven?: true;
}

/** How far streams have come. */
export interface Heads {
  /** Entries up to this position are counted; of later ones some may be. */
  position: number;
  /** The last revision of each stream, by name. */
  revisions: ReadonlyMap<string, number>;
}

/** Which seals of a stream are wanted, and in which order. */
export interface SealRange {
  from?: number;
  until?: number;
  order: 'oldest' | 'newest';
}

/** Receives entries in order; the next page waits for the promise. */
export type OnEntries = (entries: readonly StoredEntry[]) => void | Promise<void>;

/** The outcome of a commit is unknown, and the store can no longer be trusted: the process ends without answering. */
export class StoreFailed extends Error {}

/** The outcome of an append is unknown (connection lost, no answer in time): read the stream again and see. */
export class OutcomeUnknown extends Error {}

/** The store cannot be reached: nothing was done. */
export class StoreUnavailable extends Error {}

/** An entry has more bytes than one may have: nothing was appended. */
export class EntryTooLarge extends Error {}

/** There is no room: nothing was appended, reading goes on. */
export class StoreFull extends Error {}

/** Another process holds the data directory. */
export class StoreLocked extends Error {}

/** How many entries one page of a read holds at most. */
export const pageSize = 500;

/** An append-only store of streams. One contract suite holds every implementation to this. */
export abstract class EventStore {
  /**
   * Appends all entries or none; durable when it resolves. `expectedRevision` is the stream's last revision (-1 if
   * it has none). The same ids again answer `already`. Throws EntryTooLarge; StoreFull; OutcomeUnknown or StoreFailed if nobody knows
   * what became of it; StoreUnavailable if nothing was sent; LogAltered if what is there is not what was signed.
   */
  abstract append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult>;

  /** Reads a stream in order, in pages, from a revision (inclusive). Damaged entries are marked. Throws StoreUnavailable. */
  abstract readStream(stream: string, from?: number): AsyncIterable<readonly StoredEntry[]>;

  /** Reads all streams in order of position, in pages, after a position. Damaged entries are marked. Throws StoreUnavailable. */
  abstract readAll(following: Following): AsyncIterable<readonly StoredEntry[]>;

  /** Catches up, then follows live: in order, without a gap or a repeat. A callback that throws ends it alone. */
  abstract subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription;

  /** Last revision of a stream; -1 if it has none. */
  abstract headRevision(stream: string): Promise<number>;

  /** Position of the newest entry of all streams; 0 if there is none. Throws StoreUnavailable. */
  abstract headPosition(): Promise<number>;

  /**
   * How far all streams have come whose names begin so; undefined if the engine cannot tell without reading their entries.
   * Throws StoreUnavailable.
   */
  async heads(_streamPrefix: string): Promise<Heads | undefined> {
    return undefined;
  }

  /**
   * The seals of a stream that cover at least `from` and at most `until` entries (both included), if the store signs; the one
   * that covers least comes first, or last. Throws StoreUnavailable.
   */
  abstract seals(stream: string, range: SealRange): AsyncIterable<Seal>;

  /** Frees what the store holds. */
  abstract close(): Promise<void>;
}

/** The first of what is iterated over; undefined if there is nothing. */
export async function firstOf<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}
