import type Database from 'better-sqlite3';
import type { Frontier } from '#libs/transparency';
import { addLeaves, type Seal, type Sealer } from '../sealing.js';

/** Signs what a commit adds to the streams, as part of it. */
export class TreeWriter {
  /** The trees of streams as they are at their heads, by id. */
  private readonly trees = new Map<number, Frontier>();
  private readonly statements;

  constructor(
    db: Database.Database,
    private readonly sealer: Sealer,
  ) {
    this.statements = {
      newest: db.prepare(
        'SELECT size, checkpoint, frontier FROM checkpoints WHERE stream = ? AND size <= ? ORDER BY size DESC LIMIT 1',
      ),
      bodies: db
        .prepare('SELECT body FROM entries WHERE stream = ? AND revision >= ? AND revision < ? ORDER BY revision')
        .pluck(),
      insert: db.prepare('INSERT INTO checkpoints (stream, size, checkpoint, frontier) VALUES (?, ?, ?, ?)'),
    };
  }

  /**
   * Adds bodies to a stream of so many entries. Throws LogAltered if its entries are not those that were signed: then
   * nothing may be appended.
   */
  add(streamId: number, stream: string, length: number, bodies: Iterable<string>): void {
    if (this.sealer.covers(stream)) addLeaves(this.treeAt(streamId, stream, length), bodies);
  }

  /** Signs a stream as it is now, and stores that. Undefined if it is not one that is signed. */
  seal(streamId: number, stream: string): string | undefined {
    const tree = this.trees.get(streamId);
    if (!tree) return undefined;
    const { size, checkpoint, frontier } = this.sealer.sign(stream, tree);
    this.statements.insert.run(streamId, size, checkpoint, frontier);
    return checkpoint;
  }

  /** What was added may have been rolled back. */
  forget(): void {
    this.trees.clear();
  }

  private treeAt(streamId: number, stream: string, length: number): Frontier {
    const known = this.trees.get(streamId);
    if (known?.size === length) return known;
    const seal = this.statements.newest.get(streamId, length) as Seal | undefined;
    const growing = this.sealer.grow(stream, seal, length);
    let step = growing.next();
    for (; !step.done; step = growing.next()) {
      const { tree, until } = step.value;
      addLeaves(tree, this.bodies(streamId, tree.size, until));
    }
    this.trees.set(streamId, step.value);
    return step.value;
  }

  private bodies(streamId: number, from: number, until: number): Iterable<string> {
    return this.statements.bodies.iterate(streamId, from, until) as IterableIterator<string>;
  }
}
