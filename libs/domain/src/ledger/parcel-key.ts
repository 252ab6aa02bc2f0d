import type { Node } from '../values/components.js';
import type { Told } from './population.js';

/** The node and the account of a key of parcels (`spaced(account, node)`). */
export function placeOfKey(key: string): [Node, Told] {
  const [account, node] = key.split(' ') as [Told, Node];
  return [node, account];
}
