/** What maps have as keys. */
export type Key = string | number;

interface Leaf<K> {
  tick: number;
  slots: Map<K, number>;
}

interface Branch<K> {
  tick: number;
  children: (Node<K> | undefined)[];
}

type Node<K> = Leaf<K> | Branch<K>;

const bits = 5;
const mask = (1 << bits) - 1;
const shiftMax = 30;

/** How many keys a leaf holds before it is split. The root may hold more: most maps are small, and a leaf is found at once. */
const leafMax = 16;
const rootMax = 256;

/** A 32-bit hash: FNV-1a of a text, a multiplicative one of a number. */
function hashOf(key: Key): number {
  if (typeof key === 'number') return Math.imul(key ^ (key >>> 15), 0x9e3779b1) >>> 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * Finds the slots of keys: a hash trie (32 ways) with small maps as leaves. Forks share nodes, and copy those on the way to
 * a key that they add or remove. `tick` names who may write into a node: see PagedList.
 */
export class KeyIndex<K extends Key> {
  private root: Node<K> = { tick: 0, slots: new Map() };

  /** The slot of a key; undefined if there is no such key. */
  find(key: K): number | undefined {
    let node: Node<K> | undefined = this.root;
    if ('slots' in node) return node.slots.get(key);
    for (let hash = hashOf(key); node && !('slots' in node); hash >>>= bits) node = node.children[hash & mask];
    return node?.slots.get(key);
  }

  /** Notes the slot of a key. */
  put(key: K, slot: number, tick: number): void {
    const leaf = this.leafFor(key, tick);
    leaf.slots.set(key, slot);
  }

  /** Forgets a key. */
  remove(key: K, tick: number): void {
    this.leafFor(key, tick).slots.delete(key);
  }

  /** The same index for a fork. */
  fork(): KeyIndex<K> {
    const fork = new KeyIndex<K>();
    fork.root = this.root;
    return fork;
  }

  /** The leaf that a key belongs to, with room for it, for writing. */
  private leafFor(key: K, tick: number): Leaf<K> {
    let node = (this.root = roomy(owned(this.root, tick), 0, rootMax));
    if ('slots' in node) return node;
    const hash = hashOf(key);
    for (let shift = 0; ; shift += bits) {
      const way = (hash >>> shift) & mask;
      const child: Node<K> | undefined = node.children[way];
      const next: Node<K> = child
        ? roomy(owned(child, tick), shift + bits, leafMax)
        : { tick, slots: new Map<K, number>() };
      node.children[way] = next;
      if ('slots' in next) return next;
      node = next;
    }
  }
}

function owned<K>(node: Node<K>, tick: number): Node<K> {
  if (node.tick === tick) return node;
  return 'slots' in node ? { tick, slots: new Map(node.slots) } : { tick, children: node.children.slice() };
}

/** A node that can take one more key: a full leaf becomes a branch, except if the hash has no more bits to go by. */
function roomy<K extends Key>(node: Node<K>, shift: number, max: number): Node<K> {
  if (!('slots' in node) || node.slots.size < max || shift > shiftMax) return node;
  const children = Array.from<Node<K> | undefined>({ length: 1 << bits });
  for (const [key, slot] of node.slots) {
    const way = (hashOf(key) >>> shift) & mask;
    const child = children[way] as Leaf<K> | undefined;
    if (child) child.slots.set(key, slot);
    else children[way] = { tick: node.tick, slots: new Map([[key, slot]]) };
  }
  return { tick: node.tick, children };
}
