import type { Grant } from './roles.js';
import type { SubjectGrant } from './subject-grants.js';

/** What a token, a link or a session lets whom do, and until when. */
export interface Given {
  id: string;
  /** SHA-256 of the secret, in hexadecimal. */
  hash: string;
  subject: string;
  grants: readonly Grant[];
  /** RFC 3339. */
  expiresAt: string;
  /** The subject that gave it; `server` at the first start. */
  by: string;
}

/** What a session was swapped for: a token, a link, or the word of an identity provider. */
export type SignedInBy = { token: string } | { link: string } | { issuer: string };

/** What the log of access is made of. Names and secrets are not in it. */
export type AccessEntry =
  | ({ type: 'TokenIssued'; at: string; label?: string } & Given)
  | { type: 'TokenUsed'; at: string; id: string }
  | { type: 'TokenRevoked'; at: string; id: string; by: string }
  | ({ type: 'LinkIssued'; at: string } & Given)
  | ({ type: 'SessionBegun'; at: string; from: SignedInBy } & Given)
  | { type: 'SessionUsed'; at: string; id: string }
  | { type: 'SessionEnded'; at: string; id: string; by: string }
  | ({ type: 'GrantGiven' } & Omit<SubjectGrant, 'isRevoked'>)
  | { type: 'GrantRevoked'; at: string; id: string; by: string };

const types: readonly string[] = [
  'TokenIssued',
  'TokenUsed',
  'TokenRevoked',
  'LinkIssued',
  'SessionBegun',
  'SessionUsed',
  'SessionEnded',
  'GrantGiven',
  'GrantRevoked',
] satisfies AccessEntry['type'][];

/** Reads an entry as it was stored. Throws a SyntaxError for one that this version does not know. */
export function readEntry(body: string): AccessEntry {
  const entry = JSON.parse(body) as AccessEntry;
  if (!types.includes(entry.type) || Number.isNaN(Date.parse(entry.at)))
    throw new SyntaxError(`the log of access holds an entry that cannot be read: ${entry.type}`);
  return entry;
}
