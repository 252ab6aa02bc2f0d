import { figuring } from '../ledger/measures.js';
import { closeDepartures } from '../ledger/movements.js';
import type { MissionState, OpenDay, SeriesPoint } from './mission.js';

/** Keeps the figures of the newest day before an entry of a later one changes them. */
export function closeDay(state: MissionState, day: string): void {
  const { closed, newest } = state.series;
  if (newest === undefined || newest.day === day) return;
  closed.push(pointOf(state, newest));
  closeDepartures(state.books);
  state.series.newest = undefined;
}

/** The figures at the end of each day on which something moved, the newest day as far as it is known. */
export const seriesOf = (state: MissionState): SeriesPoint[] =>
  state.series.newest ? [...state.series.closed, pointOf(state, state.series.newest)] : [...state.series.closed];

function pointOf(state: MissionState, { at, revision }: OpenDay): SeriesPoint {
  const figures = figuring(state.books);
  return {
    at,
    revision,
    present: figures('present', 'all'),
    departed: figures('departed', 'all'),
    remainingBases: state.series.remainingBases,
    equipment: equipmentTotals(state),
  };
}

/** What there is of each category of equipment, best values: as counted for the mission, else at its bases together. */
export function equipmentTotals(state: MissionState): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { category, present } of state.equipment.values()) {
    // A count of the whole mission ('') includes those of its bases.
    const whole = present.get('')?.best ?? [...present.values()].reduce((sum, count) => sum + count.best, 0);
    if (present.size > 0) totals.set(category, whole);
  }
  return totals;
}
