import { join } from 'node:path';
import { MissionTrees } from '#libs/audit';
import { CheckpointSigner, loadOrMakeKey } from '#libs/transparency';
import { Checkpoints } from './checkpoints.js';

/** Signs what the log holds at the moment it is asked for, and keeps nothing but in memory. */
export class SignOnDemand extends Checkpoints {
  private readonly signer: CheckpointSigner;
  private readonly kept = new Map<string, Map<number, string>>();

  constructor(
    private readonly trees: MissionTrees,
    dataDir: string,
  ) {
    super();
    const { seed, host } = loadOrMakeKey(join(dataDir, 'checkpoint.key'), 'localhost');
    this.signer = CheckpointSigner.fromSeed(seed, host);
  }

  override async newest(mission: string, sizeMax = Number.MAX_SAFE_INTEGER): Promise<string | undefined> {
    const size = Math.min(await this.trees.size(mission), sizeMax);
    if (size === 0) return undefined;
    const checkpoint = this.signer.sign(mission, size, await this.trees.root(mission, size));
    const kept = this.kept.get(mission) ?? new Map<number, string>();
    this.kept.set(mission, kept.set(size, checkpoint));
    return checkpoint;
  }

  override async *all(mission: string): AsyncIterable<string> {
    const kept = this.kept.get(mission) ?? new Map<number, string>();
    yield* [...kept].toSorted(([a], [b]) => a - b).map(([, checkpoint]) => checkpoint);
  }

  override verifierKey(mission: string): string {
    return this.signer.verifierKey(mission);
  }
}
