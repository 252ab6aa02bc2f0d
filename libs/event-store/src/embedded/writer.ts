import type Database from 'better-sqlite3';
import type { AppendResult, NewEntry, StoredEntry } from '../event-store.js';
import { judgeAppend } from '../idempotence.js';
import { hashOf } from './rows.js';
import type { Sealer } from '../sealing.js';
import { sqliteCodeOf } from './sqlite-code.js';
import { TreeWriter } from './tree-writer.js';

/** One append of a round. */
export interface Appending {
  stream: string;
  expectedRevision: number;
  entries: readonly NewEntry[];
}

interface Stream {
  id: number;
  /** Its last revision. */
  head: number;
}

/** Writes rounds of appends, each in one commit. */
export class Writer {
  /** Nobody else writes, so what each stream holds need not be asked for again. */
  private readonly streams = new Map<string, Stream>();
  private readonly trees: TreeWriter | undefined;
  private readonly statements;
  private readonly commit: (round: readonly Appending[]) => (AppendResult | Error)[];

  /** Where a sealer is given, what each commit adds is signed as part of it. */
  constructor(db: Database.Database, sealer?: Sealer) {
    this.trees = sealer && new TreeWriter(db, sealer);
    this.statements = {
      head: db.prepare('SELECT coalesce(max(revision), -1) FROM entries WHERE stream = ?').pluck(),
      stream: db.prepare('SELECT id FROM streams WHERE name = ?').pluck(),
      addStream: db.prepare('INSERT INTO streams (name) VALUES (?)'),
      byId: db.prepare(
        'SELECT name AS stream, revision, position FROM entries JOIN streams ON streams.id = entries.stream WHERE entries.id = ?',
      ),
      insert: db.prepare(
        'INSERT INTO entries (stream, revision, id, type, recorded_at, hash, body, original) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ),
    };
    // IMMEDIATE takes the write lock before revisions are read: nobody slips in between.
    const commit = db.transaction((round: readonly Appending[]) => this.sealed(round, this.inserted(round)));
    this.commit = (round) => commit.immediate(round);
  }

  /**
   * Writes a round in one commit, and answers when it is on the disk: what became of each append, or the error of one that its
   * caller has mixed up. Throws SQLite's error if the commit failed.
   */
  write(round: readonly Appending[]): (AppendResult | Error)[] {
    try {
      return this.commit(round);
    } catch (error) {
      // What was noted in a transaction that was rolled back is not so.
      this.streams.clear();
      this.trees?.forget();
      throw error;
    }
  }

  private inserted(round: readonly Appending[]): (AppendResult | Error)[] {
    return round.map((one) => this.insertOrRefuse(one));
  }

  /** Results with the checkpoints that cover them. */
  private sealed(round: readonly Appending[], results: readonly (AppendResult | Error)[]): (AppendResult | Error)[] {
    if (!this.trees) return [...results];
    const checkpoints = new Map<string, string | undefined>();
    return results.map((result, index) => {
      const { stream = '' } = round[index] ?? {};
      const target = this.streams.get(stream);
      if (!target || result instanceof Error || result.outcome !== 'appended') return result;
      if (!checkpoints.has(stream)) checkpoints.set(stream, this.trees?.seal(target.id, stream));
      return { ...result, checkpoint: checkpoints.get(stream) };
    });
  }

  /** One append that its caller has mixed up must not fail the others in its commit. */
  private insertOrRefuse(one: Appending): AppendResult | Error {
    try {
      return this.insert(one);
    } catch (error) {
      if (sqliteCodeOf(error) !== undefined || !(error instanceof Error)) throw error;
      return error;
    }
  }

  private insert(append: Appending): AppendResult {
    const { stream, entries } = append;
    const ids = entries.map(({ id }) => uuidBytes(id));
    // An id that was drawn for its entry just now is nowhere yet: looking for it would be a query for each.
    const found = entries.map(({ unseen }, index) =>
      unseen === 'anywhere' ? undefined : (this.statements.byId.get(ids[index]) as StoredEntry | undefined),
    );
    const known = judgeAppend(append, found, this.find(stream)?.head ?? -1);
    if (known) return known;
    const target = this.find(stream) ?? this.add(stream);
    const first = target.head + 1;
    this.trees?.add(
      target.id,
      stream,
      first,
      entries.map(({ body }) => body),
    );
    let position = 0;
    entries.forEach((entry, index) => {
      const { id, type, recordedAt, body, original } = entry;
      const revision = ++target.head;
      const hash = Buffer.from(hashOf({ stream, revision, id, type, recordedAt, body, original }), 'hex');
      const { insert } = this.statements;
      const row = insert.run(target.id, revision, ids[index], type, recordedAt, hash, body, original ?? null);
      position = Number(row.lastInsertRowid);
    });
    return { outcome: 'appended', first, last: target.head, position };
  }

  private find(name: string): Stream | undefined {
    const known = this.streams.get(name);
    if (known) return known;
    const id = this.statements.stream.get(name) as number | undefined;
    if (id === undefined) return undefined;
    const stream = { id, head: this.statements.head.get(id) as number };
    this.streams.set(name, stream);
    return stream;
  }

  private add(name: string): Stream {
    const stream = { id: Number(this.statements.addStream.run(name).lastInsertRowid), head: -1 };
    this.streams.set(name, stream);
    return stream;
  }
}

const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
