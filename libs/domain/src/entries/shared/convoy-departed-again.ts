import type { LineLike } from '../../ledger/accounts.js';
import type { Count } from '../../values/count.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import type { Convoy } from '../../state/convoy.js';
import { confirm, contradict } from './convoy-moves.js';
import type { Route } from '../../state/flag.js';
import { areEqual } from '../../ledger/lines.js';

/** What a departure says of route and people. */
interface Told {
  mode?: string;
  from?: string;
  to?: string;
  toPlace?: string;
  lines?: readonly LineLike[];
  vehicles?: Count;
}

/** A departure of a convoy that is on its way: it confirms route and people, or stands beside those that were told first. */
export function departAgain(state: MissionState, convoy: Convoy, told: Told, entry: Effective): void {
  if (!contradicts(convoy, told)) {
    // What the first departure left open is told by the second one; where people came from stays as they were booked.
    convoy.mode ??= told.mode;
    convoy.to ??= told.to;
    convoy.toPlace ??= told.toPlace;
    convoy.vehicles ??= told.vehicles;
    return confirm(convoy, entry);
  }
  const figures = {
    convoy: convoy.id,
    told: routeOf(told),
    known: routeOf({ ...convoy, lines: convoy.people }),
  };
  contradict(state, convoy, convoy, entry, 'departed-otherwise', figures, [convoy.departed?.revision]);
}

function contradicts({ mode, from, to, toPlace, vehicles, people }: Convoy, told: Told): boolean {
  const isOther = (known: unknown, other: unknown): boolean =>
    known !== undefined && other !== undefined && JSON.stringify(known) !== JSON.stringify(other);
  return (
    isOther(mode, told.mode) ||
    (told.from !== undefined && told.from !== from) ||
    isOther(to, told.to) ||
    isOther(toPlace, told.toPlace) ||
    isOther(vehicles, told.vehicles) ||
    (told.lines !== undefined && (!people || !areEqual(people, told.lines)))
  );
}

const routeOf = ({ from, to, toPlace, lines }: Told): Route => ({ from, to, toPlace, lines });
