import { setTimeout } from 'node:timers/promises';
import type { EventStore, StoredEntry } from '../event-store.js';
import type { ByteRange } from './locate.js';
import type { Altered, TreeComparison } from '../tree-comparison.js';
import { alteredInWords } from '../compared-store.js';

/** How far a scrub has come, and what it has found. */
export interface ScrubProgress {
  /** Position up to which every entry was read and found to be what was written. */
  position: number;
  /** Position of the newest entry. */
  of: number;
  /** When the last whole pass ended, RFC 3339; null before the first. */
  completedAt: string | null;
  damaged: Damage[];
  /** Why the last pass did not come to its end; null if it did. */
  failure: string | null;
}

/** An entry whose bytes are not those that were written. */
export interface Damage {
  stream: string;
  revision: number;
  position: number;
  /** Length of its body: where in it the damage lies cannot be known from its hash. */
  bytes: number;
  /** What is wrong with it, if it is more than its hash. */
  fault?: string;
  /** Where its body stands in the files of the log, if that was looked for and found. */
  range?: ByteRange;
}

/** The damage that an entry has, if any. */
export const damageOf = ({ damaged, stream, revision, position, body, fault }: StoredEntry): Damage[] =>
  damaged
    ? [{ stream, revision, position, bytes: Buffer.byteLength(body), ...(fault !== undefined && { fault }) }]
    : [];

/** Names damage for people: the entry, and where its bytes are. */
export function damageInWords({ stream, revision, position, bytes, range }: Damage): string {
  const where = range ? `bytes ${range.from} to ${range.to} of ${range.file}` : `${bytes} bytes`;
  return `entry ${revision} of ${stream} (position ${position}, ${where})`;
}

/** What was altered, as damage of its first entry. */
const damageBy = (altered: Altered): Damage => ({
  stream: altered.stream,
  revision: altered.from,
  position: 0,
  bytes: 0,
  fault: alteredInWords(altered),
});

/** Between two pages of 500 entries: a million entries take about a quarter of an hour, and nobody notices. */
const pauseMs = 500;
const restMs = 3_600_000;

/** What a scrub looks at beside the hashes of entries. */
export interface ScrubChecks {
  /** Finds the bytes of a damaged entry. */
  locate?: (position: number) => Promise<ByteRange | undefined>;
  /** Compares streams with what was signed. */
  comparison?: TreeComparison;
  /** Entries to which an index does not lead. */
  checkIndexes?: (entries: readonly StoredEntry[]) => Damage[];
}

/** Reads the whole log again and again, slowly, so that damage is found before somebody needs what it hit. */
export class Scrub {
  private readonly closing = new AbortController();
  private done: Promise<void> | undefined;
  readonly progress: ScrubProgress = { position: 0, of: 0, completedAt: null, damaged: [], failure: null };

  constructor(
    private readonly store: EventStore,
    private readonly now: () => number,
    private readonly onDamage: (damage: Damage) => void,
    private readonly checks: ScrubChecks = {},
  ) {}

  /** Begins. A store that cannot be read is tried again at the next pass. */
  start(): void {
    this.done = this.run().catch(() => undefined);
  }

  /** Ends; resolves when nothing is read any more. */
  async stop(): Promise<void> {
    this.closing.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    for (;;) {
      await this.pass().then(
        () => (this.progress.failure = null),
        (error: unknown) => (this.progress.failure = error instanceof Error ? error.message : String(error)),
      );
      await this.pause(restMs);
    }
  }

  private async pass(): Promise<void> {
    const found: Damage[] = [];
    this.progress.of = await this.store.headPosition();
    this.progress.position = 0;
    const streams = new Set<string>();
    for await (const page of this.store.readAll({ after: 0, unproven: true })) {
      for (const entry of page) {
        streams.add(entry.stream);
        for (const damage of damageOf(entry)) await this.note(damage, found);
      }
      for (const damage of this.checks.checkIndexes?.(page) ?? []) await this.note(damage, found);
      this.progress.position = page.at(-1)?.position ?? 0;
      await this.pause(pauseMs);
    }
    await this.compare(streams, found);
    this.progress.damaged = found;
    this.progress.completedAt = new Date(this.now()).toISOString();
  }

  /** Compares streams with what was signed. */
  private async compare(streams: Iterable<string>, found: Damage[]): Promise<void> {
    const { comparison } = this.checks;
    comparison?.readAgain();
    for (const stream of streams) {
      const altered = await comparison?.again(stream, () => this.pause(pauseMs));
      if (altered && !found.some((damage) => damage.stream === stream)) await this.note(damageBy(altered), found);
    }
  }

  private async note(damage: Damage, found: Damage[]): Promise<void> {
    const known = this.progress.damaged.find(
      ({ stream, revision }) => stream === damage.stream && revision === damage.revision,
    );
    const range = damage.position > 0 ? await this.checks.locate?.(damage.position) : undefined;
    const named = known ?? { ...damage, ...(range && { range }) };
    found.push(named);
    if (known) return;
    this.progress.damaged = [...this.progress.damaged, named];
    this.onDamage(named);
  }

  /** Waits; rejects if it is to end. */
  private pause(ms: number): Promise<void> {
    return setTimeout(ms, undefined, { signal: this.closing.signal, ref: false });
  }
}
