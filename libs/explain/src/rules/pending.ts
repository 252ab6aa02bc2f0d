import { pendingIn } from '#libs/domain';
import { stated } from '../approach.js';

/** What waits for somebody else about a base or convoy: the entry that proposed it says so. */
export const pendingAt = stated('/items/*/proposals/*/**', ({ state, asOf, parts: [id = '', place] }) => [
  pendingIn(state, asOf).filter(({ about }) => about.includes(id))[Number(place)]?.revision,
]);
