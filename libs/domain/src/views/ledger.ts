import type { Posting } from '../books.js';
import type { MissionState } from '../mission-state.js';
import { nodesOf } from '../measures.js';
import { formatInstant } from '../occurrence.js';
import { holding } from './people.js';
import type { Shown } from './shown.js';

interface LedgerItem {
  id: string;
  revision: number;
  at: string;
  postings: Pick<Posting, 'account' | 'node' | 'best' | 'unattributed'>[];
  sum: number;
}

/** Every posting (best values), by the entry that made it: each entry's add up to zero. Below them what accounts hold. */
export function ledger(state: MissionState, _shown: Shown) {
  const items: LedgerItem[] = [];
  // The postings of one entry stand together in the journal.
  for (const { revision, at, account, node, best, unattributed } of state.books.journal) {
    let item = items.at(-1);
    if (item?.revision !== revision) {
      items.push((item = { id: String(revision), revision, at: formatInstant(at), postings: [], sum: 0 }));
    }
    item.postings.push({ account, node, best, unattributed });
    item.sum += best;
  }
  const nodes = ['all', ...nodesOf(state.books).filter((node) => node !== 'all')];
  const totals = (account: string) => {
    const held = holding(state, account);
    return Object.fromEntries(nodes.map((node) => [node, held(node)] as const).filter(([, { best }]) => best !== 0));
  };
  const accounts = [...state.books.accounts]
    .filter(([, { own }]) => [...own.values()].some(({ best }) => best !== 0))
    .map(([name]) => name);
  return {
    items,
    accounts: Object.fromEntries(accounts.toSorted().map((account) => [account, totals(account)])),
  };
}
