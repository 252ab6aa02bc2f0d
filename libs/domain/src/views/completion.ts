import { minus, plus, tidy, zero, type Bounds } from '../count.js';
import { measureOf, peopleIn } from '../measures.js';
import { lastFigure } from '../mission-totals.js';
import type { MissionState } from '../mission-state.js';
import { isCounted } from '../numbers-said.js';
import { daysBetween } from '../occurrence.js';
import { isRemaining, leftBy } from './base-status.js';
import { notPlacedIn } from './rest.js';
import { dayOfFact } from './shown.js';

/** A base as far as it counts for the end of the withdrawal. */
export interface EndingBase {
  remaining: boolean;
  liquidation: boolean;
  /** The day on which it was left. */
  leftOn?: string;
  /** Most people that are booked there, where it is a liquidation base; null where nobody knows. */
  most: number | null;
  /** Whether somebody said how many are there as a whole: else all may be there who are booked nowhere else. */
  isCounted: boolean;
}

/** What completion is worked out from. */
export interface CompletionInputs {
  bases: readonly EndingBase[];
  /** Least people that are present. */
  presentLow: number;
  /** Most people that are present and booked at no place; null where nobody knows. */
  notPlaced: number | null;
  /** The day of the last total of the mission. */
  totalOn?: string;
}

/** How many days after the last total the last base may have been left. */
const totalDaysMax = 30;

/** Whether every base but the liquidation bases was left, and the reports allow that nobody else is left. */
export function isDone({ bases, presentLow, notPlaced, totalOn }: CompletionInputs): boolean {
  const [staying, leaving] = [bases.filter((one) => one.liquidation), bases.filter((one) => !one.liquidation)];
  if (leaving.some(({ remaining }) => remaining)) return false;
  const lastExit = leaving
    .map(({ leftOn }) => leftOn ?? '')
    .toSorted()
    .at(-1);
  if (lastExit !== undefined && (totalOn === undefined || daysBetween(totalOn, lastExit) > totalDaysMax)) return false;
  const unknown = staying.some((one) => !one.isCounted) ? [notPlaced] : [];
  const most = [...staying.map((one) => one.most), ...unknown].reduce<number>(
    (sum, one) => sum + (one ?? Number.POSITIVE_INFINITY),
    0,
  );
  return presentLow <= most;
}

/** What completion is worked out from, in a state. */
function completionInputsOf(state: MissionState): CompletionInputs {
  return {
    bases: [...state.bases.values()].map((base) => {
      const left = leftBy(base);
      return {
        remaining: isRemaining(base),
        liquidation: base.liquidation,
        ...(left && { leftOn: dayOfFact(state, left) }),
        most: base.liquidation ? peopleIn(state.books, `base/${base.id}`).high : 0,
        isCounted: isCounted(state, base.id),
      };
    }),
    presentLow: measureOf(state.books, 'present', 'all').low,
    notPlaced: notPlacedIn(state).high,
    totalOn: lastFigure(state)?.day,
  };
}

/** Whether the withdrawal is complete: no day changes that, only an entry. */
export const isComplete = (state: MissionState): boolean => isDone(completionInputsOf(state));

/** Who is present less who is at some places: of the others nobody says that they left, nor where they are. */
export const presentElsewhere = (present: Bounds, places: readonly Bounds[]): Bounds =>
  tidy(minus(present, places.reduce(plus, zero)));

/** Of a complete mission, who is present by the books and not at a liquidation base that remains. */
export const unaccountedFor = (state: MissionState): Bounds =>
  presentElsewhere(
    measureOf(state.books, 'present', 'all'),
    [...state.bases.values()]
      .filter((base) => base.liquidation && isRemaining(base))
      .map((base) => peopleIn(state.books, `base/${base.id}`)),
  );
