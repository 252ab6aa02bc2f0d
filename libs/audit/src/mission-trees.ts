import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import {
  consistencyProof,
  encodeBundle,
  inclusionProof,
  leafHash,
  tileWidth,
  treeRoot,
  type Tile,
} from '#libs/transparency';
import { MissionTree, streamOf } from './mission-tree.js';

/** Trees that are held in memory at a time: those of the missions that were asked for last. */
const treesMax = 100;

/** Levels of the tree between the hashes of one tile and those of the tile above it. */
const tileHeight = 8;

/**
 * The Merkle trees of all missions of a store, whatever its engine: a leaf is the exact bytes of an entry. Hashes of complete
 * subtrees of 256 leaves are kept in a file for each mission below `folder`, which may be deleted at any time. A tree larger than
 * the log throws BeyondLog.
 */
export class MissionTrees {
  private readonly store: EventStore;
  private readonly folder: string | undefined;
  private readonly trees = new Map<string, MissionTree>();

  constructor({ store, folder }: { store: EventStore; folder?: string }) {
    this.store = store;
    this.folder = folder;
  }

  /** How many entries a mission has; 0 if there is none of that name. */
  async size(mission: string): Promise<number> {
    return (await this.store.headRevision(streamOf(mission))) + 1;
  }

  /** Root of the first `size` entries. */
  async root(mission: string, size: number): Promise<Buffer> {
    return treeRoot(this.treeOf(mission).read, size);
  }

  /** Forgets what is kept of a mission's tree, so that it is made of the store's entries: whoever signs trusts no cache. */
  async forget(mission: string): Promise<void> {
    await this.treeOf(mission).forget();
  }

  /**
   * Whether the log begins with the tree of this root. Where what is kept says no, it is made anew from the store before the answer
   * is no. A log that is shorter does not.
   */
  async agrees(mission: string, { size, root }: { size: number; root: Buffer }): Promise<boolean> {
    if ((await this.size(mission)) < size) return false;
    if ((await this.root(mission, size)).equals(root)) return true;
    await this.forget(mission);
    return (await this.root(mission, size)).equals(root);
  }

  /** Proof that entry `index` is among the first `size`, from its sibling upwards. Throws RangeError if it is not. */
  async inclusion(mission: string, index: number, size: number): Promise<Buffer[]> {
    return inclusionProof(this.treeOf(mission).read, index, size);
  }

  /** Proof that the first `to` entries begin with the first `from`. Throws RangeError if `from` is greater. */
  async consistency(mission: string, from: number, to: number): Promise<Buffer[]> {
    return consistencyProof(this.treeOf(mission).read, from, to);
  }

  /** The bytes of a tile of hashes, or of a bundle of entries (C2SP tlog-tiles). */
  async tile(mission: string, { level, index, width }: Tile): Promise<Buffer> {
    if (level === 'entries') return this.entryBundle(mission, index, width);
    const tree = this.treeOf(mission);
    if (level === 0) return Buffer.concat(await tree.leaves(index, width));
    const hashes: Buffer[] = [];
    for (let at = 0; at < width; at++) hashes.push(await tree.read(level * tileHeight, index * tileWidth + at));
    return Buffer.concat(hashes);
  }

  /** The exact bytes of up to 256 entries, each after its length. */
  async entryBundle(mission: string, index: number, width: number): Promise<Buffer> {
    const bodies = await this.treeOf(mission).bodies(index * tileWidth, width);
    return encodeBundle(bodies.map((body) => Buffer.from(body)));
  }

  /** The exact bytes of one entry, as text. */
  async entry(mission: string, revision: number): Promise<string> {
    const [body = ''] = await this.treeOf(mission).bodies(revision, 1);
    return body;
  }

  /** The exact bytes of the first `size` entries, or of as many as there are, in pages. */
  async *entries(mission: string, size: number): AsyncIterable<readonly string[]> {
    let left = size;
    for await (const page of this.store.readStream(streamOf(mission))) {
      if (left <= 0) return;
      yield page.slice(0, left).map(({ body }) => body);
      left -= page.length;
    }
  }

  /** The leaf hashes of the first `size` entries, or of as many as there are, in pages, one after another. */
  async *leafHashes(mission: string, size: number): AsyncIterable<Buffer> {
    for await (const page of this.entries(mission, size)) yield Buffer.concat(page.map(leafHash));
  }

  private treeOf(mission: string): MissionTree {
    const tree = this.trees.get(mission) ?? new MissionTree(this.store, mission, this.fileOf(mission));
    this.trees.delete(mission);
    this.trees.set(mission, tree);
    for (const oldest of this.trees.keys()) if (this.trees.size > treesMax) this.trees.delete(oldest);
    return tree;
  }

  private fileOf(mission: string): string | undefined {
    return this.folder === undefined ? undefined : join(this.folder, `${encodeURIComponent(mission)}.subtrees`);
  }
}
