import type { Permission } from './roles.js';

/** What each permission lets somebody do, for the reference. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  'read-remains': 'see that a mission is there, and read what is open of its views: what remains',
  'read-movement': 'read of movements: convoys, routes, plans, permits, days to come, the forecast',
  'read-reasons': 'read why something was ordered',
  'read-sources': 'read who said what',
  'read-own': 'read the entries that one has recorded oneself',
  'read-withheld': 'read texts that were withheld',
  'read-access-log': 'read who read or exported what; everybody reads their own lines',
  'read-history': 'read its entries, why a figure is what it is, what differs, replays, evidence',
  prove: 'read checkpoints, hashes and proofs',
  report: 'report what happened',
  dispute: 'dispute an entry, add a note',
  'retract-own': 'take back a slip: an own entry, within 10 minutes, on which nothing rests',
  order: 'give orders, correct and retract',
  scenarios: 'ask what commands would come to, and apply them',
  administer: 'give and revoke tokens, grants and sign-in links, see and end every session',
  'read-metrics': 'read `/metrics`, and all of `/readyz`',
  'read-streams': 'read and follow every log over EventStoreDB’s protocol, with the role for `*`',
  'append-streams': 'append there, as a server that shares the log does',
};
