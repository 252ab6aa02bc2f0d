import type Database from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';
import { EventStore, pageSize, StoreFailed, StoreFull } from '../event-store.js';
import type {
  AppendResult,
  Following,
  Heads,
  NewEntry,
  OnEntries,
  SealRange,
  StoredEntry,
  Subscription,
} from '../event-store.js';
import { Follower } from '../following.js';
import { checkSizes } from '../limits.js';
import type { Seal } from '../sealing.js';
import { isFull } from './full-disk.js';
import type { HighWater } from './high-water.js';
import { IndexCheck } from './index-check.js';
import { checkedRow, columns, type Row } from './rows.js';
import type { Damage } from './scrub.js';
import { sqliteCodeOf } from './sqlite-code.js';
import { checkRising, wholePage } from './whole-page.js';
import type { Appending, Writer } from './writer.js';

/** How long appends are gathered at most before they are committed, in milliseconds: about what a commit takes. */
const gatheringMsMax = 10;

interface Waiting extends Appending {
  resolve: (result: AppendResult) => void;
  reject: (error: unknown) => void;
}

/** The log in one SQLite file, written by this process alone. Appends that wait together share one commit. */
export class EmbeddedStore extends EventStore {
  private waiting: Waiting[] = [];
  private readonly followers = new Set<Follower>();
  private readonly streamIds = new Map<string, number>();
  private readonly names = new Map<number, string>();
  private flushing: Promise<void> | undefined;
  private failed: StoreFailed | undefined;
  private readonly indexes: IndexCheck;
  private readonly statements;

  constructor(
    private readonly db: Database.Database,
    private readonly writer: Writer,
    private readonly lock: { release(): void },
    private readonly highWater: HighWater,
    private readonly files: { dataDir: string; isInPlace: () => boolean },
    private readonly onFatal: (error: StoreFailed) => void,
  ) {
    super();
    this.indexes = new IndexCheck(db);
    const seals = (order: 'ASC' | 'DESC') =>
      db.prepare(
        `SELECT size, checkpoint, frontier FROM checkpoints WHERE stream = ? AND size BETWEEN ? AND ? ORDER BY size ${order} LIMIT ${pageSize}`,
      );
    this.statements = {
      sealsUp: seals('ASC'),
      sealsDown: seals('DESC'),
      head: db.prepare('SELECT coalesce(max(revision), -1) FROM entries WHERE stream = ?').pluck(),
      signed: db.prepare('SELECT coalesce(max(size), 0) - 1 FROM checkpoints WHERE stream = ?').pluck(),
      headPosition: db.prepare('SELECT coalesce(max(position), 0) FROM entries').pluck(),
      streams: db.prepare('SELECT id, name FROM streams WHERE id > ? ORDER BY id LIMIT ?').raw(),
      stream: db.prepare('SELECT id FROM streams WHERE name = ?').pluck(),
      name: db.prepare('SELECT name FROM streams WHERE id = ?').pluck(),
      streamPage: db
        .prepare(
          `SELECT ${columns} FROM entries WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ${pageSize}`,
        )
        .raw(),
      allPage: db
        .prepare(`SELECT ${columns} FROM entries WHERE position > ? ORDER BY position LIMIT ${pageSize}`)
        .raw(),
    };
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    if (this.failed) throw this.failed;
    checkSizes(entries);
    return new Promise((resolve, reject) => {
      this.waiting.push({ stream, expectedRevision, entries, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  private async flush(): Promise<void> {
    await this.gathered();
    while (this.waiting.length > 0) {
      const round = this.waiting;
      this.waiting = [];
      const results = this.write(round);
      results.forEach((result, index) => {
        if (result instanceof Error) round[index]?.reject(result);
        else round[index]?.resolve(result);
      });
      const appended = appendedBy(round, results);
      if (appended.length === 0) continue;
      this.highWater.advance();
      for (const follower of this.followers) follower.take(appended);
    }
    // In the same turn in which nothing waited: whoever comes next starts anew.
    this.flushing = undefined;
  }

  /** Lets appends join a commit: one turn of the event loop, and further ones while each brings more of them. */
  private async gathered(): Promise<void> {
    const start = performance.now();
    let count: number;
    do {
      count = this.waiting.length;
      await setImmediate();
    } while (this.waiting.length > count && performance.now() - start < gatheringMsMax);
  }

  /** What became of each append of a round; an error for all of them if the commit failed. */
  private write(round: readonly Waiting[]): (AppendResult | Error)[] {
    try {
      const results = this.writer.write(round);
      if (this.files.isInPlace()) return results;
      throw new StoreFailed(`the log in ${this.files.dataDir} was removed, renamed or replaced beside its server`);
    } catch (error) {
      const no = this.explain(error);
      return round.map(() => no);
    }
  }

  private explain(error: unknown): Error {
    if (error instanceof StoreFailed) return this.fail(error);
    const code = sqliteCodeOf(error);
    if (code === undefined) return error instanceof Error ? error : new Error(String(error));
    const isUnwritten = code === 'SQLITE_IOERR_WRITE' && isFull(this.files.dataDir);
    if (code === 'SQLITE_FULL' || isUnwritten) return new StoreFull('the disk is full', { cause: error });
    return this.fail(new StoreFailed(`the outcome of a commit is unknown (${code})`, { cause: error }));
  }

  /** From now on nothing is taken. */
  private fail(error: StoreFailed): StoreFailed {
    this.failed = error;
    this.onFatal(error);
    return error;
  }

  private streamIdOf(stream: string): number | undefined {
    const known = this.streamIds.get(stream) ?? (this.statements.stream.get(stream) as number | undefined);
    if (known !== undefined) this.streamIds.set(stream, known);
    return known;
  }

  private nameOf(streamId: number): string {
    let name = this.names.get(streamId);
    if (name === undefined) this.names.set(streamId, (name = String(this.statements.name.get(streamId))));
    return name;
  }

  override async *readStream(stream: string, from = 0): AsyncIterable<readonly StoredEntry[]> {
    const streamId = this.streamIdOf(stream);
    if (streamId === undefined) return;
    for (let next = from; ; next += pageSize) {
      const { entries, isLast } = wholePage(stream, next, () => this.pageOf(streamId, next));
      if (entries.length > 0) yield entries;
      if (isLast) return;
      await setImmediate();
    }
  }

  /** A page of a stream, and how far the stream goes. */
  private pageOf(streamId: number, next: number): { rows: Row[]; isFull: boolean; newest: number } {
    const rows = this.statements.streamPage.all(streamId, next) as Row[];
    const isWhole = rows.length === pageSize;
    return { rows, isFull: isWhole, newest: isWhole ? next : this.newestOf(streamId) };
  }

  /** Entries, as `readAll` gives them, to which an index does not lead. */
  indexDamage(entries: readonly StoredEntry[]): Damage[] {
    return this.indexes.damageOf(entries);
  }

  override async *readAll({ after, streamPrefix = '' }: Following): AsyncIterable<readonly StoredEntry[]> {
    let next = after;
    for (;;) {
      const page = this.statements.allPage.all(next) as Row[];
      checkRising(page, next);
      const wanted: StoredEntry[] = [];
      for (const row of page) {
        const stream = this.nameOf(row[1]);
        if (stream.startsWith(streamPrefix)) wanted.push(checkedRow(row, stream));
      }
      if (wanted.length > 0) yield wanted;
      next = page.at(-1)?.[0] ?? next;
      if (page.length < pageSize) return;
      await setImmediate();
    }
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    const follower = new Follower(this, following, onEntries, onError, (ended) => this.followers.delete(ended));
    this.followers.add(follower);
    return follower;
  }

  override async headRevision(stream: string): Promise<number> {
    const streamId = this.streamIdOf(stream);
    return streamId === undefined ? -1 : (this.statements.head.get(streamId) as number);
  }

  override async headPosition(): Promise<number> {
    return this.statements.headPosition.get() as number;
  }

  /** A file with an index that cannot be read does not tell: its entries do. */
  override async heads(streamPrefix: string): Promise<Heads | undefined> {
    try {
      const position = await this.headPosition();
      const revisions = new Map<string, number>();
      for (let page, after = 0; !page || page.length === pageSize; after = page.at(-1)?.[0] ?? after) {
        page = this.statements.streams.all(after, pageSize) as [number, string][];
        for (const [id, name] of page) if (name.startsWith(streamPrefix)) revisions.set(name, this.newestOf(id));
        await setImmediate();
      }
      return { position, revisions };
    } catch (error) {
      if (sqliteCodeOf(error) === undefined) throw error;
      return undefined;
    }
  }

  /** How far a stream goes: by its index, and by its checkpoints, which stand elsewhere in the file. */
  private newestOf(streamId: number): number {
    const { head, signed } = this.statements;
    return Math.max(head.get(streamId) as number, signed.get(streamId) as number);
  }

  override async *seals(stream: string, { from = 0, until = Number.MAX_SAFE_INTEGER, order }: SealRange) {
    const streamId = this.streamIdOf(stream);
    if (streamId === undefined) return;
    const page = order === 'oldest' ? this.statements.sealsUp : this.statements.sealsDown;
    let [least, most] = [from, until];
    for (;;) {
      const seals = page.all(streamId, least, most) as Seal[];
      yield* seals;
      const last = seals.at(-1);
      if (!last || seals.length < pageSize) return;
      if (order === 'oldest') least = last.size + 1;
      else most = last.size - 1;
      await setImmediate();
    }
  }

  override async close(): Promise<void> {
    await this.flushing;
    await Promise.all([...this.followers].map((follower) => follower.close()));
    await this.highWater.close();
    this.db.close();
    this.lock.release();
  }
}

/** The entries that a round has appended, in order. They need not be read to be passed on. */
function appendedBy(round: readonly Appending[], results: readonly (AppendResult | Error)[]): StoredEntry[] {
  return round.flatMap(({ stream, entries }, index) => {
    const result = results[index];
    if (!result || result instanceof Error || result.outcome !== 'appended') return [];
    const { first, position } = result;
    return entries.map(({ id, type, body, recordedAt, original }, place) => ({
      position: position - entries.length + 1 + place,
      stream,
      revision: first + place,
      id,
      type,
      body,
      recordedAt,
      ...(original !== undefined && { original }),
    }));
  });
}
