import { dayOf, daysBetween, legsOf, zoneOf, type Leg, type MissionState, type PlanItemOf } from '#libs/domain';

/** How long a route takes, as planned and as convoys on it took. */
export interface Duration {
  route: string;
  low: number;
  best: number;
  high: number;
  /** How many arrivals it was learnt from. */
  observed: number;
  /** Days that they took, the middle one; absent without any. */
  median?: number;
  /** The entries that say so: the route, and the arrivals. */
  entries: number[];
}

/** As many convoys as the planner's own figure counts for. */
const plannersWeight = 2;

/** Whether a leg goes where a route does. */
export const isOn = (leg: Pick<Leg, 'from' | 'to' | 'mode'>, route: PlanItemOf<'route'>): boolean =>
  leg.from === route.from && leg.to === route.to && (leg.mode ?? route.mode) === route.mode;

/** Calendar days from departure to arrival of a leg in the mission's zone; undefined if it did not arrive. */
export function daysTaken({ departed, arrived }: Leg, timeZone: string): number | undefined {
  if (!departed || !arrived) return undefined;
  return Math.max(0, daysBetween(dayOf(departed.at, timeZone), dayOf(arrived.at, timeZone)));
}

/** How long a route takes: what was planned, drawn towards what convoys on it took. */
export function durationOf(state: MissionState, route: PlanItemOf<'route'>): Duration {
  const timeZone = zoneOf(state);
  const { low, best, high } = route.travelDays;
  const seen = [...state.convoys.values()]
    .flatMap((convoy) => legsOf(convoy))
    .filter((leg) => isOn(leg, route))
    .flatMap((leg) => {
      const days = daysTaken(leg, timeZone);
      return days === undefined || !leg.arrived ? [] : [{ days, revision: leg.arrived.revision }];
    });
  const days = seen.map((one) => one.days).toSorted((a, b) => a - b);
  const drawn = (planned: number, told: number): number =>
    (plannersWeight * planned + days.length * told) / (plannersWeight + days.length);
  const median = medianOf(days);
  const entries = [route.revision, ...seen.map(({ revision }) => revision)].toSorted((a, b) => a - b);
  if (median === undefined) return { route: route.route, low, best, high, observed: 0, entries };
  return {
    route: route.route,
    low: drawn(low, Math.min(...days, median)),
    best: drawn(best, median),
    high: drawn(high, Math.max(...days, median)),
    observed: days.length,
    median,
    entries,
  };
}

function medianOf(sorted: readonly number[]): number | undefined {
  const middle = (sorted.length - 1) / 2;
  const [below, above] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return below === undefined || above === undefined ? undefined : (below + above) / 2;
}

/** Days as the calendar has them: a part of a day is one. */
export const wholeDays = (days: number): number => Math.ceil(days - 1e-9);
