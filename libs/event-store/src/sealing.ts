import { CheckpointSigner, Frontier, leafHash, NoteInvalid, openCheckpoint, parseCheckpoint } from '#libs/transparency';

/** A signed checkpoint of a stream (C2SP tlog-checkpoint), and the right edge of the tree that it is of. */
export interface Seal {
  /** How many entries it covers. */
  size: number;
  /** The signed note. */
  checkpoint: string;
  /** As Frontier.encode() writes it: what is needed to append without reading what was there. */
  frontier: string;
}

/** A stream holds other entries than those that its checkpoint was signed for: nothing may be signed on top of them. */
export class LogAltered extends Error {
  constructor(
    readonly stream: string,
    readonly size: number,
    why?: string,
  ) {
    super(
      why ??
        `the first ${size} entries of ${stream} are not those that its checkpoint was signed for. Verify the log to see where it was altered.`,
    );
  }
}

/** Signs the checkpoints of streams: each is an append-only Merkle tree (RFC 6962) whose leaves are the bodies of its entries. */
export class Sealer {
  constructor(
    private readonly signer: CheckpointSigner,
    /** The name of the log of a stream; undefined for one that is not signed. Or how streams begin that are: the rest is the name. */
    private readonly named: string | ((stream: string) => string | undefined),
  ) {}

  /** Whether a stream is signed. */
  covers(stream: string): boolean {
    return this.nameOf(stream) !== undefined;
  }

  /** The key that a stream's checkpoints are checked with. */
  verifierKey(stream: string): string {
    return this.signer.verifierKey(this.logOf(stream));
  }

  /** Signs a tree as it is. */
  sign(stream: string, tree: Frontier): Seal {
    const checkpoint = this.signRoot(stream, tree.size, tree.root());
    return { size: tree.size, checkpoint, frontier: tree.encode() };
  }

  /** Signs a root. The caller knows that its tree extends all that was signed before. */
  signRoot(stream: string, size: number, root: Buffer): string {
    return this.signer.sign(this.logOf(stream), size, root);
  }

  /** The tree of a seal; undefined if it is not the one that was signed with this key: then it has to be made of the entries. */
  private treeOf(stream: string, seal: Seal): Frontier | undefined {
    try {
      const { size, root } = openCheckpoint(seal.checkpoint, this.verifierKey(stream));
      const tree = Frontier.decode(seal.frontier);
      return tree.size === size && size === seal.size && tree.root().equals(root) ? tree : undefined;
    } catch (error) {
      if (error instanceof NoteInvalid || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /**
   * Makes the tree of a stream's first `length` entries, of its newest seal if that can be trusted. Yields it each time that the
   * bodies from its size up to `until` (exclusive) are to be added. Throws LogAltered if the entries are not those of the seal.
   */
  *grow(
    stream: string,
    seal: Seal | undefined,
    length: number,
  ): Generator<{ tree: Frontier; until: number }, Frontier> {
    const signed = seal && this.treeOf(stream, seal);
    const tree = signed ?? new Frontier();
    if (seal && !signed) {
      yield { tree, until: seal.size };
      if (!parseCheckpoint(seal.checkpoint).root.equals(tree.root())) throw new LogAltered(stream, seal.size);
    }
    if (tree.size < length) yield { tree, until: length };
    return tree;
  }

  private nameOf(stream: string): string | undefined {
    const { named } = this;
    if (typeof named === 'function') return named(stream);
    return stream.startsWith(named) ? stream.slice(named.length) : undefined;
  }

  private logOf(stream: string): string {
    const name = this.nameOf(stream);
    if (name === undefined) throw new Error(`${stream} is a stream that is not signed`);
    return name;
  }
}

/** Adds entries to a tree, by their bodies. */
export function addLeaves(tree: Frontier, bodies: Iterable<string>): void {
  for (const body of bodies) tree.append(leafHash(body));
}
