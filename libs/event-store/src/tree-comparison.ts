import { LRUCache } from 'lru-cache';
import { setImmediate } from 'node:timers/promises';
import { Frontier, leafHash, ifValid, parseCheckpoint } from '#libs/transparency';
import { firstOf, type EventStore, type StoredEntry } from './event-store.js';

/** Entries that are not those that were signed: the first of them is among these revisions, both included. */
export interface Altered {
  stream: string;
  from: number;
  until: number;
  what: string;
  /** Whether they are not there. */
  isMissing?: true;
}

/** What a log is compared with, beside the checkpoints that its store holds. */
export interface Compared {
  /** Reads the checkpoints that were kept outside the store, the newest of each stream. */
  kept: () => Promise<ReadonlyMap<string, string>>;
  /** Whether a checkpoint of a stream was signed by whoever may. */
  isTrusted: (stream: string, checkpoint: string) => Promise<boolean>;
}

interface Claim {
  size: number;
  root: Buffer;
  checkpoint: string;
}

/** What is found of a stream of which nothing was ever signed. */
const unsigned = Symbol('unsigned');

/** Of so many such streams it is remembered. */
const unsignedMax = 10_000;

/**
 * Compares the entries of streams with what was signed: each before it is first used, and again when asked. A stream of which
 * nothing was ever signed has nothing that it could differ from.
 */
export class TreeComparison {
  private readonly known = new Map<string, Altered | undefined>();
  /** Those of which nothing was signed and that were used last: of streams that are asked for in vain there is no end. */
  private readonly unsigned = new LRUCache<string, true>({ max: unsignedMax });
  private readonly running = new Map<string, Promise<Altered | undefined>>();
  private kept: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly compared: Compared,
  ) {}

  /** Where a stream was found altered, without looking. */
  found(stream: string): Altered | undefined {
    return this.known.get(stream);
  }

  /** Whether a stream was compared already, as far as that is remembered. */
  isDone(stream: string): boolean {
    return this.known.has(stream) || this.unsigned.has(stream);
  }

  /** Where a stream was altered; it is compared once. */
  async of(stream: string): Promise<Altered | undefined> {
    if (this.isDone(stream)) return this.found(stream);
    const running = this.running.get(stream) ?? this.again(stream);
    this.running.set(stream, running);
    return running.finally(() => this.running.delete(stream));
  }

  /** Compares a stream, whether or not it was compared before. `pause` is waited for after each page. What was altered stays so. */
  async again(stream: string, pause: () => Promise<void> = async () => undefined): Promise<Altered | undefined> {
    const altered = this.known.get(stream) ?? (await this.look(stream, pause));
    if (altered !== unsigned) {
      this.known.set(stream, altered);
      return altered;
    }
    this.unsigned.set(stream, true);
    return undefined;
  }

  /** Reads again what was kept outside the store, for the comparisons to come. */
  readAgain(): void {
    this.kept = undefined;
  }

  private async look(stream: string, pause: () => Promise<void>): Promise<Altered | undefined | typeof unsigned> {
    const newest = await firstOf(this.store.seals(stream, { order: 'newest' }));
    const stored = newest && claimOf(newest.checkpoint);
    if (newest && (stored?.size !== newest.size || !(await this.isTrusted(stream, newest.checkpoint))))
      return this.firstUntrusted(stream, newest.size);
    const kept = await this.keptOf(stream);
    if (!stored && !kept) return unsigned;
    const tree = new Frontier();
    for await (const page of this.store.readStream(stream)) {
      for (const entry of page) {
        const fault = faultOf(entry, tree.size);
        // What only stands for an entry that is not there has no place in the store.
        const isMissing = entry.position === 0 && { isMissing: true as const };
        if (fault !== undefined) return { stream, from: tree.size, until: tree.size, what: fault, ...isMissing };
        tree.append(leafHash(entry.body));
        if (differs(tree, stored)) return this.firstBad(stream, tree.size);
        if (differs(tree, kept)) return this.firstBad(stream, tree.size);
      }
      await pause();
    }
    return this.atEnd(stream, tree, [stored, kept]);
  }

  /** Whether all that was signed was there, and all that was there was signed. */
  private async atEnd(stream: string, tree: Frontier, claims: (Claim | undefined)[]): Promise<Altered | undefined> {
    const { size } = tree;
    const most = Math.max(...claims.map((claim) => claim?.size ?? 0));
    if (most > size)
      return { stream, from: size, until: most - 1, what: 'they are missing, and were signed', isMissing: true };
    const [stored] = claims;
    if (!stored || stored.size === size) return undefined;
    // What was appended meanwhile has a seal of its own.
    const later = await firstOf(this.store.seals(stream, { from: size, until: size, order: 'newest' }));
    if (!later)
      return {
        stream,
        from: stored.size,
        until: size - 1,
        what: 'no checkpoint covers them, as it does all that a server appends',
      };
    return differs(tree, claimOf(later.checkpoint)) ? this.firstBad(stream, size) : undefined;
  }

  /** The first checkpoint that the entries are not those of, up to a size at which they are not. */
  private async firstBad(stream: string, until: number): Promise<Altered> {
    const what = 'their root is not the one that was signed';
    const seals = this.store.seals(stream, { until, order: 'oldest' })[Symbol.asyncIterator]();
    let next = await seals.next();
    let good = 0;
    const tree = new Frontier();
    for await (const page of this.store.readStream(stream)) {
      for (const { body } of page) {
        tree.append(leafHash(body));
        while (!next.done && next.value.size < tree.size) next = await seals.next();
        if (next.done || next.value.size !== tree.size) continue;
        if (differs(tree, claimOf(next.value.checkpoint))) return { stream, from: good, until: tree.size - 1, what };
        good = tree.size;
      }
      if (tree.size >= until) break;
    }
    // All that the store holds fits together: only what was kept outside it tells.
    return {
      stream,
      from: 0,
      until: until - 1,
      what: 'the checkpoint that was kept beside the log was signed for others',
    };
  }

  /** The first checkpoint that nobody signed who may. */
  private async firstUntrusted(stream: string, size: number): Promise<Altered> {
    let good = 0;
    let checked = 0;
    for await (const seal of this.store.seals(stream, { order: 'oldest' })) {
      if (!(await this.isTrusted(stream, seal.checkpoint))) break;
      good = seal.size;
      // A signature takes a while to check.
      if (++checked % 100 === 0) await setImmediate();
    }
    const what = 'their checkpoint is not signed by the key. If the key was changed, start once with --rotate-key';
    return { stream, from: Math.min(good, size - 1), until: size - 1, what };
  }

  /** What was kept outside the store of a stream, if it is signed: anybody may write lines into a file. */
  private async keptOf(stream: string): Promise<Claim | undefined> {
    const checkpoint = (await (this.kept ??= this.compared.kept())).get(stream);
    if (checkpoint === undefined || !(await this.isTrusted(stream, checkpoint))) return undefined;
    return claimOf(checkpoint);
  }

  private isTrusted(stream: string, checkpoint: string): Promise<boolean> {
    return this.compared.isTrusted(stream, checkpoint);
  }
}

const faultOf = ({ revision, damaged, fault }: StoredEntry, next: number): string | undefined => {
  if (damaged) return fault ?? 'its hash differs';
  return revision === next ? undefined : 'it is missing';
};

const differs = (tree: Frontier, claim: Claim | undefined): boolean =>
  claim?.size === tree.size && !claim.root.equals(tree.root());

function claimOf(checkpoint: string): Claim | undefined {
  const found = ifValid(() => parseCheckpoint(checkpoint));
  return found && { size: found.size, root: found.root, checkpoint };
}
