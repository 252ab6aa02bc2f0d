import { v7 as uuid } from 'uuid';
import type { Asked } from '#libs/eventstoredb-endpoint';
import type { ReadLine } from './read-line.js';

/** What came of a call, as HTTP would say it. */
const statuses = { read: 200, unknown: 401, forbidden: 403 } as const;

/** The line of a call over EventStoreDB’s protocol. `now` is in milliseconds since 1970. */
export function lineOfCall(
  now: number,
  method: string,
  came: keyof typeof statuses,
  subject?: string,
  asked?: Asked,
): ReadLine {
  const { stream, isFollowed = false, ...range } = asked ?? {};
  const [, mission] = /^mission-(.+)$/.exec(stream ?? '') ?? [];
  const query = asked && new URLSearchParams({ stream: stream ?? '$all', ...texts(range) }).toString();
  return {
    at: new Date(now).toISOString(),
    ...(subject !== undefined && { subject }),
    method: 'gRPC',
    route: method,
    ...(mission !== undefined && { mission: mission.slice(0, 64) }),
    path: method,
    ...(query !== undefined && { query: query.slice(0, 2000) }),
    format: 'application/grpc',
    status: statuses[came],
    what: came !== 'read' ? 'refused' : isFollowed ? 'subscribed' : 'exported',
    requestId: uuid(),
  };
}

const texts = (range: object): Record<string, string> =>
  Object.fromEntries(Object.entries(range).map(([name, value]) => [name, String(value)]));
