import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { BeyondLog, joinCheckpoints, MissionTrees, signedBy, thinned } from '#libs/audit';
import type { Tile } from '#libs/transparency';
import { asking } from '../asking.js';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';
import { Signed } from './signed.js';

/** Asks for the newest signed checkpoint of a mission's log. */
export class NewestCheckpoint extends asking<string, { mission: string }>() {}

/** Asks for earlier signed checkpoints and the newest, a blank line between them, thinned if there are very many. */
export class AllCheckpoints extends asking<string, { mission: string }>() {}

/** Asks for the key that checkpoints are checked with, as text. */
export class VerifierKey extends asking<string, { mission: string }>() {}

/** Asks for a tile of hashes, or a bundle of entries. */
export class ReadTile extends asking<Buffer, { mission: string; tile: Tile }>() {}

@QueryHandler(NewestCheckpoint)
export class NewestCheckpointHandler implements IQueryHandler<NewestCheckpoint> {
  constructor(private readonly signed: Signed) {}

  async execute({ mission }: NewestCheckpoint): Promise<string> {
    return (await this.signed.newest(mission)).text;
  }
}

@QueryHandler(AllCheckpoints)
export class AllCheckpointsHandler implements IQueryHandler<AllCheckpoints> {
  constructor(private readonly signed: Signed) {}

  async execute({ mission }: AllCheckpoints): Promise<string> {
    const newest = await this.signed.newest(mission);
    const key = await this.signed.verifierKey(mission);
    const kept = await signedBy(await thinned(this.signed.all(mission)), key);
    return joinCheckpoints(kept.includes(newest.text) ? kept : [...kept, newest.text]);
  }
}

@QueryHandler(VerifierKey)
export class VerifierKeyHandler implements IQueryHandler<VerifierKey> {
  constructor(private readonly signed: Signed) {}

  execute({ mission }: VerifierKey): Promise<string> {
    return this.signed.verifierKey(mission);
  }
}

/** Throws a Problem if the log is too short for the tile. */
@QueryHandler(ReadTile)
export class ReadTileHandler implements IQueryHandler<ReadTile> {
  constructor(private readonly trees: MissionTrees) {}

  async execute({ mission, tile }: ReadTile): Promise<Buffer> {
    try {
      return await this.trees.tile(mission, tile);
    } catch (error) {
      if (error instanceof BeyondLog) throw new Problem('not-found', details.tileTooFar);
      throw error;
    }
  }
}
