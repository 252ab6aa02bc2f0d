import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  ComparedStore,
  LogRolledBack,
  newestReceipts,
  openEmbeddedStore,
  TreeComparison,
  type Damage,
  type EventStore,
  type StoredEntry,
  type Sealer,
} from '#libs/event-store';
import { ConfigInvalid, type Config } from '../config.js';
import type { ClusterCondition } from '../operation/cluster-condition.js';
import { withoutRemoved } from '../reads/removed-months.js';
import { endWithoutAnswering } from '../say.js';
import { openCluster } from './cluster.js';
import { isTrusted, ownSigning, sharedSigning, type Signing } from './signing.js';

/** The log as it was opened: its engine, what signs it, and what warns of streams that others may delete. */
export class OpenedLog {
  constructor(
    readonly engine: EventStore,
    readonly signing: Signing | undefined,
    /** What compares the log with its signatures; undefined for a log that is shared. */
    readonly comparison?: TreeComparison,
    /** Entries to which an index of the store does not lead. */
    readonly checkIndexes?: (entries: readonly StoredEntry[]) => Damage[],
    readonly warnOfUnprotected: (missions: readonly string[]) => Promise<void> = async () => undefined,
  ) {}

  /** Signs the log, if anything does. */
  get sealer(): Sealer | undefined {
    return this.signing?.sealer;
  }
}

/** Where each signed checkpoint is kept outside the store. */
export const receiptsFile = (dataDir: string): string => join(dataDir, 'checkpoints.ndjson');

/** Opens the log. Throws StoreLocked if another process has its folder, StoreUnavailable, and ConfigInvalid. */
export async function openLog(config: Config, condition: ClusterCondition): Promise<OpenedLog> {
  if (config.cluster === undefined) return openOwn(config);
  const signing = sharedSigning(config);
  const { store, warnOfUnprotected } = await openCluster(config.cluster, signing?.sealer, condition);
  return new OpenedLog(store, signing, undefined, undefined, warnOfUnprotected);
}

async function openOwn(config: Config): Promise<OpenedLog> {
  const { dataDir, acceptRollback, keyFile } = config;
  if (keyFile === undefined) throw new ConfigInvalid('CHECKPOINT_KEY_FILE must name the key that signs the log.');
  let signing: Signing | undefined;
  const engine = openEmbeddedStore({
    dataDir,
    acceptRollback,
    onFatal: endWithoutAnswering,
    sealer: (newest) => (signing = ownSigning({ ...config, keyFile }, newest)).sealer,
  });
  const file = receiptsFile(dataDir);
  const signed = async (): Promise<ReadonlyMap<string, string>> => withoutRemoved(await newestReceipts(file), dataDir);
  const trusts = async (stream: string, checkpoint: string): Promise<boolean> =>
    signing !== undefined && isTrusted(signing, engine, stream, checkpoint);
  try {
    if (acceptRollback) setAside(file);
    else await checkReceipts(engine, dataDir, await signed(), trusts);
  } catch (error) {
    await engine.close();
    throw error;
  }
  const comparison = new TreeComparison(engine, { kept: signed, isTrusted: trusts });
  return new OpenedLog(new ComparedStore(engine, comparison), signing, comparison, (page) => engine.indexDamage(page));
}

/** Checkpoints of a log that was given up must not stop the one that is gone on with. */
function setAside(file: string): void {
  if (existsSync(file)) renameSync(file, `${file}.until-${new Date().toISOString().replaceAll(':', '')}`);
}

/** Compares how far streams have come with what was signed of them. Throws LogRolledBack if one falls short of it. */
async function checkReceipts(
  engine: EventStore,
  dataDir: string,
  kept: ReadonlyMap<string, string>,
  trusts: (stream: string, checkpoint: string) => Promise<boolean>,
): Promise<void> {
  for (const [stream, checkpoint] of kept) {
    const length = (await engine.headRevision(stream)) + 1;
    const size = Number(checkpoint.split('\n')[1]);
    if (size > length && (await trusts(stream, checkpoint)))
      throw new LogRolledBack(
        dataDir,
        `${stream} has ${length} entries, and checkpoints.ndjson holds the signature of ${size}`,
      );
  }
}
