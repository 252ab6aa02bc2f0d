import type { EventStore } from '#libs/event-store';
import { leafHash, nodeHash, subtreeRoot, tileWidth, type ReadSubtree } from '#libs/transparency';
import { eventLoopYielder } from './yielding.js';
import { SubtreeFile } from './subtree-file.js';

/** The log has fewer entries than were asked about. */
export class BeyondLog extends RangeError {}

/** Levels from leaves to the subtrees that are kept, of 256 leaves. */
const keptLevel = 8;

/** Levels from leaves to the subtrees that are remembered once they are worked out, of 65,536 leaves. */
const rememberedLevel = 16;

const tilesRemembered = 32;

/** The stream of a mission. */
export const streamOf = (mission: string): string => `mission-${mission}`;

/** The tree of one mission's log, read from its store as it is asked for. */
export class MissionTree {
  private readonly kept: SubtreeFile;
  private readonly upper = new Map<number, Buffer>();
  private readonly tiles = new Map<number, Buffer[]>();
  private ready: Promise<void>;

  constructor(
    private readonly store: EventStore,
    private readonly mission: string,
    file: string | undefined,
  ) {
    this.kept = new SubtreeFile(file);
    this.ready = this.load();
    // Whoever asks for something hears of it.
    this.ready.catch(() => undefined);
  }

  /** Reads complete subtrees. Throws BeyondLog for one that the log is too short for. */
  readonly read: ReadSubtree = async (level, index) => {
    if (level >= keptLevel) return this.upperSubtree(level, index);
    const count = 2 ** level;
    const first = index * count;
    const block = Math.floor(first / tileWidth);
    const at = first % tileWidth;
    return subtreeRoot((await this.leaves(block, at + count)).slice(at, at + count));
  };

  /** The first `width` leaf hashes of a block of 256. Throws BeyondLog. */
  async leaves(block: number, width: number): Promise<Buffer[]> {
    const known = this.tiles.get(block);
    if (known && known.length >= width) return known.slice(0, width);
    const hashes = (await this.bodies(block * tileWidth, width)).map(leafHash);
    this.tiles.delete(block);
    this.tiles.set(block, hashes);
    for (const oldest of this.tiles.keys()) if (this.tiles.size > tilesRemembered) this.tiles.delete(oldest);
    return hashes;
  }

  /** The exact bytes of `count` entries from a revision on. Throws BeyondLog. */
  async bodies(from: number, count: number): Promise<string[]> {
    const bodies: string[] = [];
    for await (const page of this.store.readStream(streamOf(this.mission), from)) {
      for (const { body } of page) bodies.push(body);
      if (bodies.length >= count) break;
    }
    if (bodies.length < count) throw this.beyond(from + count);
    return bodies.slice(0, count);
  }

  /** Forgets all that is kept and remembered, so that it is read from the store again. */
  async forget(): Promise<void> {
    this.tiles.clear();
    this.upper.clear();
    await this.inTurn(() => this.kept.clear());
  }

  private beyond(size: number): BeyondLog {
    return new BeyondLog(`the log of ${this.mission} has fewer than ${size} entries`);
  }

  private async upperSubtree(level: number, index: number): Promise<Buffer> {
    const blocks = 2 ** (level - keptLevel);
    await this.inTurn(() => this.grow((index + 1) * blocks));
    return this.fromKept(level, index, eventLoopYielder());
  }

  private async fromKept(level: number, index: number, yieldNow: ReturnType<typeof eventLoopYielder>): Promise<Buffer> {
    if (level > rememberedLevel) {
      const left = await this.fromKept(level - 1, 2 * index, yieldNow);
      return nodeHash(left, await this.fromKept(level - 1, 2 * index + 1, yieldNow));
    }
    await yieldNow();
    const blocks = 2 ** (level - keptLevel);
    const work = (): Buffer => subtreeRoot(this.kept.hashes(index * blocks, (index + 1) * blocks));
    if (level < rememberedLevel) return work();
    const hash = this.upper.get(index) ?? work();
    this.upper.set(index, hash);
    return hash;
  }

  /** Reads entries until so many blocks are kept. */
  private async grow(blocks: number): Promise<void> {
    if (this.kept.count >= blocks) return;
    const yieldNow = eventLoopYielder();
    let leaves: Buffer[] = [];
    for await (const page of this.store.readStream(streamOf(this.mission), this.kept.count * tileWidth)) {
      for (const { body } of page) leaves.push(leafHash(body));
      const whole = Math.floor(leaves.length / tileWidth);
      await this.kept.append(
        Array.from({ length: whole }, (_, at) => subtreeRoot(leaves.slice(at * tileWidth, (at + 1) * tileWidth))),
      );
      leaves = leaves.slice(whole * tileWidth);
      if (this.kept.count >= blocks) return;
      await yieldNow();
    }
    throw this.beyond(blocks * tileWidth);
  }

  /** Takes over what is kept if its last hash is what the store holds there: another log may have been put in its place. */
  private async load(): Promise<void> {
    await this.kept.load();
    const last = this.kept.count - 1;
    if (last < 0) return;
    const [hash] = this.kept.hashes(last, last + 1);
    const isSame = await this.leaves(last, tileWidth).then(
      (leaves) => subtreeRoot(leaves).equals(hash!),
      (error: unknown) => {
        if (error instanceof BeyondLog) return false;
        throw error;
      },
    );
    if (!isSame) await this.kept.clear();
  }

  /** Whatever changes what is kept is done one after another. */
  private async inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.ready.catch(() => this.load()).then(work);
    this.ready = turn.catch((error: unknown) => {
      if (!(error instanceof BeyondLog)) throw error;
    });
    this.ready.catch(() => undefined);
    return turn;
  }
}
