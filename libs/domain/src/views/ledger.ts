import { nodesOf, type Posting } from '../ledger/accounts.js';
import type { Bounds } from '../values/count.js';
import type { MissionState } from '../state/mission.js';
import { formatInstant } from '../values/occurrence.js';
import { holding } from './people.js';
import type { AsOf } from './as-of.js';

interface LedgerItem {
  id: string;
  revision: number;
  at: string;
  postings: Pick<Posting, 'account' | 'node' | 'best' | 'unattributed'>[];
  sum: number;
}

/** What each account holds of each node, if it holds anybody (best values). */
type Held = Record<string, Record<string, Bounds>>;

/**
 * Every posting (best values), by the entry that made it: each entry's add up to zero. Below them what accounts hold.
 * Yields after each entry and each account.
 */
export function* ledger(
  state: MissionState,
  _shown: AsOf,
): Generator<undefined, { items: LedgerItem[]; accounts: Held }> {
  const items: LedgerItem[] = [];
  // The postings of one entry stand together in the journal.
  for (const { revision, at, account, node, best, unattributed } of state.books.journal) {
    let item = items.at(-1);
    if (item?.revision !== revision) {
      yield undefined;
      items.push((item = { id: String(revision), revision, at: formatInstant(at), postings: [], sum: 0 }));
    }
    item.postings.push({ account, node, best, unattributed });
    item.sum += best;
  }
  const nodes = ['all', ...nodesOf(state.books).filter((node) => node !== 'all')];
  const names = [...state.books.accounts]
    .filter(([, { own }]) => [...own.values()].some(({ best }) => best !== 0))
    .map(([name]) => name);
  const accounts: Held = {};
  for (const account of names.toSorted()) {
    yield undefined;
    const held = holding(state, account);
    accounts[account] = Object.fromEntries(
      nodes.map((node) => [node, held(node)] as const).filter(([, { best }]) => best !== 0),
    );
  }
  return { items, accounts };
}
