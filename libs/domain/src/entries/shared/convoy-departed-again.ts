import type { LineLike } from '../../ledger/accounts.js';
import type { Count } from '../../values/count.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../../state/mission.js';
import type { Convoy } from '../../state/convoy.js';
import { confirm, contradict } from './convoy-moves.js';
import { linesInWords } from './people-lines.js';
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
  const message = `Convoy ${convoy.id} is said to have departed${inWords(told)}, but it was under way${inWords({ ...convoy, lines: convoy.people })}. Correct one of the entries, or report that it arrived or turned back before.`;
  contradict(state, convoy, convoy, entry, 'departed-otherwise', message, [convoy.departed?.revision]);
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

const inWords = ({ from, to, toPlace, lines }: Told): string =>
  `${from === undefined ? '' : ` from ${from}`}${to === undefined ? '' : ` for ${toPlace ?? to}`}${lines ? ` with ${linesInWords(lines)}` : ''}`;
