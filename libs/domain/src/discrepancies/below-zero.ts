import { accountIn, figure, unsplit, type Account } from '../ledger/accounts.js';
import { ancestorsOf, type Node } from '../values/components.js';
import type { MissionState } from '../state/mission.js';
import { found, type Finding } from './found.js';

/**
 * The accounts of these that hold fewer than nobody of a component. Judged on the total of account and component, never on
 * an unsplit part: those whom nobody has split are judged with the components that they may belong to.
 */
export function belowZero(state: MissionState, names: Iterable<string>): Finding[] {
  return [...new Set(names)].flatMap((name) => {
    const top = shortTop(state, name);
    if (top === undefined) return [];
    const account = accountIn(state.books, name);
    const missing = -shortOf(state, account, top);
    const figures = { account: name, component: top, missing };
    const crossed = account.crossed.get(top);
    return [found('account-below-zero', name, crossed ? [crossed.revision] : [], crossed?.at ?? 0, figures)];
  });
}

/** The accounts that an entry took below zero in some component: no others name it. */
export const accountsCrossedBy = ({ books }: MissionState, revision: number): string[] =>
  [...books.accounts].flatMap(([name, { crossed }]) =>
    [...crossed.values()].some((one) => one.revision === revision) ? [name] : [],
  );

/** The highest component of which an account holds fewer than nobody; undefined if there is none. */
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

/** The components of which an account may hold fewer than nobody. */
function componentsIn(account: Account): Node[] {
  // Where nothing was asserted, figures are what was posted.
  if (account.asserted.size === 0) return [...account.totals].flatMap(([node, total]) => (total < 0 ? [node] : []));
  const nodes = new Set<Node>();
  for (const node of account.own.keys()) for (const place of [node, ...ancestorsOf(node)]) nodes.add(place);
  return [...nodes].filter((node) => !node.includes('@'));
}

/** Best value of a component; where that is below zero, all of the people above it whom nobody has split counted in; below zero if even those lack. */
function shortOf(state: MissionState, account: Account, node: Node): number {
  const { best } = figure(state.books, account, node);
  // Others can only add to it, and most components of an account have somebody.
  if (best >= 0) return best;
  return ancestorsOf(node).reduce((sum, above) => sum + Math.max(0, unsplit(account, above)), best);
}
