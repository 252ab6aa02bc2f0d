import type { Effective } from '../envelope/entry.js';
import type { MissionState } from './mission.js';

/** Notes a contradiction that the fold saw. */
export function flag(
  state: MissionState,
  entry: Effective,
  rule: string,
  subject: string,
  message: string,
  others: number[] = [],
): void {
  state.flags.push({
    rule,
    subject,
    entries: [...others, entry.entry.revision].toSorted((a, b) => a - b),
    since: entry.at,
    message,
  });
}

/** A contradiction that the fold itself saw; conditions that hold at a date are worked out when shown. */
export interface Flag {
  rule: string;
  subject: string;
  entries: number[];
  since: number;
  message: string;
}
