import type { MissionState } from '../mission-state.js';
import { formatInstant } from '../occurrence.js';
import { nodesOf, peopleIn } from '../measures.js';
import type { Shown } from './shown.js';

/** Every posting, by the entry that made it; each entry's postings add up to zero. Best values. */
export function ledger(state: MissionState, _shown: Shown) {
  const byEntry = new Map<number, { at: number; postings: { account: string; node: string; best: number; unattributed: boolean }[] }>();
  for (const { revision, at, ...posting } of state.books.journal) {
    const entry = byEntry.get(revision) ?? { at, postings: [] };
    byEntry.set(revision, entry);
    entry.postings.push(posting);
  }
  const accounts = [...state.books.accounts.keys()].toSorted();
  const nodes = nodesOf(state.books);
  return {
    items: [...byEntry].map(([revision, { at, postings }]) => ({ id: String(revision), revision, at: formatInstant(at), postings, sum: postings.reduce((sum, { best }) => sum + best, 0) })),
    accounts: Object.fromEntries(
      accounts.map((account) => [account, Object.fromEntries(nodes.map((node) => [node, peopleIn(state.books, account, node)] as const).filter(([, held]) => held.best !== 0))]),
    ),
  };
}
