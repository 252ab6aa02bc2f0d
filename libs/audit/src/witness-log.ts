import { consistencyProof, NoteInvalid, parseCheckpoint, subtreesOfTiles } from '#libs/transparency';
import { NoEvidence } from './evidence.js';
import { LiveLog } from './sources/live.js';
import type { Witness, WitnessAnswer } from './witness.js';

/**
 * Shows a served log's newest checkpoint to a witness, with a proof worked out from the log's own tiles. Any log of C2SP tlog-tiles will
 * do. Throws NoEvidence if it serves no checkpoint or lacks a tile, LogUnreachable if it does not answer.
 */
export async function witnessLog(
  witness: Witness,
  url: string,
  seconds: number,
  token?: string,
): Promise<WitnessAnswer> {
  const log = new LiveLog(url, token);
  const checkpoint = await log.checkpoint();
  const { origin, size } = parsed(checkpoint);
  const kept = witness.newest(origin);
  const old = kept === undefined ? 0 : parseCheckpoint(kept).size;
  const read = subtreesOfTiles(size, async ({ level, index, width }) => {
    const tile = await log.tile(level, index, width);
    if (!tile) throw new NoEvidence(`the log lacks tile ${index} of level ${level}`);
    return tile;
  });
  // A log that is shorter than what was seen has no proof to give: the witness says so.
  const proof = old > size ? [] : await consistencyProof(read, old, size);
  return witness.consider({ old, proof, checkpoint }, seconds);
}

function parsed(checkpoint: string): { origin: string; size: number } {
  try {
    return parseCheckpoint(checkpoint);
  } catch (error) {
    if (error instanceof NoteInvalid) throw new NoEvidence(`what is served as the checkpoint ${error.message}`);
    throw error;
  }
}
