import { openEmbeddedStore, Sealer, type EventStore } from '#libs/event-store';
import { missionPrefix } from '#libs/timeline';
import { CheckpointSigner, KeyFileInvalid, loadOrMakeKey } from '#libs/transparency';
import { ConfigInvalid, type Config } from '../config.js';
import type { ClusterCondition } from '../operation/cluster-condition.js';
import { endWithoutAnswering } from '../say.js';
import { openCluster } from './cluster.js';

/** The log as it was opened: its engine, what signs it, and what warns of streams that others may delete. */
export class OpenedLog {
  constructor(
    readonly engine: EventStore,
    readonly sealer: Sealer | undefined,
    readonly warnOfUnprotected: (missions: readonly string[]) => Promise<void> = async () => undefined,
  ) {}
}

/** Opens the log. Throws StoreLocked where another process has its folder, StoreUnavailable, and ConfigInvalid. */
export async function openLog(config: Config, condition: ClusterCondition): Promise<OpenedLog> {
  const { cluster, dataDir, acceptRollback } = config;
  const sealer = sealerOf(config);
  if (cluster === undefined)
    return new OpenedLog(openEmbeddedStore({ dataDir, sealer, acceptRollback, onFatal: endWithoutAnswering }), sealer);
  const { store, warnOfUnprotected } = await openCluster(cluster, sealer, condition);
  return new OpenedLog(store, sealer, warnOfUnprotected);
}

function sealerOf({ keyFile, logHost }: Config): Sealer | undefined {
  if (keyFile === undefined) return undefined;
  try {
    const { host, seed } = loadOrMakeKey(keyFile, logHost);
    return new Sealer(CheckpointSigner.fromSeed(seed, host), missionPrefix);
  } catch (error) {
    if (error instanceof KeyFileInvalid) throw new ConfigInvalid(error.message);
    throw error;
  }
}
