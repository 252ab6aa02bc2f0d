import type { Permission } from './roles.js';

/** What each permission lets somebody do, for the reference. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  'read-remains': 'see that a mission is there, and how far it has come',
  'read-movement': 'read its views: bases, convoys, plans, forecast, live streams',
  'read-history': 'read its entries, why a figure is what it is, what differs, replays, evidence',
  prove: 'read checkpoints, hashes and proofs',
  report: 'report what happened',
  dispute: 'dispute an entry, add a note',
  order: 'give orders, correct and retract',
  administer: 'give and revoke tokens and sign-in links, see and end every session',
  'read-metrics': 'read `/metrics`, and all of `/readyz`',
  'read-streams': 'read and follow every log over EventStoreDB’s protocol, with the role for `*`',
  'append-streams': 'append there, as a server that shares the log does',
};
