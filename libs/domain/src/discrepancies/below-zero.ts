import { accountIn, figuresOf, unsplit, type Account } from '../ledger/accounts.js';
import { ancestorsOf, type Node } from '../values/components.js';
import type { MissionState } from '../state/mission.js';
import { found, type Finding } from './found.js';

/**
 * The accounts of these, each named once, that hold fewer than nobody of a component. Judged on the total of account and component, never on
 * an unsplit part: those whom nobody has split are judged with the components that they may belong to.
 */
export function belowZero(state: MissionState, names: Iterable<string>): Finding[] {
  const all: Finding[] = [];
  for (const name of names) {
    const short = shortTop(state, name);
    if (!short) continue;
    const crossed = accountIn(state.books, name).crossed.get(short.component);
    const figures = { account: name, ...short };
    all.push(found('account-below-zero', name, crossed ? [crossed.revision] : [], crossed?.at ?? 0, figures));
  }
  return all;
}

/** The accounts that an entry took below zero in some component: no others name it. */
export const accountsCrossedBy = ({ books }: MissionState, revision: number): string[] =>
  [...books.accounts].flatMap(([name, { crossed }]) =>
    [...crossed.values()].some((one) => one.revision === revision) ? [name] : [],
  );

/** The highest component of which an account holds fewer than nobody, and how many it lacks; undefined if there is none. */
export function shortTop({ books }: MissionState, name: string): { component: Node; missing: number } | undefined {
  const account = books.accounts.get(name);
  // The counter-account is below zero by design: everybody comes out of it.
  if (!account || name === 'establishment' || !holdsFewer(account)) return undefined;
  let top: Node | undefined;
  let missing = 0;
  for (const [node, { best }] of figuresOf(account)) {
    if (best >= 0 || node.includes('@') || (top !== undefined && !isHigher(node, top))) continue;
    const short = ancestorsOf(node).reduce((sum, above) => sum + Math.max(0, unsplit(account, above)), best);
    if (short < 0) [top, missing] = [node, -short];
  }
  return top === undefined ? undefined : { component: top, missing };
}

/** Whether a component comes before another one: fewer lie above it, or its name is the first. */
function isHigher(node: Node, other: Node): boolean {
  const [above, aboveOther] = [ancestorsOf(node).length, ancestorsOf(other).length];
  return above === aboveOther ? node < other : above < aboveOther;
}

/** Whether an account may hold fewer than nobody: where nothing was asserted, its totals are what it holds. */
function holdsFewer({ own, asserted, totals }: Account): boolean {
  if (asserted.size === 0) {
    for (const total of totals.values()) if (total < 0) return true;
    return false;
  }
  for (const { best } of own.values()) if (best < 0) return true;
  return false;
}
