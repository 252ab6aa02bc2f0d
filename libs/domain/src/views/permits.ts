import { changing, lastChangeOf } from '../state/changes.js';
import type { MissionState } from '../state/mission.js';
import { daysBetween } from '../values/occurrence.js';
import { shownFact, today, type AsOf } from './as-of.js';
import { dayOfFact } from '../state/calendar.js';

/**
 * What was asked of whom, and for how many calendar days (in the mission's zone) it was waited for, or has been: none, if the
 * answer is dated before the request.
 */
export function permits(state: MissionState, asOf: AsOf) {
  return {
    items: [...state.permits.values()].map(({ id, kind, authority, for: subject, requested, answered }) => ({
      id,
      kind,
      authority,
      for: subject,
      state: answered?.answer ?? 'open',
      reason: answered?.reason,
      requested: shownFact(requested),
      answered: answered && shownFact(answered),
      waitingDays: Math.max(
        0,
        daysBetween(dayOfFact(state, requested), answered ? dayOfFact(state, answered) : today(state, asOf)),
      ),
      lastChangedBy: lastChangeOf(state, changing.permit(id)),
    })),
  };
}
