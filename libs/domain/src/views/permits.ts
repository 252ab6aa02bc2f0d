import type { MissionState } from '../mission-state.js';
import { daysBetween } from '../occurrence.js';
import { dayIn, shownFact, type Shown } from './shown.js';

/** What was asked of whom, and for how many days it has been waited for. */
export function permits(state: MissionState, shown: Shown) {
  return {
    items: [...state.permits.values()].map((permit) => ({
      id: permit.id,
      kind: permit.kind,
      authority: permit.authority,
      for: permit.for,
      state: permit.answered?.answer ?? 'waiting',
      reason: permit.answered?.reason,
      requested: shownFact(permit.requested),
      answered: permit.answered && shownFact(permit.answered),
      waitingDays: daysBetween(dayIn(state, permit.requested.at), dayIn(state, permit.answered?.at ?? shown.at)),
    })),
  };
}
