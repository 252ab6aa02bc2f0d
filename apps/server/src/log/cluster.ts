import { openKurrentDbStore, type EventStore, type KurrentDbStore, type Sealer } from '#libs/event-store';
import { missionOf, streamOf } from '#libs/timeline';
import { ConfigInvalid } from '../config.js';
import { endpointRules } from './endpoint-rules.js';
import { isReadsStream } from '../reads/read-line.js';
import type { ClusterCondition } from '../operation/cluster-condition.js';
import { say } from '../say.js';

/** A log that other servers write to as well. */
export interface Cluster {
  store: EventStore;
  /** Says which missions' streams are not protected from being deleted or truncated. */
  warnOfUnprotected: (missions: readonly string[]) => Promise<void>;
}

const shownMax = 10;

/** Opens a shared log, and finds out what the account may do. Throws ConfigInvalid, and StoreUnavailable if it cannot be read. */
export async function openCluster(
  connectionString: string,
  sealer: Sealer | undefined,
  condition: ClusterCondition,
): Promise<Cluster> {
  const store = await opened(connectionString, sealer, condition);
  try {
    if (store.asksForOthers)
      say(
        'EVENT_STORE asks for nodes other than the leader: the leader is asked all the same, since the others may be behind.',
      );
    condition.isReadOnly = !(await store.access()).mayAppend;
  } catch (error) {
    await store.close();
    throw error;
  }
  if (condition.isReadOnly)
    say(
      'the account that EVENT_STORE names may only read: every command will be refused. Give it the right to write ($w).',
    );
  return { store, warnOfUnprotected: (missions) => warnOfUnprotected(store, missions) };
}

async function opened(
  connectionString: string,
  sealer: Sealer | undefined,
  observer: ClusterCondition,
): Promise<KurrentDbStore> {
  try {
    return await openKurrentDbStore(connectionString, sealer, {
      rules: endpointRules,
      observer,
      mayBeRemoved: isReadsStream,
    });
  } catch (error) {
    throw new ConfigInvalid(`EVENT_STORE: ${error instanceof Error ? error.message : 'it cannot be used'}.`);
  }
}

async function warnOfUnprotected(store: KurrentDbStore, missions: readonly string[]): Promise<void> {
  const streams = await store.unprotected(missions.map(streamOf)).catch((): string[] => []);
  if (streams.length === 0) return;
  const named = streams.slice(0, shownMax).map(missionOf).join(', ');
  const more = streams.length > shownMax ? ` and ${streams.length - shownMax} more` : '';
  say(
    `the streams of ${named}${more} have no $acl that leaves $d and $mw to administrators alone: others may delete or truncate them. See docs/how-to/run-several-servers.md.`,
  );
}
