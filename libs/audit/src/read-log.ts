import { Frontier, leafHash } from '#libs/transparency';
import { eventLoopYielder } from './yielding.js';
import { faultOf } from './check-entry.js';
import type { Evidence } from './evidence.js';
import { HashFeed } from './hash-feed.js';
import { lineBytesMax } from './lines.js';
import type { Finding } from './verdict.js';

/** A signed tree that the entries must make up. */
export interface Target {
  size: number;
  root: Buffer;
  /** The auditor kept it. */
  isKept: boolean;
}

/** What reading a log brought. */
export interface LogRead {
  /** Entries that were read. */
  entries: number;
  findings: Finding[];
  /** Signed trees that the entries made up. */
  matched: number;
}

/**
 * Reads entries in order, up to the first signed tree that they do not make up. `targets` are in order of size, one for each. Where leaf
 * hashes came along, they tell which entry it is: they count as far as they make up the signed trees themselves.
 */
export async function readLog(evidence: Evidence, mission: string, targets: readonly Target[]): Promise<LogRead> {
  const reading = new Reading(mission, targets);
  const feed = new HashFeed(evidence.leafHashes?.());
  const yieldNow = eventLoopYielder();
  try {
    for await (const lines of evidence.entries()) {
      await feed.ready(lines.length);
      for (const line of lines) if (!reading.take(line, feed.next())) return reading.result();
      await yieldNow();
    }
    await reading.end(feed);
  } finally {
    await feed.end();
  }
  return reading.result();
}

/** The first entry that is not right by itself, or not the one that its leaf hash is of. */
interface Suspect {
  revision: number;
  reason: string;
}

/** A signed tree that the entries do not make up, and between which revisions the first wrong entry is. */
interface Failed {
  from: number;
  to: number;
  target: Target;
  /** The leaf hashes that came along make it up. */
  isHashKnown: boolean;
}

class Reading {
  private readonly ours = new Frontier();
  /** The tree of the leaf hashes that came along, once they differ from those of the entries. */
  private theirs: Frontier | undefined;
  private fault: Suspect | undefined;
  private differing: Suspect | undefined;
  private next = 0;
  private unproven: number | undefined;
  private failed: Failed | undefined;

  constructor(
    private readonly mission: string,
    private readonly targets: readonly Target[],
  ) {}

  /** Takes the next entry; false if the rest need not be read. */
  take(bytes: Buffer, hash: Buffer | undefined): boolean {
    const revision = this.ours.size;
    if (this.targets.length === this.next) return this.beyond(revision);
    if (!this.fault) {
      const reason = faultOf(bytes, this.mission, revision);
      if (reason !== undefined) this.fault = { revision, reason };
    }
    const leaf = leafHash(bytes);
    if (hash !== undefined) this.compare(leaf, hash, revision);
    this.ours.append(leaf);
    return bytes.length <= lineBytesMax && this.compareRoot();
  }

  /** There are no more entries. Where some are missing, the hashes that came along may tell which. */
  async end(feed: HashFeed): Promise<void> {
    const target = this.targets[this.next];
    if (!target) return;
    this.theirs ??= this.ours.clone();
    for (let size = this.theirs.size; size < target.size; size++) {
      await feed.ready(1);
      const hash = feed.next();
      if (!hash) break;
      this.theirs.append(Buffer.from(hash));
    }
    this.fail(target);
  }

  result(): LogRead {
    const { size } = this.ours;
    const findings: Finding[] = [];
    const last = this.targets.at(-1);
    if (this.failed) findings.push(this.located(this.failed));
    else if (this.fault)
      findings.push({
        kind: 'entry',
        revision: this.fault.revision,
        message: `entry ${this.fault.revision}: ${this.fault.reason}, though it was signed`,
      });
    if (this.unproven !== undefined)
      findings.push({
        kind: 'unproven',
        revision: this.unproven,
        message: `entry ${this.unproven} and what follows are in no signed checkpoint: the newest has ${last?.size ?? 0}`,
      });
    return { entries: size, findings, matched: this.next };
  }

  private beyond(revision: number): boolean {
    this.unproven = revision;
    return false;
  }

  private compare(leaf: Buffer, hash: Buffer, revision: number): void {
    if (!this.theirs) {
      if (leaf.equals(hash)) return;
      this.theirs = this.ours.clone();
      this.differing = { revision, reason: 'its bytes are not those whose hash came along' };
    }
    this.theirs.append(hash);
  }

  /** Compares with every signed tree of this size; false if the entries do not make one up. */
  private compareRoot(): boolean {
    for (let target = this.targets[this.next]; target?.size === this.ours.size; target = this.targets[this.next]) {
      if (!this.ours.root().equals(target.root)) {
        this.fail(target);
        return false;
      }
      this.next++;
      // What was signed is as it was, even if the hashes that came along are not.
      this.theirs = undefined;
      this.differing = undefined;
    }
    return true;
  }

  private fail(target: Target): void {
    const isHashKnown = this.theirs?.size === target.size && this.theirs.root().equals(target.root);
    this.failed = { from: this.targets[this.next - 1]?.size ?? 0, to: target.size - 1, target, isHashKnown };
  }

  /** Where the first wrong entry is: exactly, if signed hashes tell, or between two signed trees. */
  private located({ from, to, target, isHashKnown }: Failed): Finding {
    const { size } = this.ours;
    const isMissing = size < target.size;
    const missing = { revision: size, reason: `it is missing, and so is what follows up to ${to}` };
    const suspects = [this.fault, this.differing, isMissing ? missing : undefined].filter((one) => one !== undefined);
    const suspect = suspects.toSorted((a, b) => a.revision - b.revision)[0];
    const kind = target.isKept ? 'older-checkpoint' : suspect === missing ? 'missing' : 'root';
    const whose = target.isKept ? 'the checkpoint that you kept' : 'the signed checkpoint';
    const not = `the entries are not those of ${whose} of ${target.size}`;
    if (!suspect) {
      if (from === to) return { kind, revision: from, message: `entry ${from} is not what was signed: ${not}` };
      const message = `the first wrong entry is one of ${from} to ${to}: ${not}`;
      return { kind, revision: from, range: { from, to }, message };
    }
    const { revision, reason } = suspect;
    const message = `entry ${revision}: ${reason}; ${not}`;
    if (isHashKnown || revision === from) return { kind, revision, message };
    return {
      kind,
      revision,
      range: { from, to: revision },
      message: `${message} (no signature tells whether ${revision - 1 === from ? `entry ${from}` : `one of ${from} to ${revision - 1}`} was changed as well)`,
    };
  }
}
