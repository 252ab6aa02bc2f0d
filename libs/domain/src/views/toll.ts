import { isOwn, type Toll } from '../state/incident.js';

/** Losses by side, each flagged as the mission's own or a third party's. */
export const shownToll = (toll: readonly Toll[]): (Toll & { own: boolean })[] =>
  toll.map((one) => ({ ...one, own: isOwn(one.side) }));
