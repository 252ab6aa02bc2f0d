import {
  dayIn,
  daysBetween,
  peopleInputsOf,
  shiftDay,
  startOf,
  zoneOf,
  type MissionState,
  type MissionTotal,
} from '#libs/domain';
import { inOrder, type Condition } from './condition.js';

/** Two totals that are so many days apart at least tell of a pace. */
const apartDaysMin = 7;

/** How fast people left between two totals. */
interface Stretch {
  perDay: number;
  from: string;
  to: string;
  entries: number[];
}

/** Where more people must leave a day until the deadline than ever did in seven days. */
export function ofPace(state: MissionState, at: number): Condition[] {
  const { mission } = state;
  const totals = [...state.figures.totals];
  if (!mission || totals.length === 0) return [];
  const { staying } = peopleInputsOf(state, { at });
  const bests = bestsUntil(totals, mission.startsOn);
  const deadlines = mission.deadlineHistory.map(({ date, at: moved }) => ({ date, from: dayIn(state, moved) }));
  const on = (day: string) => requiredAt({ totals, bests, deadlines, deadline: mission.deadline, staying }, day);
  const today = dayIn(state, at);
  const now = on(today);
  if (!now) return [];
  let since = today;
  for (let day = shiftDay(since, -1); day >= mission.startsOn && on(day); day = shiftDay(day, -1)) since = day;
  const { best, total, requiredPerDay, leaving } = now;
  return [
    {
      rule: 'pace-too-slow',
      subject: 'deadline',
      since: startOf(since, zoneOf(state)),
      entries: inOrder([total.revision, ...best.entries, mission.deadlineHistory.at(-1)?.revision ?? total.revision]),
      figures: {
        kind: 'pace',
        requiredPerDay: oneDecimal(requiredPerDay),
        bestPerDay: oneDecimal(best.perDay),
        from: best.from,
        to: best.to,
        deadline: mission.deadline,
        ...(today > mission.deadline && { overdue: { people: leaving, asOf: total.day } }),
      },
    },
  ];
}

/** The best stretch up to each total; undefined before there is one. */
function bestsUntil(totals: readonly MissionTotal[], startsOn: string): (Stretch | undefined)[] {
  let best: Stretch | undefined;
  return totals.map((total, index) => {
    const earlier = [{ day: startsOn, departed: 0, revision: undefined }, ...totals.slice(0, index)];
    for (const one of earlier) {
      const days = daysBetween(one.day, total.day);
      const perDay = (total.departed - one.departed) / days;
      if (days < apartDaysMin || (best && best.perDay >= perDay)) continue;
      best = {
        perDay,
        from: one.day,
        to: total.day,
        entries: [...(one.revision === undefined ? [] : [one.revision]), total.revision],
      };
    }
    return best;
  });
}

/** What the pace that a day requires is worked out from. */
interface Inputs {
  totals: readonly MissionTotal[];
  bests: readonly (Stretch | undefined)[];
  /** Each deadline, and the day from which it was in force. */
  deadlines: readonly { date: string; from: string }[];
  /** The deadline before any was in force. */
  deadline: string;
  staying: number;
}

/** What a day required of the days left, if that is more than the best so far. */
function requiredAt({ totals, bests, deadlines, deadline, staying }: Inputs, day: string) {
  const index = totals.findLastIndex((one) => one.day <= day);
  const [total, best] = [totals[index], bests[index]];
  if (!total || !best) return undefined;
  const { date } = deadlines.findLast(({ from }) => from <= day) ?? { date: deadline };
  const leaving = Math.max(0, total.present - staying);
  const requiredPerDay = leaving / Math.max(1, daysBetween(day, date));
  return requiredPerDay > best.perDay ? { total, best, requiredPerDay, leaving } : undefined;
}

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;
