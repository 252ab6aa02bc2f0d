/** Maps, lists and ordered sets that are forked for nothing: what two have in common they share, until one of them changes it. */
export { type Key } from './key-index.js';
export { OrderedSet } from './ordered-set.js';
export { PersistentList } from './persistent-list.js';
export { PersistentMap } from './persistent-map.js';
