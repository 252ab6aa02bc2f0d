import { nextDay, shiftDay, startOf, zoneOf, type MissionState } from '#libs/domain';
import { inputsInSteps, meetsDeadline, type ExitInputs, type KnownAt } from '#libs/forecast';
import { inOrder, type Condition } from './condition.js';

/** Keeps the probabilities of days that were forecast: the same inputs give the same. */
export interface ProbabilityCache {
  get(inputs: string): number | null | undefined;
  set(inputs: string, probability: number | null): void;
}

/** Below this on two days it is an alert; above the other it ends. */
const [lowMax, highMin] = [0.5, 0.6];

/** As many days are looked back at: beyond them it began then or earlier. */
const daysBackMax = 35;

/** So many trajectories are drawn, fewer for missions of many bases: what a day costs is bounded. */
const [drawsMax, drawsMin, trajectoriesMax] = [200, 50, 20_000];

/** What was forecast at the end of a day. */
interface Forecast {
  /** Days since 1970. */
  day: number;
  probability: number;
}

/**
 * That the deadline is at risk: less likely than not at the end of two days in a row, and never above 60 percent since. A day is
 * forecast once, after its end, from what is known now of what had happened by then.
 */
export function* ofForecast(
  state: MissionState,
  at: number,
  known: KnownAt,
  cache: ProbabilityCache,
): Generator<undefined, Condition[]> {
  const { mission } = state;
  if (!mission) return [];
  // Nothing else moves when bases are left: an entry that moves people has no day forecast anew.
  const { today, deadlines, bases } = yield* inputsInSteps(state, at, known);
  const days = yield* lookedBack({ mission: mission.id, today, deadlines, bases }, cache);
  const low = firstLow(days);
  const last = days.at(-1);
  if (low === undefined || !last) return [];
  const openPlans = [...state.bases.values()].flatMap(({ plan }) => plan.history.at(-1)?.revision ?? []);
  return [
    {
      rule: 'forecast-at-risk',
      subject: 'deadline',
      since: startOf(nextDay(dayFrom(low)), zoneOf(state)),
      ...(days.length >= daysBackMax && days[0]?.day === low && { orEarlier: true as const }),
      entries: inOrder([mission.deadlineHistory.at(-1)?.revision ?? 0, ...openPlans]),
      figures: {
        kind: 'forecast',
        percent: Math.round(last.probability * 100),
        day: dayFrom(last.day),
        deadline: mission.deadline,
      },
    },
  ];
}

/** The forecasts of the days before today, oldest first, back to the last that was above 60 percent. */
function* lookedBack(inputs: ExitInputs, cache: ProbabilityCache): Generator<undefined, Forecast[]> {
  const days: Forecast[] = [];
  const began = Math.min(...inputs.deadlines.map(({ since }) => since));
  for (let day = inputs.today - 1; day >= began && days.length < daysBackMax; day--) {
    const probability = yield* probabilityOn(inputsOn(inputs, day), cache);
    if (probability === null || probability > highMin) break;
    days.unshift({ day, probability });
  }
  return days;
}

/** The first of two days in a row that were below a half; undefined if there were none. */
const firstLow = (days: readonly Forecast[]): number | undefined =>
  days.find(({ probability }, index) => probability < lowMax && (days[index + 1]?.probability ?? 1) < lowMax)?.day;

/** What is known now of what had happened, and was planned, by the end of a day. */
const inputsOn = (inputs: ExitInputs, day: number): ExitInputs => ({
  ...inputs,
  today: day,
  deadlines: inputs.deadlines.filter(({ since }) => since <= day),
  bases: inputs.bases
    .filter(({ since }) => since <= day)
    .map(({ exit, ...base }) => ({
      ...base,
      plans: base.plans.filter(({ since }) => since <= day),
      ...(exit && exit.day <= day && { exit }),
    })),
});

/** The probability of the deadline, once for the same inputs; null if every base has been left, or there is none. */
function* probabilityOn(inputs: ExitInputs, cache: ProbabilityCache): Generator<undefined, number | null> {
  const key = JSON.stringify(inputs);
  const kept = cache.get(key);
  if (kept !== undefined) return kept;
  const draws = Math.max(drawsMin, Math.min(drawsMax, Math.floor(trajectoriesMax / Math.max(1, inputs.bases.length))));
  const probability = yield* meetsDeadline(inputs, draws);
  cache.set(key, probability);
  return probability;
}

const dayFrom = (day: number): string => shiftDay('1970-01-01', day);
