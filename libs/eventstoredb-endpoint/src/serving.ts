import { status, type Metadata, type ServiceError } from '@grpc/grpc-js';
import type { EventStore } from '#libs/event-store';
import { failure } from './errors.js';
import type { Hiding } from './hidden.js';

/** Habits of real servers that users of this one have no need of: tests of those who read from one switch them on. */
export interface Habits {
  /** Most calls that a connection may have open at once; a further one waits without an error. */
  callsMax?: number;
  /** Each event leaves in a turn of its own: an append is not a step of whoever reads. */
  isOneByOne?: boolean;
  /** The members of a cluster that this server is one of, asked for whenever it matters. */
  members?: () => readonly Member[];
  /** Told when a call of a method begins, and by what it gives back, when it ends. `append` is told once for each append. */
  onCall?: (method: string) => () => void;
}

/** A server of a cluster, as it tells others of itself. */
export interface Member {
  host: string;
  port: number;
  state: 'follower' | 'leader' | 'unknown';
  /** It is the one that says so. */
  isThis?: boolean;
}

/** What calls are served with. */
export interface Serving {
  store: EventStore;
  /** What of the streams is hidden. */
  hiding: Hiding;
  habits: Habits;
  /** Aborted when the server is to end: calls that would go on for ever end then. */
  closing: AbortSignal;
}

/** Does the work of a call while it is counted. */
export async function counted<T>({ habits }: Serving, method: string, work: () => Promise<T>): Promise<T> {
  const end = habits.onCall?.(method);
  try {
    return await work();
  } finally {
    end?.();
  }
}

/** Why a server of a cluster does not serve a call: it has no leader, or the client asks for the leader and this is not it. */
export function notServedHere({ habits }: Serving, metadata: Metadata): ServiceError | undefined {
  const members = habits.members?.();
  if (!members) return undefined;
  const leader = members.find(({ state }) => state === 'leader');
  if (!leader) return failure(status.UNAVAILABLE, 'Server Is Not Ready');
  if (leader.isThis || String(metadata.get('requires-leader')[0]).toLowerCase() !== 'true') return undefined;
  return failure(status.NOT_FOUND, 'Leader info available', 'not-leader', {
    'leader-endpoint-host': leader.host,
    'leader-endpoint-port': String(leader.port),
  });
}
