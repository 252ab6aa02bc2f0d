import type { Node } from '../values/components.js';
import type { Told } from './population.js';

const keys = new Map<Node, Partial<Record<Told, string>>>();

/** Under what the parcels of a node are kept. Put together once: a text that is made anew has to be hashed anew. */
export function keyOf(account: Told, node: Node): string {
  let ofNode = keys.get(node);
  if (!ofNode) {
    if (keys.size > 10_000) keys.clear();
    keys.set(node, (ofNode = {}));
  }
  return (ofNode[account] ??= `${account} ${node}`);
}

/** The node and the account of such a key. */
export function placeOfKey(key: string): [Node, Told] {
  const [account, node] = key.split(' ') as [Told, Node];
  return [node, account];
}
