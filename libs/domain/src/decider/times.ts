import { formatInstant, periodOf } from '../values/occurrence.js';
import type { Incoming } from './verdict.js';

/** How far ahead of the log's clock a time may lie, in milliseconds. */
export const futureToleranceMs = 5 * 60_000;

/** Times that a command gives and that have not come yet; `now` is in milliseconds since 1970. */
export function futureErrors(incoming: Incoming, timeZone: string, now: number): { pointer: string; detail: string }[] {
  const { replacement } = incoming.data as { replacement?: { occurredAt?: string } };
  const given: [string, string | undefined][] = [
    ['/occurredAt', incoming.occurredAt],
    ['/reportedAt', incoming.reportedAt],
    ['/replacement/occurredAt', replacement?.occurredAt],
  ];
  return given.flatMap(([pointer, text]) =>
    text !== undefined && periodOf(text, timeZone).start > now + futureToleranceMs
      ? [
          {
            pointer,
            detail: `${text} lies in the future; give when it happened, at most 5 minutes ahead of ${formatInstant(now)}`,
          },
        ]
      : [],
  );
}
