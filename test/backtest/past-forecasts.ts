import {
  dayOf,
  daysOf,
  endOf,
  fold,
  ownKnown,
  shiftDay,
  timeZoneOf,
  wholeHandover,
  zoneOf,
  type Entry,
  type MissionState,
} from '#libs/domain';
import {
  forecast,
  inputsOf,
  levels,
  numberOf,
  parameters,
  type BaseForecast,
  type Forecast,
  type ForecastInputs,
} from '#libs/forecast';
import type { Came, Pair, Quantile19 } from './score.js';

/** What was forecast of a log day by day, and what came. */
export interface Backtested {
  bases: Pair[];
  liquidation: Pair[];
  people: Pair[];
  /** Of each day with a probability for the deadline: that, and whether it was met. */
  deadline: { said: number; came: boolean }[];
  days: number;
}

const dayText = (day: number): string => shiftDay('1970-01-01', day);

/** The inputs as they were known at the end of a day; undefined before anything was. */
export function inputsAt(entries: readonly Entry[], day: number): ForecastInputs | undefined {
  const timeZone = timeZoneOf(entries);
  const at = endOf(dayText(day), timeZone);
  const { state } = fold(entries, { knownAt: at, validAt: at });
  const known = (revision: number): number | undefined => {
    const entry = entries[revision];
    return entry && ownKnown(entry, timeZone);
  };
  return state.mission && inputsOf(state, at, known);
}

/** A forecast, at once. */
export function forecastNow(...given: Parameters<typeof forecast>): Forecast {
  const work = forecast(...given);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

/** The day on which a base was left; of one that is known by its month alone, the first and the last that it may have been. */
export type Exit = Came & { day: number };

/** What forecasts of a log are scored against, and what was known on each day: neither depends on how they are made. */
export interface Past {
  days: readonly ForecastInputs[];
  exits: ReadonlyMap<string, Exit>;
  liquidation: ReadonlySet<string>;
  deadline: number;
  presentThen: number | undefined;
  /** Why nobody knows how many were present on the deadline, where that is so. */
  whyNoPeople?: string;
  /** The last day of which the log tells. */
  told: number;
  /** When the last base was left that is not for liquidation; never where one still stands. */
  completed: number;
}

/** What was known of a log on every day from the decision to leave to the last exit, and what came. */
export function pastOf(entries: readonly Entry[]): Past {
  const { state } = fold(entries, { validAt: Number.MAX_SAFE_INTEGER });
  const final = inputsOf(state, Date.parse('9000-01-01'), (revision) => ownKnown(entries[revision] as Entry, 'UTC'));
  const exits = new Map(final.bases.flatMap(({ id, exit }) => (exit ? [[id, exitIn(state, id, exit)] as const] : [])));
  const first = Math.min(...final.deadlines.map(({ since }) => since));
  const deadline = final.deadlines.at(-1)?.day ?? first;
  const counted = final.bases.filter(({ liquidation }) => !liquidation);
  const end = Math.max(...[...exits.values()].map(({ day }) => day), first);
  const days = Array.from({ length: end - first }, (_, one) => inputsAt(entries, first + one));
  const told = Math.max(...entries.map(({ placedAt }) => numberOf(dayOf(Date.parse(placedAt), zoneOf(state)))));
  // Of a deadline after the end of the log nobody knows what came of it.
  const presentThen = told < deadline ? undefined : peopleOn(entries, deadline);
  const whyNoPeople = told < deadline ? 'the log ends before the deadline' : 'nothing says how many were there';
  return {
    days: days.filter((inputs) => inputs !== undefined),
    exits,
    liquidation: new Set(final.bases.flatMap(({ id, liquidation }) => (liquidation ? [id] : []))),
    deadline,
    presentThen,
    ...(presentThen === undefined && { whyNoPeople }),
    told,
    completed: counted.every(({ id }) => exits.has(id))
      ? Math.max(...counted.map(({ id }) => exits.get(id)?.day ?? 0))
      : Number.POSITIVE_INFINITY,
  };
}

/** When a base was left, by the words of the entry that says so. */
function exitIn(state: MissionState, id: string, { day, revision }: { day: number; revision: number }): Exit {
  const base = state.bases.get(id);
  const facts = base ? [base.vacated, wholeHandover(base), base.lost] : [];
  const words = facts.find((fact) => fact?.revision === revision)?.occurredAt ?? '';
  if (words.length !== 'yyyy-mm'.length) return { day, truth: day };
  const { first, last } = daysOf(words);
  return { day, truth: numberOf(first), until: numberOf(last) };
}

/** Scores the forecasts of every day, each made with what was known then alone. */
export function backtest({ days, exits, ...came }: Past, of = parameters, draws = 1000): Backtested {
  const result: Backtested = { bases: [], liquidation: [], people: [], deadline: [], days: 0 };
  for (const inputs of days) {
    const day = inputs.today;
    const made = forecastNow(inputs, { draws, parameters: of });
    result.days++;
    for (const base of made.bases) {
      const exit = exits.get(base.id);
      if (exit === undefined || exit.day <= day) continue;
      const { day: _day, ...truth } = exit;
      const pair = { whose: base.id, ...truth, ours: days19(base.quantiles), isPlanned: base.window.isPlanned };
      const which = came.liquidation.has(base.id) ? 'liquidation' : 'bases';
      result[which].push({ ...pair, others: othersOf(inputs, made, base) });
    }
    const deadline = numberOf(made.deadline);
    const isKnown = Number.isFinite(came.completed) || came.told > deadline;
    if (made.meetsDeadline !== null && day < came.completed && day <= deadline && isKnown)
      result.deadline.push({ said: made.meetsDeadline, came: came.completed <= deadline });
    if (came.presentThen !== undefined && day < came.deadline && deadline === came.deadline)
      result.people.push(peoplePair(inputs, made, deadline, came.presentThen));
  }
  return result;
}

export const days19 = (quantiles: Record<string, string>): Quantile19 =>
  levels.map((level) => numberOf(quantiles[level.toFixed(2)] as string));

function othersOf(inputs: ForecastInputs, made: Forecast, base: BaseForecast): Pair['others'] {
  const { window } = base;
  const [today, deadline] = [inputs.today, numberOf(made.deadline)];
  const [from, to] = [numberOf(window.from), numberOf(window.to)];
  const open = inputs.bases.filter(({ exit }) => !exit).length;
  const gone = inputs.bases.length - open;
  const perDay = gone / Math.max(1, today - (inputs.deadlines[0]?.since ?? today));
  return {
    'plan, middle': window.isPlanned ? Math.floor((from + to) / 2) : deadline,
    'plan, last day': window.isPlanned ? to : deadline,
    trend: perDay > 0 ? today + (open + 1) / 2 / perDay : deadline,
    uniform: uniformLeft(today, deadline, base),
  };
}

/** Uniform over what is left of a window, else until the deadline. */
export function uniformLeft(today: number, deadline: number, { window }: Pick<BaseForecast, 'window'>): Quantile19 {
  const [from, to] = [numberOf(window.from), numberOf(window.to)];
  const left = Math.max(today + 1, from);
  const until = to >= left ? to : Math.max(deadline, left);
  return levels.map((level) => left + level * (until + 1 - left) - 0.5);
}

function peoplePair(inputs: ForecastInputs, made: Forecast, deadline: number, truth: number): Pair {
  const last = inputs.totals.at(-1) ?? { day: inputs.today, present: inputs.establishment, departed: 0 };
  const perDay = last.departed / Math.max(1, last.day - (inputs.deadlines[0]?.since ?? last.day));
  return {
    whose: String(Math.floor(inputs.today / 7)),
    truth,
    ours: levels.map((level) => made.presentOnDeadline.quantiles[level.toFixed(2)] as number),
    others: { 'even pace': 0, trend: Math.max(0, last.present - perDay * (deadline - last.day)) },
    isPlanned: true,
  };
}

/** Who was present on a day by all that is known now, by the last total until then. */
function peopleOn(entries: readonly Entry[], day: number): number | undefined {
  const at = endOf(dayText(day), timeZoneOf(entries));
  const { state } = fold(entries, { validAt: at });
  return inputsOf(state, at, () => undefined).totals.at(-1)?.present;
}
