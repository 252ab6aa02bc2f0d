import { MissionTrees } from '#libs/audit';
import { firstOf, type EventStore, type Sealer, type TreeComparison } from '#libs/event-store';
import { streamOf } from '#libs/timeline';
import { parseCheckpoint } from '#libs/transparency';
import { Checkpoints } from './checkpoints.js';

/** The checkpoints that the store keeps with its entries; what none of them covers is signed when it is asked for. */
export class KeptCheckpoints extends Checkpoints {
  constructor(
    private readonly store: EventStore,
    private readonly trees: MissionTrees,
    private readonly sealer: Sealer | undefined,
    private readonly comparison: TreeComparison | undefined,
  ) {
    super();
  }

  override async newest(mission: string, sizeMax?: number): Promise<string | undefined> {
    if (!this.sealer) return undefined;
    const stream = streamOf(mission);
    const kept = await firstOf(this.store.seals(stream, { until: sizeMax, order: 'newest' }));
    if (await this.comparison?.of(stream)) return kept?.checkpoint;
    const size = await this.trees.size(mission);
    if (sizeMax !== undefined || size === 0 || kept?.size === size) return kept?.checkpoint;
    // A server without the key has appended, or the log is older than its signatures. Nothing is signed that does not go on from
    // what was signed before: whoever asks for a proof finds that the log was altered.
    if (kept && !(await this.trees.root(mission, kept.size)).equals(parseCheckpoint(kept.checkpoint).root))
      return kept.checkpoint;
    await this.trees.forget(mission);
    return this.sealer.signRoot(stream, size, await this.trees.root(mission, size));
  }

  override async *all(mission: string): AsyncIterable<string> {
    for await (const { checkpoint } of this.store.seals(streamOf(mission), { order: 'oldest' })) yield checkpoint;
  }

  override verifierKey(mission: string): string | undefined {
    return this.sealer?.verifierKey(streamOf(mission));
  }
}
