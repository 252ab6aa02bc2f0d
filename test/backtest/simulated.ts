import { parameters, type ForecastInputs } from '#libs/forecast';
import { Random } from '../support/random.js';
import { days19, forecastNow, uniformLeft } from './past-forecasts.js';
import { coverage, crps, mean, type Pair } from './score.js';

/** How forecasts of missions did that were simulated, of which everything is known. */
export interface SimulatedScore {
  seed: number;
  missions: number;
  pairs: number;
  coverage80: number;
  crps: number;
  /** As a part of that of uniform over what is left of the window. */
  ofUniform: number;
}

const [start, length, bases] = [19_000, 180, 10];

/**
 * Scores forecasts of missions whose tempo is a draw of what is assumed of any (`strayLog` undefined), or strays from 1 by a normal
 * distribution of the logarithm. Each is asked once for the bases that are open on a day between decision and deadline.
 */
export function scoreSimulated(seed: number, missions: number, draws: number, strayLog?: number): SimulatedScore {
  const random = new Random(seed);
  const pairs = Array.from({ length: missions }, (_, one) => pairsOf(one, random, draws, strayLog)).flat();
  const own = mean(pairs.map(({ ours, truth }) => crps(ours, { truth })));
  const theirs = mean(pairs.map(({ others, truth }) => crps(others.uniform ?? 0, { truth })));
  return {
    seed,
    missions,
    pairs: pairs.length,
    coverage80: coverage(pairs, 0.1, 0.9),
    crps: own,
    ofUniform: own / theirs,
  };
}

function pairsOf(mission: number, random: Random, draws: number, strayLog: number | undefined): Pair[] {
  const exits = new Map<string, number>();
  const all = Array.from({ length: bases }, (_, one) => {
    const from = start + random.below(length - 30);
    return { id: `base-${one}`, window: { from, until: from + 1 + random.below(30) } };
  });
  const tempo = tempoFrom(random, strayLog);
  for (const { id, window } of all) exits.set(id, exitOf(window, tempo, random));
  const today = start + random.below(length);
  const inputs: ForecastInputs = {
    mission: `simulated ${mission}`,
    today,
    deadlines: [{ since: start, day: start + length, revision: 0 }],
    bases: all.map(({ id, window }) => {
      const day = exits.get(id) ?? 0;
      const exit = day <= today ? { exit: { day, revision: 0 } } : {};
      return {
        id,
        name: id,
        liquidation: false,
        since: start,
        plans: [{ since: start, revision: 0, window }],
        ...exit,
      };
    }),
    totals: [],
    establishment: 0,
  };
  return forecastNow(inputs, { draws }).bases.map((base) => ({
    whose: base.id,
    truth: exits.get(base.id) ?? 0,
    ours: days19(base.quantiles),
    others: { uniform: uniformLeft(today, start + length, base) },
    isPlanned: true,
  }));
}

/** A tempo for each day of a mission, by days since the decision. */
type Tempos = (day: number) => number;

/** The tempo of a mission: as it is assumed before anything was seen, one draw that gives way to another. */
function tempoFrom(random: Random, strayLog: number | undefined): Tempos {
  if (strayLog !== undefined) {
    const tempo = Math.exp(strayLog * normal(random));
    return () => tempo;
  }
  const draw = (): number => Math.log(gammaOf(random, parameters.tempoShape) / parameters.tempoRate);
  const [first, rest] = [draw(), draw()];
  const memory = Math.max(parameters.memoryDaysMin, parameters.memoryPart * length);
  return (day) => Math.exp(rest + (first - rest) * 2 ** (-day / memory));
}

/** The day on which a base is left whose hazard is that of its window, worked out from the definition: integrated by days. */
function exitOf({ from, until }: { from: number; until: number }, tempo: Tempos, random: Random): number {
  const scale = parameters.scaleDays;
  const survival = (x: number): number => {
    const risen = (z: number): number =>
      z < 0 ? (scale / 2) * Math.exp(z / scale) : z + (scale / 2) * Math.exp(-z / scale);
    return 1 - (risen(x - from) - risen(x - until)) / (until - from);
  };
  let left = -Math.log(1 - random.next());
  for (let day = start; ; day++) {
    const beyond = day > until + 10 * scale;
    left -= tempo(day - start) * (beyond ? 1 / scale : Math.log(survival(day) / survival(day + 1)));
    if (left <= 0) return day;
  }
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** A draw of Gamma(shape, 1) with a whole shape. */
const gammaOf = (random: Random, shape: number): number =>
  Array.from({ length: shape }, () => -Math.log(1 - random.next())).reduce((sum, one) => sum + one, 0);
