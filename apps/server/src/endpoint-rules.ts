import { checkBody, isInstant, type Entry } from '#libs/domain';
import type { StoredEntry } from '#libs/event-store';
import type { Rules } from '#libs/eventstoredb-endpoint';
import { decode, missionPrefix, UnreadableEntry } from '#libs/timeline';

type Row = Omit<StoredEntry, 'position'>;

const texts = ['commandId', 'commandDigest', 'correlationId', 'causationId'] as const;

/** What would stop a mission at an entry that another process appends; undefined where nothing would. */
function faultOf(row: Row): string | undefined {
  try {
    return faultOfEnvelope(decode({ ...row, position: 0 }), row);
  } catch (error) {
    if (error instanceof UnreadableEntry) return error.reason;
    throw error;
  }
}

function faultOfEnvelope(entry: Entry, row: Row): string | undefined {
  if (entry.type !== row.type) return 'its envelope names another type than its event';
  if (entry.recordedAt !== row.recordedAt) return 'its envelope has another recordedAt than its metadata';
  if (!isInstant(entry.placedAt)) return 'it has no instant as placedAt';
  const missing = texts.find((name) => typeof entry[name] !== 'string');
  if (missing !== undefined) return `it has no text as ${missing}`;
  if (typeof entry.actor?.id !== 'string' || typeof entry.actor.role !== 'string')
    return 'it has no actor with an id and a role';
  if (row.revision === 0 && entry.type !== 'MissionOpened') return 'a log begins with MissionOpened';
  const { occurredAt, reportedAt, source, late, data } = entry;
  if (typeof data !== 'object' || data === null) return 'it has no data';
  const given = Object.entries({ occurredAt, reportedAt, source, late }).filter(([, value]) => value !== undefined);
  const checked = checkBody(entry.type, { ...data, ...Object.fromEntries(given) });
  const [error] = checked.ok ? [] : checked.errors;
  return error && `it is no valid ${entry.type}: ${error.pointer} ${error.detail}`;
}

/** What is asked of entries that other processes append. */
export const endpointRules: Rules = { streamPrefix: missionPrefix, faultOf };
