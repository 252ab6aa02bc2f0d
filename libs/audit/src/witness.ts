import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  Cosigner,
  loadOrMakeKey,
  NoteInvalid,
  openCheckpoint,
  parseAddCheckpoint,
  parseCheckpoint,
  verifyConsistency,
  withSignature,
  type AddCheckpoint,
  type Checkpoint,
} from '#libs/transparency';

/** What a witness answers, by the statuses of C2SP tlog-witness. */
export type WitnessAnswer =
  | { status: 200; /** One signature line. */ cosignature: string; checkpoint: string }
  /** It has another checkpoint than the request thinks; the size of the one it has. */
  | { status: 409; size: number; why: string }
  | { status: 400 | 403 | 404 | 422; why: string };

/**
 * Keeps the newest checkpoint that it has seen of each log, and cosigns only what goes on from it. All it knows is in one folder: a key,
 * made at first, and a file for each log. Several processes may use one folder.
 */
export class Witness {
  private readonly cosigner: Cosigner;

  /** `keys` are the verifier keys of the logs that it looks after. Throws KeyFileInvalid if others can read its key. */
  constructor(
    private readonly folder: string,
    private readonly keys: readonly string[],
    name = 'witness.local',
  ) {
    mkdirSync(folder, { recursive: true });
    const { seed, host } = loadOrMakeKey(join(folder, 'witness.key'), name);
    this.cosigner = Cosigner.fromSeed(seed, host);
  }

  /** The key that its cosignatures are checked with, as text. */
  get verifierKey(): string {
    return this.cosigner.verifierKey;
  }

  /** The newest checkpoint that it has cosigned of a log; undefined if it has none. */
  newest(origin: string): string | undefined {
    try {
      return readFileSync(this.fileOf(origin), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Takes the body of an `add-checkpoint` request. `seconds` is the time, in whole seconds since 1970. */
  add(body: string, seconds: number): WitnessAnswer {
    try {
      return this.consider(parseAddCheckpoint(body), seconds);
    } catch (error) {
      if (error instanceof NoteInvalid) return { status: 400, why: `the request ${error.message}` };
      throw error;
    }
  }

  /** Cosigns a checkpoint if it goes on from the one that was cosigned last; it is on the disk before this returns. */
  consider({ old, proof, checkpoint }: AddCheckpoint, seconds: number): WitnessAnswer {
    const { origin } = parseCheckpoint(checkpoint);
    const key = this.keys.find((one) => one.startsWith(`${origin}+`));
    if (key === undefined) return { status: 404, why: `this witness does not know the log ${origin}` };
    let next: Checkpoint;
    try {
      next = openCheckpoint(checkpoint, key);
    } catch (error) {
      if (error instanceof NoteInvalid) return { status: 403, why: `the checkpoint ${error.message}` };
      throw error;
    }
    if (old > next.size) return { status: 400, why: `the checkpoint has ${next.size} entries, fewer than ${old}` };
    return this.alone(() => this.extend({ old, proof, checkpoint }, next, seconds));
  }

  private extend({ old, proof, checkpoint }: AddCheckpoint, next: Checkpoint, seconds: number): WitnessAnswer {
    const kept = this.newest(next.origin);
    const last = kept === undefined ? undefined : parseCheckpoint(kept);
    const size = last?.size ?? 0;
    if (old !== size) return { status: 409, size, why: `this witness has seen ${size} entries of the log, not ${old}` };
    if (last?.size === next.size && !last.root.equals(next.root))
      return { status: 409, size, why: `this witness has seen ${size} entries with another root: the log has forked` };
    const isProven = last
      ? verifyConsistency({ from: size, fromRoot: last.root, to: next.size, toRoot: next.root, proof })
      : proof.length === 0;
    if (!isProven)
      return {
        status: 422,
        why: `the proof does not show that the log goes on from the ${size} entries that were seen`,
      };
    const cosignature = this.cosigner.cosign(checkpoint, seconds);
    const cosigned = withSignature(withoutOurs(checkpoint, this.cosigner.name), cosignature);
    this.keep(next.origin, cosigned);
    return { status: 200, cosignature, checkpoint: cosigned };
  }

  /** Whoever else uses the folder waits: between looking and keeping nothing may come. The lock dies with its process. */
  private alone(work: () => WitnessAnswer): WitnessAnswer {
    const lock = new Database(join(this.folder, 'witness.lock'));
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return work();
    } finally {
      lock.close();
    }
  }

  /** On the disk under another name first: a crash leaves the old one or the new one. */
  private keep(origin: string, checkpoint: string): void {
    const file = this.fileOf(origin);
    const draft = `${file}.new`;
    const fd = openSync(draft, 'w');
    writeSync(fd, checkpoint);
    fsyncSync(fd);
    closeSync(fd);
    renameSync(draft, file);
    const folder = openSync(this.folder, 'r');
    fsyncSync(folder);
    closeSync(folder);
  }

  /** Origins hold slashes and may hold anything: a digest tells those apart whose readable part is alike. */
  private fileOf(origin: string): string {
    const digest = createHash('sha256').update(origin).digest('hex').slice(0, 16);
    return join(this.folder, `${origin.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(0, 80)}.${digest}.checkpoint`);
  }
}

/** The checkpoint without earlier cosignatures of this name: one is enough. */
function withoutOurs(checkpoint: string, name: string): string {
  const { body, signatures } = parseCheckpoint(checkpoint);
  const others = signatures.filter((signature) => signature.name !== name).map(({ line }) => line);
  return `${body}\n${others.join('')}`;
}
