import { NotRemoved } from '../embedded/remove-stream.js';
import { openKurrentDbStore } from './open.js';

/**
 * Takes the entries of a stream that is no mission's out of a cluster, whatever servers stand beside it. Its checkpoints are given to
 * `keep` before that, oldest first; where that throws, nothing is removed. Answers how many entries there were. Throws NotRemoved,
 * StoreUnavailable and OutcomeUnknown.
 */
export async function removeStreamOfCluster(
  connectionString: string,
  stream: string,
  keep: (checkpoints: readonly string[]) => void,
): Promise<number> {
  const store = await openKurrentDbStore(connectionString);
  try {
    const next = (await store.headRevision(stream)) + 1;
    if (next === 0) throw new NotRemoved(`${stream} is not in this log`);
    const checkpoints: string[] = [];
    for await (const { checkpoint } of store.seals(stream, { order: 'oldest' })) checkpoints.push(checkpoint);
    keep(checkpoints);
    await store.truncate(stream, next);
    return next;
  } finally {
    await store.close();
  }
}
