import type { Cause } from '../ledger/accounts.js';
import type { Effective } from '../envelope/entry.js';

/** Something that was said at a time. */
export interface Fact {
  revision: number;
  at: number;
  occurredAt: string;
}

/** Which entry moves people, and when. */
export const causeOf = (entry: Effective): Cause => ({ revision: entry.entry.revision, at: entry.at });

/** What an entry says, with when it was. */
export const factOf = (entry: Effective): Fact => ({
  revision: entry.entry.revision,
  at: entry.at,
  occurredAt: entry.occurredAt,
});
