import { periodOf } from '../values/occurrence.js';
import { fieldError, type FieldError } from '../validation/field-error.js';
import { inFuture } from './field-texts.js';
import type { Incoming } from './verdict.js';

/** How far ahead of the log's clock a time may lie, in milliseconds. */
export const futureToleranceMs = 5 * 60_000;

/** Times that a command gives and that have not come yet; `now` is in milliseconds since 1970. */
export function futureErrors(incoming: Incoming, timeZone: string, now: number): FieldError[] {
  const { replacement } = incoming.data as { replacement?: { occurredAt?: string } };
  const given: [string, string | undefined][] = [
    ['/occurredAt', incoming.occurredAt],
    ['/reportedAt', incoming.reportedAt],
    ['/replacement/occurredAt', replacement?.occurredAt],
  ];
  return given.flatMap(([pointer, text]) =>
    text !== undefined && periodOf(text, timeZone).start > now + futureToleranceMs
      ? [fieldError(pointer, inFuture(text, now))]
      : [],
  );
}
