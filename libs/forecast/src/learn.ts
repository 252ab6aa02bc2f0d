import type { BaseInput, ExitInputs, ForecastInputs } from './inputs.js';
import { horizonDaysMax, type Parameters } from './parameters.js';
import { deadlineOn, decidedOn, expectedOn, planOn } from './plans.js';
import { hazardOn } from './window.js';

/** A speed that was learnt: what was seen and what the plan expected meanwhile, newer days counting more. */
export interface Tempo {
  seen: number;
  expected: number;
  shape: number;
  rate: number;
  /** Mean of what is now believed; 1 is as fast as planned. */
  mean: number;
  /** How much of it is what was believed before anything was seen, from 0 to 1. */
  priorWeight: number;
}

/** After how many days what was seen counts half. */
export function memoryDays(inputs: ExitInputs, { memoryPart, memoryDaysMin }: Parameters): number {
  const length = deadlineOn(inputs, inputs.today).day - decidedOn(inputs);
  return Math.max(memoryDaysMin, memoryPart * length);
}

/**
 * How far exits stray from their windows, in days, learnt from those whose plan was known long enough before. Inside a wide
 * window nobody sees how far one strayed: each exit counts for as much as it would fall outside on average, if the scale were right.
 */
export function scaleOf({ bases }: ExitInputs, { scaleDays, scaleWeight, planAheadDays }: Parameters): number {
  const seen = bases.flatMap(({ exit, plans }) => {
    const window = exit && planOn({ plans }, exit.day - planAheadDays);
    if (!exit || !window) return [];
    const width = window.until - window.from;
    return [{ width, outside: Math.max(0, window.from - exit.day, exit.day + 1 - window.until) }];
  });
  const sum = seen.reduce((all, { outside }) => all + outside, scaleWeight * scaleDays);
  let scale = scaleDays;
  for (let round = 0; round < scaleRounds; round++) {
    const weight = seen.reduce((all, { width }) => all + partOutside(width, scale), scaleWeight);
    scale = (scale + sum / weight) / 2;
  }
  return scale;
}

/** How far, as a part of the scale, a time falls outside its window on average: 1 for a moment, less the wider it is. */
const partOutside = (width: number, scale: number): number => (scale / width) * (1 - Math.exp(-width / scale));

/** After so many halvings of what is missing nothing is left of it. */
const scaleRounds = 50;

/** The tempo of the bases: closings that were seen against those that the plans expected. Yields after each base. */
export function* tempoOfBases(inputs: ExitInputs, scale: number, of: Parameters): Generator<undefined, Tempo> {
  const memory = memoryDays(inputs, of);
  let [seen, expected] = [0, 0];
  for (const base of inputs.bases) {
    const last = Math.min(inputs.today, base.exit?.day ?? inputs.today);
    for (let day = firstAtRisk(inputs, base); day <= last; day++) {
      const { window, isPlanned } = expectedOn(inputs, base, day);
      if (base.liquidation && !isPlanned) continue;
      const weight = 2 ** ((day - inputs.today) / memory);
      expected += weight * hazardOn(day, window, scale);
      if (day === base.exit?.day) seen += weight;
    }
    yield undefined;
  }
  return tempoFrom(seen, expected, of);
}

/** Nothing is learnt from before the decision to leave, nor from more than the longest horizon ago. */
const firstAtRisk = (inputs: ExitInputs, base: BaseInput): number =>
  Math.max(base.since, decidedOn(inputs), inputs.today - horizonDaysMax);

/** How many leave at once on average, learnt from single departures that were reported. */
export function lumpOf({ departures = [] }: ForecastInputs, { lumpPeople, lumpWeight }: Parameters): number {
  const sum = departures.reduce((all, { people }) => all + people, lumpWeight * lumpPeople);
  return sum / (lumpWeight + departures.length);
}

/** The tempo of people: those who left between two totals count at the middle of the time between, in lumps. */
export function tempoOfPeople(inputs: ForecastInputs, scale: number, of: Parameters): Tempo {
  const memory = memoryDays(inputs, of);
  const staying = stayingMean(inputs, of);
  const lump = lumpOf(inputs, of);
  let [seen, expected] = [0, 0];
  let before = { day: decidedOn(inputs), departed: 0, present: inputs.establishment };
  for (const total of inputs.totals) {
    // Whoever had left by the decision says nothing of the speed since.
    if (total.day <= before.day) {
      before = { ...total, day: before.day };
      continue;
    }
    const middle = (before.day + total.day) / 2;
    seen += (Math.max(0, total.departed - before.departed) / lump) * 2 ** ((middle - inputs.today) / memory);
    for (let day = before.day + 1; day <= total.day; day++) {
      const passed = (day - before.day) / (total.day - before.day);
      const present = before.present + (total.present - before.present) * passed;
      const atRisk = Math.max(0, present - staying) / lump;
      expected += atRisk * hazardOn(day, peopleWindow(inputs, day), scale) * 2 ** ((day - inputs.today) / memory);
    }
    before = total;
  }
  return tempoFrom(seen, expected, of);
}

/** When people are expected to leave: evenly from the decision to the deadline that is known on a day. */
export function peopleWindow(inputs: ExitInputs, day: number): { from: number; until: number } {
  const from = decidedOn(inputs);
  return { from, until: Math.max(from, deadlineOn(inputs, day).day) + 1 };
}

/**
 * How many are expected to stay for the liquidation: every mission has one, also if nobody named a base for it yet. Once every
 * base was left nobody stays.
 */
export const stayingMean = ({ bases, establishment, staying }: ForecastInputs, { stayingPart }: Parameters): number =>
  staying ?? (bases.length > 0 && bases.every(({ exit }) => exit) ? 0 : stayingPart * establishment);

function tempoFrom(seen: number, expected: number, { tempoShape, tempoRate }: Parameters): Tempo {
  const [shape, rate] = [tempoShape + seen, tempoRate + expected];
  return { seen, expected, shape, rate, mean: shape / rate, priorWeight: tempoRate / rate };
}
