import type { MissionState } from '../mission-state.js';
import { nodesOf } from '../measures.js';
import { formatInstant } from '../occurrence.js';
import { groupBy } from './group-by.js';
import { heldIn } from './people.js';
import type { Shown } from './shown.js';

/** Every posting (best values), by the entry that made it: each entry's add up to zero. Below them what accounts hold. */
export function ledger(state: MissionState, _shown: Shown) {
  const byEntry = groupBy(state.books.journal, ({ revision }) => revision);
  const nodes = ['all', ...nodesOf(state.books).filter((node) => node !== 'all')];
  const totals = (account: string) =>
    Object.fromEntries(
      nodes.map((node) => [node, heldIn(state, account, node)] as const).filter(([, held]) => held.best !== 0),
    );
  const accounts = [...state.books.accounts]
    .filter(([, { own }]) => [...own.values()].some(({ best }) => best !== 0))
    .map(([name]) => name);
  return {
    items: [...byEntry].map(([revision, postings]) => ({
      id: String(revision),
      revision,
      at: formatInstant(postings[0]?.at ?? 0),
      postings: postings.map(({ account, node, best, unattributed }) => ({ account, node, best, unattributed })),
      sum: postings.reduce((sum, { best }) => sum + best, 0),
    })),
    accounts: Object.fromEntries(accounts.toSorted().map((account) => [account, totals(account)])),
  };
}
