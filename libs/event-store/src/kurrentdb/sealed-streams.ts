import { Frontier } from '#libs/transparency';
import { firstOf, type EventStore, type NewEntry } from '../event-store.js';
import { addLeaves, type Seal, type Sealer } from '../sealing.js';

/** The trees of streams that many servers append to: each server makes the tree anew of the last seal and what came after it. */
export class SealedStreams {
  /** Trees at the heads that this server knows. */
  private readonly trees = new Map<string, Frontier>();
  /** The newest seals that were read with the entries of streams. */
  private readonly read = new Map<string, Seal>();

  constructor(
    private readonly store: Pick<EventStore, 'readStream' | 'seals'>,
    private readonly sealer: Sealer,
  ) {}

  /**
   * The seal of a stream of so many entries with further ones; undefined if the stream is not signed. Nothing is remembered before
   * `appended` says that they are there. Throws LogAltered and StoreUnavailable.
   */
  async sealWith(stream: string, length: number, entries: readonly NewEntry[]): Promise<Seal | undefined> {
    if (!this.sealer.covers(stream)) return undefined;
    const tree = (await this.treeAt(stream, length)).clone();
    addLeaves(
      tree,
      entries.map(({ body }) => body),
    );
    return this.sealer.sign(stream, tree);
  }

  /** A seal was stored. */
  appended(stream: string, seal: Seal): void {
    this.trees.set(stream, Frontier.decode(seal.frontier));
  }

  /** A seal was read. */
  noteRead(stream: string, seal: Seal): void {
    if (this.sealer.covers(stream) && seal.size > (this.read.get(stream)?.size ?? 0)) this.read.set(stream, seal);
  }

  private async treeAt(stream: string, length: number): Promise<Frontier> {
    const known = this.trees.get(stream);
    if (known?.size === length) return known;
    const growing = this.sealer.grow(stream, await this.sealAt(stream, length), length);
    let step = growing.next();
    for (; !step.done; step = growing.next()) await this.addStored(step.value.tree, stream, step.value.until);
    this.trees.set(stream, step.value);
    return step.value;
  }

  /** The newest seal that covers no more than so many entries. */
  private async sealAt(stream: string, length: number): Promise<Seal | undefined> {
    if (length === 0) return undefined;
    const read = this.read.get(stream);
    if (read?.size === length) return read;
    return firstOf(this.store.seals(stream, { until: length, order: 'newest' }));
  }

  private async addStored(tree: Frontier, stream: string, until: number): Promise<void> {
    for await (const page of this.store.readStream(stream, tree.size)) {
      addLeaves(
        tree,
        page.filter(({ revision }) => revision < until).map(({ body }) => body),
      );
      if (tree.size >= until) return;
    }
  }
}
