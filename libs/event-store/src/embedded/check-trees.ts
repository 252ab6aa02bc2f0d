import type Database from 'better-sqlite3';
import { Frontier, leafHash, ifValid, isSignedBy, parseCheckpoint } from '#libs/transparency';
import type { StoredEntry } from '../event-store.js';
import type { Altered } from '../tree-comparison.js';

interface Growing {
  tree: Frontier;
  /** As many entries as the newest checkpoint covers whose root is that of the entries. */
  good: number;
}

/** Compares the entries of a log file, given in order, with the checkpoints that are stored with them. */
export class TreeCheck {
  private readonly streams = new Map<string, Growing>();
  private readonly altered = new Map<string, Altered>();
  private readonly statements;

  /** `verifierKeyOf` tells the key of a stream's checkpoints; without it signatures are not checked. */
  constructor(
    db: Database.Database,
    private readonly verifierKeyOf?: (stream: string) => string | undefined,
  ) {
    const of = 'FROM checkpoints JOIN streams ON streams.id = checkpoints.stream WHERE name = ?';
    const exists = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'checkpoints'`).get() !== undefined;
    this.statements = exists && {
      at: db.prepare(`SELECT checkpoint ${of} AND size = ?`).pluck(),
      all: db.prepare(`SELECT checkpoint ${of} ORDER BY size`).pluck(),
      newest: db.prepare(`SELECT size, checkpoint ${of} ORDER BY size DESC LIMIT 1`),
    };
  }

  /** Takes the next entry of a stream. */
  add({ stream, body }: StoredEntry): void {
    if (!this.statements) return;
    let growing = this.streams.get(stream);
    if (!growing) this.streams.set(stream, (growing = { tree: new Frontier(), good: 0 }));
    growing.tree.append(leafHash(body));
    const { size } = growing.tree;
    const checkpoint = this.statements.at.get(stream, size) as string | undefined;
    if (checkpoint === undefined || this.altered.has(stream)) return;
    if (sizeAndRoot(checkpoint) === `${size} ${growing.tree.root().toString('hex')}`) growing.good = size;
    else this.note(stream, growing.good, size - 1, 'their root is not the one that was signed');
  }

  /** What was found, once all entries were given. */
  end(): Altered[] {
    if (!this.statements) return [];
    for (const [stream, { tree, good }] of this.streams) {
      const newest = this.statements.newest.get(stream) as { size: number; checkpoint: string } | undefined;
      if (!newest) continue;
      this.checkSignatures(stream, newest.checkpoint);
      if (newest.size > tree.size) this.note(stream, tree.size, newest.size - 1, 'they are missing, and were signed');
      if (tree.size > good) this.note(stream, good, tree.size - 1, 'no checkpoint covers them');
    }
    return [...this.altered.values()];
  }

  /** The newest signature covers all; only if it does not hold is the first that does not looked for. */
  private checkSignatures(stream: string, newest: string): void {
    const key = this.verifierKeyOf?.(stream);
    if (key === undefined || !this.statements || isSignedBy(newest, key)) return;
    let good = 0;
    for (const checkpoint of this.statements.all.iterate(stream) as IterableIterator<string>) {
      if (!isSignedBy(checkpoint, key)) break;
      good = parseCheckpoint(checkpoint).size;
    }
    const { from = Number.MAX_SAFE_INTEGER } = this.altered.get(stream) ?? {};
    if (good > from) return;
    this.altered.delete(stream);
    this.note(stream, good, this.streams.get(stream)?.tree.size ?? good, 'their checkpoint is not signed by the key');
  }

  /** The first thing that was found of a stream says where it was altered. */
  private note(stream: string, from: number, until: number, what: string): void {
    if (!this.altered.has(stream)) this.altered.set(stream, { stream, from, until, what });
  }
}

function sizeAndRoot(checkpoint: string): string {
  const found = ifValid(() => parseCheckpoint(checkpoint));
  return found ? `${found.size} ${found.root.toString('hex')}` : '';
}
