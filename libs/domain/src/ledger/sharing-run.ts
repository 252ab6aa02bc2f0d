import { apportion } from './apportion.js';
import type { Node } from '../values/components.js';
import { toldAccounts, type Parcel, type Told, type Weights } from './population.js';

/** A parcel that several nodes may have a share of, and where it was told. */
export interface Sharing {
  account: Told;
  node: Node;
  parcel: Parcel;
}

/** What a node had whose limit was looked at, and with how many at the least the same would have come out; undefined if it gave all it had. */
interface Looked {
  place: number;
  had: number;
  least: number | undefined;
}

interface Given {
  place: number;
  account: Told;
  people: number;
}

/** What came out of sharing some parcels one after another. Nodes go by their places. */
export interface Outcome {
  looked: readonly Looked[];
  given: readonly Given[];
}

/** Whether the same parcels come to the same where nodes have so many. */
export const holdsFor = ({ looked }: Outcome, have: readonly number[]): boolean =>
  looked.every(({ place, had, least }) => {
    const has = have[place] ?? 0;
    return has === had || (least !== undefined && has >= least) || (has <= 0 && had <= 0);
  });

/** Shares parcels one after another among nodes that have so many each, which are left as they are. How each was shared is noted in `shares`. */
export function share(
  parcels: readonly Sharing[],
  have: readonly number[],
  placeOf: (node: Node) => number,
  shares?: Map<Parcel, Weights>,
): Outcome {
  const left = have.slice();
  const looked: Looked[] = [];
  const lookedAt: Looked[] = [];
  const given: Given[] = [];
  const givenTo: Given[] = [];
  const leftAt = (node: Node): number => left[placeOf(node)] ?? 0;
  /** A node would not have been limited with so many; or it was, without a number. */
  const look = (node: Node, needed: number | undefined): void => {
    const place = placeOf(node);
    const had = have[place] ?? 0;
    const least = needed === undefined ? undefined : had - (left[place] ?? 0) + needed;
    const known = lookedAt[place];
    if (!known) looked.push((lookedAt[place] = { place, had, least }));
    else if (known.least !== undefined) known.least = least === undefined ? undefined : Math.max(known.least, least);
  };
  for (const { account, node, parcel } of parcels) {
    const outcome = shareOut(parcel, node, leftAt, look);
    shares?.set(parcel, outcome);
    for (const [name, people] of outcome) {
      if (people === 0) continue;
      const place = placeOf(name);
      left[place] = (left[place] ?? 0) - people;
      const key = place * toldAccounts.length + toldAccounts.indexOf(account);
      const sum = givenTo[key];
      if (sum) sum.people += people;
      else given.push((givenTo[key] = { place, account, people }));
    }
  }
  return { looked, given };
}

/** How one parcel is shared within limits; what nobody can hold stays at its node. */
function shareOut(
  { amount, shares, among }: Parcel,
  node: Node,
  limitOf: (node: Node) => number,
  look: (node: Node, needed: number | undefined) => void,
): Weights {
  // Most parcels take no more than there are, also where others do.
  if (shares.every(([name, people]) => people === 0 || people <= limitOf(name))) {
    for (const [name, people] of shares) if (people > 0) look(name, people);
    return shares;
  }
  const possible = new Set(shares.map(([name]) => name));
  const parts = among
    .filter(([name]) => possible.has(name))
    .map(([name, weight]) => ({ name, weight, limit: Math.max(0, limitOf(name)) }));
  const given = apportion(Math.abs(amount.best), parts, node);
  // What is rounded up in one round may be rounded down in the next one: so a node may have been looked at for one more.
  for (const { name, limit } of parts) {
    const people = given.get(name) ?? 0;
    look(name, people < limit ? people + 1 : undefined);
  }
  for (const [name, people] of shares) if (people > limitOf(name)) look(name, undefined);
  let rest = Math.abs(amount.best);
  for (const people of given.values()) rest -= people;
  if (rest > 0) given.set(node, (given.get(node) ?? 0) + rest);
  return [...given];
}
