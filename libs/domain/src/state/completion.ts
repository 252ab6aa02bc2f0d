import { minus, plus, tidy, zero, type Bounds } from '../values/count.js';
import { measureOf } from '../ledger/measures.js';
import { peopleIn } from '../ledger/places.js';
import { lastFigure } from './mission-totals.js';
import type { MissionState } from './mission.js';
import { isCounted } from './stated-numbers.js';
import { daysBetween } from '../values/occurrence.js';
import { notPlacedIn } from './rest.js';
import { dayOfFact } from './calendar.js';
import { isRemaining, leftBy, type Base } from './base.js';

/** A base as far as it counts for the end of the withdrawal. */
export interface EndingBase {
  remaining: boolean;
  liquidation: boolean;
  /** The day on which it was left. */
  leftOn?: string;
  /** Most people that are booked there, if it is a liquidation base; null if nobody knows. */
  most: number | null;
  /** Whether somebody said how many are there as a whole: else all may be there who are booked nowhere else. */
  isCounted: boolean;
}

/** What completion is worked out from. */
export interface CompletionInputs {
  bases: readonly EndingBase[];
  /** Least people that are present. */
  presentLow: number;
  /** Most people that are present and booked at no place; null if nobody knows. */
  notPlaced: number | null;
  /** The day of the last total of the mission. */
  totalOn?: string;
}

/** How many days after the last total the last base may have been left. */
const totalDaysMax = 30;

/** Whether every base but the liquidation bases was left, and the reports allow that nobody else is left. */
export function isDone(inputs: CompletionInputs): boolean {
  if (inputs.bases.some(({ liquidation, remaining }) => !liquidation && remaining)) return false;
  const [lastExit, { totalOn }] = [lastExitIn(inputs), inputs];
  if (lastExit !== undefined && (totalOn === undefined || daysBetween(totalOn, lastExit) > totalDaysMax)) return false;
  return inputs.presentLow <= mostStayingIn(inputs);
}

/** The day on which the last base that is not a liquidation base was left. */
const lastExitIn = ({ bases }: CompletionInputs): string | undefined =>
  bases
    .flatMap(({ liquidation, leftOn }) => (liquidation || leftOn === undefined ? [] : [leftOn]))
    .toSorted()
    .at(-1);

/** Most people that the liquidation bases can hold: without limit if nobody knows. */
function mostStayingIn({ bases, notPlaced }: CompletionInputs): number {
  const staying = bases.filter(({ liquidation }) => liquidation);
  const unknown = staying.some((one) => !one.isCounted) ? [notPlaced] : [];
  return [...staying.map(({ most }) => most), ...unknown].reduce<number>(
    (sum, one) => sum + (one ?? Number.POSITIVE_INFINITY),
    0,
  );
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

/** Whether the withdrawal is not complete before a base is left. */
const mustBeLeft = (base: Base): boolean => !base.liquidation && isRemaining(base);

/** Whether the withdrawal is complete: no day changes that, only an entry. */
export function isComplete(state: MissionState): boolean {
  // Every summary asks, nearly always of a mission that has bases left: what else it goes by takes all accounts.
  for (const base of state.bases.values()) if (mustBeLeft(base)) return false;
  return isDone(completionInputsOf(state));
}

/** What a mission is not complete by, as a refusal to close it says it. */
export function lackingIn(state: MissionState): Record<string, unknown> {
  const inputs = completionInputsOf(state);
  const most = mostStayingIn(inputs);
  return {
    bases: [...state.bases.values()].filter(mustBeLeft).map(({ id }) => id),
    lastLeftOn: lastExitIn(inputs) ?? null,
    lastTotalOn: inputs.totalOn ?? null,
    leastPresent: inputs.presentLow,
    mostAtLiquidationBases: Number.isFinite(most) ? most : null,
  };
}

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
