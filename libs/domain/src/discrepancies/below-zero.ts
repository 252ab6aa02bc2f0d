import { figure, unsplit, type Account } from '../books.js';
import { ancestorsOf, isWithin, type Node } from '../components.js';
import type { MissionState } from '../mission-state.js';
import { found, type Discrepancy } from './discrepancy.js';

/**
 * Whether an account holds fewer than nobody of a component. Judged on the total of account and component, never on an
 * unsplit part: those whom nobody has split are judged with the components that they may belong to.
 */
export function belowZero(state: MissionState, name: string): Discrepancy | undefined {
  const account = state.books.accounts.get(name);
  // The counter-account is below zero by design: everybody comes out of it.
  if (!account || name === 'establishment' || [...account.own.values()].every(({ best }) => best >= 0))
    return undefined;
  const top = componentsIn(account)
    .filter((node) => shortOf(state, account, node) < 0)
    .toSorted((a, b) => ancestorsOf(a).length - ancestorsOf(b).length || (a < b ? -1 : 1))[0];
  if (top === undefined) return undefined;
  const cause = crossing(state, name, top);
  const missing = -shortOf(state, account, top);
  const whom = top === 'all' ? 'people' : `${top} people`;
  const message = `${missing} more ${whom} left the account ${name} than were booked there. Report who was there before, or correct the numbers.`;
  return found('account-below-zero', name, cause ? [cause.revision] : [], cause?.at ?? 0, message);
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

/** The posting that last took the total from nobody to fewer. */
function crossing(state: MissionState, name: string, top: Node): { revision: number; at: number } | undefined {
  let total = 0;
  let crossed: { revision: number; at: number } | undefined;
  for (const { account, node, best, revision, at } of state.books.journal) {
    if (account !== name || !isWithin(node, top)) continue;
    if (total >= 0 && total + best < 0) crossed = { revision, at };
    total += best;
  }
  return crossed;
}
