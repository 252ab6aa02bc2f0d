import {
  boundsOf,
  boundsOfLines,
  convoysMax,
  convoysOf,
  legsOf,
  type Leg,
  type MissionState,
  type PlanItemOf,
} from '#libs/domain';
import { isOn } from './durations.js';

type Load = PlanItemOf<'load'>;

/** What is still to be moved of a load, by best values. */
export interface Remaining {
  people: number;
  vehicles?: number;
  containers?: number;
  convoys: number;
  /** The legs that have left with a part of it. */
  left: readonly Leg[];
}

/** How many of a contributor, or of all, a leg says that it has aboard; undefined if it says nothing. */
function aboard({ people }: Leg, contingent: string | undefined): number | undefined {
  if (!people) return undefined;
  return boundsOfLines(people.filter((line) => contingent === undefined || line.contingent === contingent)).best;
}

/** What is left of a load once those are taken off who have set out by its route since it was planned. */
export function remainingOf(state: MissionState, load: Load, route: PlanItemOf<'route'>): Remaining {
  const left = [...state.convoys.values()]
    .flatMap((convoy) => legsOf(convoy))
    .filter((leg) => leg.departed && leg.departed.at >= load.at && leg.state !== 'turned-back' && isOn(leg, route));
  const gone = (told: (leg: Leg) => number | undefined): number => left.reduce((sum, leg) => sum + (told(leg) ?? 0), 0);
  const less = (count: Load['vehicles'], moved: number): number | undefined =>
    count === undefined ? undefined : Math.max(0, boundsOf(count).best - moved);
  const people =
    less(
      load.people,
      gone((leg) => aboard(leg, load.contingent)),
    ) ?? 0;
  const vehicles = less(
    load.vehicles,
    gone(({ vehicles: count }) => count && boundsOf(count).best),
  );
  const containers = less(load.containers, 0);
  // Of convoys that tell no numbers it is known only that they are one less.
  const silent = left.filter((leg) => leg.people === undefined && leg.vehicles === undefined).length;
  const convoys = Math.max(1, convoysOf({ people, vehicles, containers }, route) - silent);
  return { people, vehicles, containers, convoys: Math.min(convoysMax, convoys), left };
}
