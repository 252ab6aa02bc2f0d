import { thingsProposed } from '../fold/things-proposed.js';
import type { MissionState } from '../state/mission.js';
import { today, type AsOf } from './as-of.js';
import { dayIn } from '../state/calendar.js';

/** Orders that wait for somebody else, as a view shows them beside what they are about. */
export interface Pending {
  /** Of the entry that proposed them: the proposal goes by it. */
  revision: number;
  commands: string[];
  /** The bases and convoys that they are about: none if they are about the mission itself. */
  about: string[];
  by: string;
  /** RFC 3339. */
  expiresAt: string;
}

/**
 * What was proposed and waits, in the order of proposing. It is shown until the end of the day on which it expires: views change with an
 * entry or a day, at no other instant.
 */
export const pendingIn = (state: MissionState, asOf: AsOf): Pending[] =>
  [...state.proposals.values()]
    .filter(({ outcome, expiresAt }) => !outcome && dayIn(state, Date.parse(expiresAt)) >= today(state, asOf))
    .map(({ revision, commands, by, expiresAt }) => ({
      revision,
      commands: commands.map(({ command }) => command),
      about: thingsProposed(commands),
      by: by.id,
      expiresAt,
    }));

/** A field with those that are about a thing; none if nothing is. */
export function withPending(pending: readonly Pending[], id: string): { proposals?: Omit<Pending, 'about'>[] } {
  const found = pending.filter(({ about }) => about.includes(id));
  return found.length === 0 ? {} : { proposals: found.map(({ about: _about, ...one }) => one) };
}
