import { peopleIn } from '../../ledger/places.js';
import { lastFigure, totalUntil } from '../../state/mission-totals.js';
import type { MissionState } from '../../state/mission.js';
import { isCounted } from '../../state/stated-numbers.js';
import { staysIn } from '../../state/staying.js';
import { boundsOf } from '../../values/count.js';
import { daysBetween, shiftDay } from '../../values/occurrence.js';
import { oneDecimal } from '../rounding.js';
import { today, type AsOf } from '../as-of.js';

/** Whether people leave fast enough. */
export type PeopleWord = 'on-track' | 'tight' | 'will-miss' | 'starting' | 'no-recent-figure';

/** How many had left the mission by the end of a day. */
export interface Gone {
  date: string;
  departed: number;
}

/** What the verdict on people is worked out from: days of the mission's zone, and people (best values). */
export interface PeopleInputs {
  date: string;
  startsOn: string;
  deadline: string;
  /** The last total of the mission, or what stands for it. */
  total: (Gone & { present: number }) | undefined;
  /** The total that it is compared with, or the start. */
  since: Gone;
  /** Who is meant to stay beyond the deadline. */
  staying: number;
}

/** Whether people leave fast enough, by the totals that were reported of the whole mission. */
export interface PeopleVerdict {
  verdict: PeopleWord;
  /** People a day from `since` to the last total. */
  reachedPerDay: number | null;
  /** People a day from the last total to the deadline, so that nobody is left who is not meant to stay. */
  neededPerDay: number | null;
  /** Who would be left on the deadline at the pace that was reached. */
  leftOnDeadline: number | null;
  /** The day of the last total. */
  asOf: string | null;
  /** Its age in calendar days. */
  ageDays: number | null;
  /** The verdict of the last total if that is too old to go by. */
  last?: PeopleWord;
  departed: number | null;
  present: number | null;
  staying: number;
  since: Gone | null;
}

/** Most days for which a total says how fast people leave. */
const ageDaysMax = 21;

/** Least days between two totals that are compared. */
const apartDaysMin = 7;

/** From a total to the deadline, of which at least one day is counted. */
const daysLeftAt = (total: Gone, deadline: string): number => Math.max(1, daysBetween(total.date, deadline));

const daysFrom = (since: Gone, total: Gone): number => Math.max(1, daysBetween(since.date, total.date));

/** People a day from one total to another (not rounded); undefined if there is none. */
export const reachedPerDay = ({ total, since }: Pick<PeopleInputs, 'total' | 'since'>): number | undefined =>
  total && (total.departed - since.departed) / daysFrom(since, total);

/** The first tenth of the time says nothing of the pace. */
const isStarting = ({ date, startsOn, deadline }: PeopleInputs): boolean =>
  10 * daysBetween(startsOn, date) < daysBetween(startsOn, deadline);

/** Works out the verdict on people. */
export function peopleFrom(inputs: PeopleInputs): PeopleVerdict {
  const { date, deadline, total, since, staying } = inputs;
  if (!total) {
    const nothing = { reachedPerDay: null, neededPerDay: null, leftOnDeadline: null, asOf: null, ageDays: null };
    const verdict = isStarting(inputs) ? 'starting' : 'no-recent-figure';
    return { verdict, ...nothing, departed: null, present: null, staying, since: null };
  }
  const toLeave = Math.max(0, total.present - staying);
  const gone = total.departed - since.departed;
  const [past, left] = [daysFrom(since, total), daysLeftAt(total, deadline)];
  const ageDays = daysBetween(total.date, date);
  // In whole numbers, so that a pace that is just enough is enough.
  const word = gone * left >= toLeave * past ? 'on-track' : 2 * gone * left >= toLeave * past ? 'tight' : 'will-miss';
  const isOld = ageDays > ageDaysMax;
  return {
    verdict: isStarting(inputs) ? 'starting' : isOld ? 'no-recent-figure' : word,
    reachedPerDay: oneDecimal(gone / past),
    neededPerDay: oneDecimal(toLeave / left),
    leftOnDeadline: Math.max(0, Math.round(toLeave - (gone * Math.max(0, daysBetween(total.date, deadline))) / past)),
    asOf: total.date,
    ageDays,
    ...(isOld && !isStarting(inputs) && { last: word }),
    departed: total.departed,
    present: total.present,
    staying,
    since,
  };
}

/** The verdict that a status goes by: the last one, if no figure is recent; undefined if there never was one. */
export const lastWord = ({ verdict, last }: Pick<PeopleVerdict, 'verdict' | 'last'>): PeopleWord | undefined =>
  verdict === 'no-recent-figure' ? last : verdict;

/** What the verdict on people is worked out from, on a day. */
export function peopleInputsOf(state: MissionState, asOf: AsOf): PeopleInputs {
  const date = today(state, asOf);
  const { startsOn = date, deadline = date } = state.mission ?? {};
  const last = lastFigure(state);
  const before = last && totalUntil(state, shiftDay(last.day, -apartDaysMin));
  return {
    date,
    startsOn,
    deadline,
    total: last && { date: last.day, departed: last.departed, present: last.present },
    since: before ? { date: before.day, departed: before.departed } : { date: startsOn, departed: 0 },
    staying: stayingIn(state),
  };
}

/** Who is meant to stay: as planned; where nobody planned it, the people of the liquidation bases of which somebody said how many they are. */
function stayingIn(state: MissionState): number {
  const stays = staysIn(state);
  if (stays.length > 0) return stays.reduce((sum, { people }) => sum + boundsOf(people).best, 0);
  let staying = 0;
  for (const base of state.bases.values())
    if (base.liquidation && isCounted(state, base.id)) staying += peopleIn(state.books, `base/${base.id}`).best;
  return staying;
}
