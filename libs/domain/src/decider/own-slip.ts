import { referencesOf } from '../entries/registry.js';
import { entriesOf, type Incoming, type Log } from './verdict.js';

/** How long whoever recorded an entry may take it back alone, in milliseconds. */
export const slipMsMax = 10 * 60_000;

/**
 * Whether a command retracts what its sender recorded in the last minutes, while no other entry names it: a slip, which needs
 * nobody else. That nothing else rests on it is judged as for every retraction.
 */
export function isOwnSlip(log: Log, { type, data, by }: Incoming, now: number): boolean {
  if (type !== 'EntryRetracted' || by === undefined) return false;
  const entries = entriesOf(log);
  const target = entries[data.entry];
  if (target?.actor.id !== by.id || now - Date.parse(target.recordedAt) > slipMsMax) return false;
  return !entries.some((other) => referencesOf(other.type, other.data).entry === target.revision);
}
