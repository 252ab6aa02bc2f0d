import { dayFrom, type BaseInput, type ExitInputs, type ForecastInputs } from './inputs.js';
import { scaleOf, tempoOfBases, tempoOfPeople, type Tempo } from './learn.js';
import { drawsOf, horizonDaysMax, method, parameters, type Parameters } from './parameters.js';
import { deadlineOn, expectedOn } from './plans.js';
import { hashOf } from './random.js';
import { exitsOf, simulate } from './simulate.js';

/** The probabilities at which quantiles are given. */
export const levels: readonly number[] = Array.from({ length: 19 }, (_, one) => (one + 1) / 20);

/** By when, or how many, with which probability: at 10, 50, 80 and 95 percent, and at each twentieth. */
export interface Quantiles<T> {
  p10: T;
  p50: T;
  p80: T;
  p95: T;
  quantiles: Record<string, T>;
}

/** A base that had not been left. */
export interface BaseForecast extends Quantiles<string> {
  id: string;
  name: string;
  liquidation: boolean;
  /** The last day planned; absent if no plan was known. */
  plannedOn?: string;
  /** The days between which it is expected, by the plan or else by the deadline. */
  window: { from: string; to: string; isPlanned: boolean };
}

/** A forecast, in days and whole people. */
export interface Forecast {
  method: string;
  seed: number;
  draws: number;
  deadline: string;
  /** When the last base that is not for liquidation is left; null if there is none that could be. */
  completion: (Quantiles<string> & { isOver: boolean }) | null;
  /** The probability that it is by the deadline; null if there is no such base. */
  meetsDeadline: number | null;
  presentOnDeadline: Quantiles<number>;
  bases: BaseForecast[];
  /** How far exits stray from their windows, in days. */
  strayDays: number;
  tempo: number;
  closingsSeen: number;
  closingsExpected: number;
  priorWeight: number;
  peopleTempo: number;
  peoplePriorWeight: number;
}

/** What is asked beside the mission. */
export interface ForecastOptions {
  draws?: number;
  parameters?: Parameters;
}

/** Forecasts when bases are left and how many are present on the deadline, yielding now and then. */
export function* forecast(inputs: ForecastInputs, options: ForecastOptions = {}): Generator<undefined, Forecast> {
  const { draws = drawsOf.default, parameters: of = parameters } = options;
  const seed = seedOf(inputs);
  const scale = scaleOf(inputs, of);
  const tempo = yield* tempoOfBases(inputs, scale, of);
  const people = tempoOfPeople(inputs, scale, of);
  yield undefined;
  const { exits, present } = yield* simulate({ inputs, scale, tempo, people, of, seed, draws });
  const deadline = deadlineOn(inputs, inputs.today).day;
  const last = lastOf(inputs, exits, draws);
  const bases: BaseForecast[] = [];
  for (const base of inputs.bases) {
    const days = exits.get(base.id);
    if (days) bases.push(baseForecast(inputs, base, days));
    yield undefined;
  }
  return {
    method,
    seed,
    draws,
    deadline: dayFrom(deadline),
    completion: last && { ...quantilesOf(last, dayFrom), isOver: isOver(inputs) },
    meetsDeadline: last && partBy(deadline, last),
    presentOnDeadline: quantilesOf(present, (count) => count),
    bases,
    strayDays: rounded(scale),
    ...tempoFields(tempo),
    peopleTempo: rounded(people.mean),
    peoplePriorWeight: rounded(people.priorWeight),
  };
}

/**
 * The probability alone that the last base is left by the deadline: the same as in the forecast of as many draws, for much less work.
 * Null if every base was left, or there is none. Yields now and then.
 */
export function* meetsDeadline(inputs: ExitInputs, draws: number): Generator<undefined, number | null> {
  if (isOver(inputs)) return null;
  const scale = scaleOf(inputs, parameters);
  const tempo = yield* tempoOfBases(inputs, scale, parameters);
  const deadline = deadlineOn(inputs, inputs.today).day;
  // How long after the deadline a base is left changes nothing.
  const ahead = Math.min(horizonDaysMax, Math.max(1, deadline + 1 - inputs.today));
  const exits = yield* exitsOf({ inputs, scale, tempo, of: parameters, seed: seedOf(inputs), draws }, ahead);
  const last = lastOf(inputs, exits, draws);
  return last && partBy(deadline, last);
}

const seedOf = ({ mission }: ExitInputs): number => hashOf(`${mission} ${method}`);

/** Whether every base was left, but for those that stay for the liquidation. */
const isOver = ({ bases }: ExitInputs): boolean => bases.every(({ liquidation, exit }) => liquidation || exit);

/** Which part of the draws is on a day or before. */
const partBy = (day: number, draws: Float64Array): number =>
  rounded(draws.filter((one) => one <= day).length / draws.length);

function baseForecast(inputs: ForecastInputs, base: BaseInput, days: Float64Array): BaseForecast {
  const { window, isPlanned } = expectedOn(inputs, base, inputs.today);
  return {
    id: base.id,
    name: base.name,
    liquidation: base.liquidation,
    ...(isPlanned && { plannedOn: dayFrom(window.until - 1) }),
    window: { from: dayFrom(window.from), to: dayFrom(window.until - 1), isPlanned },
    ...quantilesOf(days, dayFrom),
  };
}

const tempoFields = ({ mean, seen, expected, priorWeight }: Tempo) => ({
  tempo: rounded(mean),
  closingsSeen: rounded(seen),
  closingsExpected: rounded(expected),
  priorWeight: rounded(priorWeight),
});

/** In each trajectory, the day on which the last base that is not for liquidation was or will be left. */
function lastOf(inputs: ExitInputs, exits: ReadonlyMap<string, Float64Array>, draws: number): Float64Array | null {
  const counted = inputs.bases.filter(({ liquidation }) => !liquidation);
  if (counted.length === 0) return null;
  const last = new Float64Array(draws).fill(Number.NEGATIVE_INFINITY);
  for (const { id, exit } of counted)
    for (let draw = 0; draw < draws; draw++)
      last[draw] = Math.max(last[draw] ?? 0, exit?.day ?? exits.get(id)?.[draw] ?? 0);
  return last;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The smallest value that so large a part of the draws does not exceed. */
function quantilesOf<T>(draws: Float64Array, shown: (value: number) => T): Quantiles<T> {
  const sorted = draws.toSorted();
  const at = (level: number): T => shown(sorted[Math.max(0, Math.ceil(level * sorted.length - 1e-9) - 1)] as number);
  return {
    p10: at(0.1),
    p50: at(0.5),
    p80: at(0.8),
    p95: at(0.95),
    quantiles: Object.fromEntries(levels.map((level) => [level.toFixed(2), at(level)])),
  };
}
