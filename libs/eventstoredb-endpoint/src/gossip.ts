import type { ServerUnaryCall, UntypedServiceImplementation } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { gossip } from './generated.js';
import { uuidOf } from './messages.js';
import type { Member } from './serving.js';
import { made } from './made.js';

const { FOLLOWER, LEADER, UNKNOWN } = gossip.MemberInfo.VNodeState;
const states = { follower: FOLLOWER, leader: LEADER, unknown: UNKNOWN };

/** The address by which a client has come, which may be that of a tunnel: where it will find this server again. */
function addressOf(call: Pick<ServerUnaryCall<unknown, unknown>, 'getHost'>, port: number): Omit<Member, 'state'> {
  const [, host = '127.0.0.1', asked] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(call.getHost()) ?? [];
  return { host, port: Number(asked ?? port) };
}

function infoOf({ host, port, state }: Member, id: string, now: number): InstanceType<typeof gossip.MemberInfo> {
  return made(gossip.MemberInfo, {
    instanceId: uuidOf(id),
    timeStamp: String(now),
    state: states[state],
    isAlive: true,
    httpEndPoint: made(gossip.EndPoint, { address: host, port }),
  });
}

/**
 * The service by which clients find the servers of a cluster, so that `+discover` in a connection string works: this one
 * server, which leads, unless it is said to be one of several.
 */
export function gossipCalls(
  boundPort: () => number,
  now: () => number,
  members?: () => readonly Member[],
): UntypedServiceImplementation {
  const ids = new Map<string, string>();
  const idOf = ({ host, port }: Member): string => {
    const address = `${host}:${port}`;
    const id = ids.get(address) ?? randomUUID();
    ids.set(address, id);
    return id;
  };
  return {
    read: (call: ServerUnaryCall<unknown, unknown>, callback: (error: null, answer: object) => void) => {
      const alone = (): Member[] => [{ ...addressOf(call, boundPort()), state: 'leader' }];
      const membersList = (members?.() ?? alone()).map((member) => infoOf(member, idOf(member), now()));
      callback(null, made(gossip.ClusterInfo, { membersList }));
    },
  };
}
