import { Injectable } from '@nestjs/common';
import { MissionTrees } from '#libs/audit';
import { parseCheckpoint, type UncheckedCheckpoint } from '#libs/transparency';
import { Problem } from '../http/problems.js';
import { Checkpoints } from './checkpoints.js';

/** What a mission's log was signed as, for whoever asks for a proof of it. */
@Injectable()
export class Signed {
  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly trees: MissionTrees,
  ) {}

  /** The newest checkpoint, or the newest of at most so many entries. Throws a Problem if there is none. */
  async newest(mission: string, sizeMax?: number): Promise<UncheckedCheckpoint> {
    const text = await this.checkpoints.newest(mission, sizeMax);
    if (text !== undefined) return parseCheckpoint(text);
    if ((await this.trees.size(mission)) === 0) throw new Problem('unknown-mission');
    throw new Problem('not-signed');
  }

  /** The newest checkpoint that the log still agrees with, so that what is proven from the log is proven. Throws a Problem. */
  async provable(mission: string, sizeMax?: number): Promise<UncheckedCheckpoint> {
    const checkpoint = await this.newest(mission, sizeMax);
    if (await this.trees.agrees(mission, checkpoint)) return checkpoint;
    throw new Problem('log-altered', undefined, { size: checkpoint.size });
  }

  /** The key that checkpoints are checked with. Throws a Problem if nothing is signed. */
  async verifierKey(mission: string): Promise<string> {
    if ((await this.trees.size(mission)) === 0) throw new Problem('unknown-mission');
    const key = this.checkpoints.verifierKey(mission);
    if (key === undefined) throw new Problem('not-signed');
    return key;
  }

  /** All checkpoints that were kept, in order of size. */
  all(mission: string): AsyncIterable<string> {
    return this.checkpoints.all(mission);
  }
}
