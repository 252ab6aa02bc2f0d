import { accountIn, figure, unsplit, type Account } from '../books.js';
import { ancestorsOf, isWithin, type Node } from '../components.js';
import type { MissionState } from '../mission-state.js';
import { found, type Discrepancy } from './discrepancy.js';

/** The posting that last took an account's total of a component from nobody to fewer. */
interface Crossing {
  top: Node;
  total: number;
  crossed: { revision: number; at: number } | undefined;
}

/**
 * The accounts of these that hold fewer than nobody of a component. Judged on the total of account and component, never on
 * an unsplit part: those whom nobody has split are judged with the components that they may belong to.
 */
export function belowZero(state: MissionState, names: Iterable<string>): Discrepancy[] {
  const short = new Map<string, Crossing>();
  for (const name of names) {
    const top = shortTop(state, name);
    if (top !== undefined) short.set(name, { top, total: 0, crossed: undefined });
  }
  if (short.size > 0) findCrossings(state, short);
  return [...short].map(([name, { top, crossed }]) => {
    const account = accountIn(state.books, name);
    const missing = -shortOf(state, account, top);
    const whom = top === 'all' ? 'people' : `${top} people`;
    const message = `${missing} more ${whom} left the account ${name} than were booked there. Report who was there before, or correct the numbers.`;
    return found('account-below-zero', name, crossed ? [crossed.revision] : [], crossed?.at ?? 0, message);
  });
}

/** The highest component of which an account holds fewer than nobody; undefined where there is none. */
export function shortTop(state: MissionState, name: string): Node | undefined {
  const account = state.books.accounts.get(name);
  // The counter-account is below zero by design: everybody comes out of it.
  if (!account || name === 'establishment' || !holdsFewer(account)) return undefined;
  return componentsIn(account)
    .filter((node) => shortOf(state, account, node) < 0)
    .toSorted((a, b) => ancestorsOf(a).length - ancestorsOf(b).length || (a < b ? -1 : 1))[0];
}

function holdsFewer({ own }: Account): boolean {
  for (const { best } of own.values()) if (best < 0) return true;
  return false;
}

/** The components at which an account holds anybody, and those above them. */
function componentsIn(account: Account): Node[] {
  const nodes = new Set<Node>();
  for (const node of account.own.keys()) for (const place of [node, ...ancestorsOf(node)]) nodes.add(place);
  return [...nodes].filter((node) => !node.includes('@'));
}

/** Best value of a component, all of the people above it whom nobody has split counted in; below zero where even those lack. */
const shortOf = (state: MissionState, account: Account, node: Node): number =>
  ancestorsOf(node).reduce(
    (sum, above) => sum + Math.max(0, unsplit(account, above)),
    figure(state.books, account, node).best,
  );

/** Finds all crossings in one pass over the journal. */
function findCrossings(state: MissionState, short: ReadonlyMap<string, Crossing>): void {
  for (const { account, node, best, revision, at } of state.books.journal) {
    const its = short.get(account);
    if (!its || !isWithin(node, its.top)) continue;
    if (its.total >= 0 && its.total + best < 0) its.crossed = { revision, at };
    its.total += best;
  }
}
