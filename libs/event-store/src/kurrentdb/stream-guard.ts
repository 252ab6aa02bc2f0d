import type { EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import { LRUCache } from 'lru-cache';
import type { StoredEntry } from '../event-store.js';
import { LogAltered } from '../sealing.js';
import { bounded } from './bounded.js';
import { typeOf } from './failures.js';
import type { Timers } from './timers.js';

/** What an administrator has said of a stream. */
export interface StreamMetadata {
  $tb?: unknown;
  $maxCount?: unknown;
  $maxAge?: unknown;
  $acl?: unknown;
}

/** A stream is looked at again before an append if it was not looked at for so long, in milliseconds. */
const freshMs = 1000;

/** There is no such stream, or it is not for us to see what an administrator has said of it. */
const nothingToSee = new Set(['stream-not-found', 'access-denied']);

/** The stream that says what an administrator has said of another one. */
export const metastreamOf = (stream: string): string => `$$${stream}`;

const restore =
  'Restore the mission from a backup or an export into another store; see docs/how-to/run-several-servers.md';

const undo = (settings: string): string =>
  `Until a scavenge has run it can be undone: set the stream's metadata without ${settings}, and start all servers again. After one: ${restore}`;

const tombstoned = `an administrator has deleted its stream for good (a tombstone), and its name cannot be used again. ${restore}`;

function settingsIn({ $tb, $maxCount, $maxAge }: StreamMetadata): string[] {
  const said = Object.entries({ $tb: $tb === 0 ? undefined : $tb, $maxCount, $maxAge });
  return said.filter(([, value]) => value !== undefined).map(([name]) => name);
}

/** What became of a stream of which this is the first revision that is left (undefined for none); undefined for nothing. */
function faultIn(first: number | undefined, metadata: StreamMetadata, isKnown: boolean): string | undefined {
  if (first === 0) return undefined;
  const settings = settingsIn(metadata);
  const names = settings.join(' and ');
  if (first === undefined && settings.length === 0)
    return isKnown ? `its stream has held entries, and the cluster no longer has it. ${restore}` : undefined;
  const lost = first === undefined ? 'all of its entries are' : `its entries before revision ${first} are`;
  return settings.length === 0
    ? `${lost} gone: an administrator has truncated its stream. ${restore}`
    : `${lost} gone: an administrator has deleted or truncated its stream (${names}). ${undo(names)}`;
}

/** Of so many streams it is known when they were looked at; a further one is looked at again when it is next used. */
const lookedAtMax = 100_000;

/**
 * Notices what an administrator does to streams of entries. A log that has lost its beginning is no log: nothing of it may be
 * read, and nothing signed on top of it.
 */
export class StreamGuard {
  private readonly faults = new Map<string, string>();
  private readonly lookedAt = new LRUCache<string, number>({ max: lookedAtMax });
  /** Streams whose entries may go at any time, without anybody doing anything. */
  private readonly limited = new Set<string>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly msMax: number,
    private readonly isKnown: (stream: string) => boolean,
    private readonly timers: Pick<Timers, 'now'>,
    private readonly mayBeRemoved: (stream: string) => boolean = () => false,
  ) {}

  /** What became of a stream, by what was seen of it. Looks at one that was never looked at. */
  async fault(stream: string): Promise<string | undefined> {
    return this.lookedAt.has(stream) ? this.faults.get(stream) : this.look(stream);
  }

  /** Looks at a stream, and answers what became of it. Throws as the client does. */
  async look(stream: string): Promise<string | undefined> {
    const known = this.faults.get(stream);
    if (known !== undefined) return known;
    const fault = await this.faultNow(stream);
    this.lookedAt.set(stream, this.timers.now());
    if (fault !== undefined) this.faults.set(stream, fault);
    return fault;
  }

  /** Somebody has written to a stream's metadata: looks at both. */
  async metadataChanged(stream: string): Promise<string | undefined> {
    const hasLimits = settingsIn(await this.metadata(stream)).length > 0;
    if (hasLimits) this.limited.add(stream);
    else this.limited.delete(stream);
    return this.look(stream);
  }

  /** The stream was deleted for good. */
  noteTombstone(stream: string): string {
    this.faults.set(stream, tombstoned);
    return tombstoned;
  }

  /** Looks again at those whose entries go by themselves; answers what became of each that has lost any since. */
  async lookAtLimited(): Promise<{ stream: string; fault: string }[]> {
    const lost: { stream: string; fault: string }[] = [];
    for (const stream of this.limited) {
      if (this.faults.has(stream)) continue;
      const fault = await this.look(stream);
      if (fault !== undefined) lost.push({ stream, fault });
    }
    return lost;
  }

  /** Throws LogAltered if a stream may not be appended to. */
  async check(stream: string): Promise<void> {
    const isFresh = this.timers.now() - (this.lookedAt.get(stream) ?? -Infinity) < freshMs;
    const fault = isFresh ? this.faults.get(stream) : await this.look(stream);
    if (fault !== undefined) throw new LogAltered(stream, 1, fault);
  }

  /** What an administrator has said of a stream. */
  async metadata(stream: string): Promise<StreamMetadata> {
    return this.newest(metastreamOf(stream));
  }

  /** What the newest event of a stream holds. */
  async newest(stream: string): Promise<Record<string, unknown>> {
    const [event] = await this.read(stream, 'backwards');
    const data = event?.event?.data;
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  }

  private async faultNow(stream: string): Promise<string | undefined> {
    try {
      const [first] = await this.read(stream, 'forwards');
      const revision = first?.event && Number(first.event.revision);
      if (revision === undefined && this.mayBeRemoved(stream)) return undefined;
      return revision === 0 ? undefined : faultIn(revision, await this.metadata(stream), this.isKnown(stream));
    } catch (error) {
      if (typeOf(error) === 'stream-deleted') return tombstoned;
      throw error;
    }
  }

  private async read(stream: string, direction: 'forwards' | 'backwards'): Promise<ResolvedEvent[]> {
    const call = this.client.readStream(stream, {
      direction,
      fromRevision: direction === 'forwards' ? 'start' : 'end',
      maxCount: 1,
    });
    const found: ResolvedEvent[] = [];
    try {
      for await (const event of bounded(call, this.msMax)) found.push(event);
    } catch (error) {
      if (!nothingToSee.has(typeOf(error))) throw error;
    }
    return found;
  }
}

/** What whoever reads a broken stream is given in place of its entries: nobody may trust it. */
export const brokenEntry = (stream: string, fault: string, position = 0): StoredEntry => ({
  position,
  stream,
  revision: 0,
  id: '',
  type: '',
  body: '',
  recordedAt: new Date(0).toISOString(),
  damaged: true,
  fault,
});
