/** Maps, lists and ordered sets that are forked for nothing: what two have in common they share, until one of them changes it. */
export { type Key } from './key-index.js';
export { Sequence } from './ordered-set.js';
export { PagedList } from './persistent-list.js';
export { VersionedMap } from './persistent-map.js';
