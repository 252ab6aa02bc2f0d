import type { BaseInput, ExitInputs, ForecastInputs } from './inputs.js';
import { lumpOf, memoryDays, peopleWindow, stayingMean, type Tempo } from './learn.js';
import { horizonDaysMax, type Parameters } from './parameters.js';
import { deadlineOn, expectedOn } from './plans.js';
import { exponential, gamma, hashOf, lumps, streamOf } from './random.js';
import { hazardOn } from './window.js';

/** What the trajectories came to: one value of each. */
export interface Drawn {
  /** The day on which each base that is still held is left. */
  exits: ReadonlyMap<string, Float64Array>;
  /** People on the deadline. */
  present: Float64Array;
}

/** What exits are drawn from. */
export interface ExitModel {
  inputs: ExitInputs;
  scale: number;
  tempo: Tempo;
  of: Parameters;
  seed: number;
  draws: number;
}

/** What is drawn from. */
export interface Model extends ExitModel {
  inputs: ForecastInputs;
  people: Tempo;
}

/** So many days of trajectories are gone through between two yields: about a millisecond. */
const daysInSlice = 20_000;

/** Draws the trajectories, yielding now and then. A trajectory's numbers depend on nothing but the seed, and whose they are. */
export function* simulate(model: Model): Generator<undefined, Drawn> {
  return { exits: yield* exitsOf(model), present: yield* presentOnDeadline(model) };
}

/** Draws when bases are left, looking so many days ahead: one that is left later is left on the last of them. */
export function* exitsOf(model: ExitModel, aheadMax = horizonDaysMax): Generator<undefined, Drawn['exits']> {
  const { inputs, scale, draws, seed } = model;
  const open = inOrder(inputs.bases.filter(({ exit }) => !exit));
  const tempos = temposOf(model);
  const drawn = open.map((base) => ({
    name: hashOf(`base ${base.id}`),
    hazards: hazardsOf(inputs, base, scale),
    earliest: base.earliest ?? 0,
    days: new Float64Array(draws),
  }));
  let passed = 0;
  for (let draw = 0; draw < draws; draw++) {
    const tempo = tempos(draw);
    for (const { name, hazards, earliest, days } of drawn) {
      const threshold = exponential(streamOf(seed, name, draw));
      let [sum, ahead] = [0, 0];
      while (sum < threshold && ahead < aheadMax) sum += tempo.at(++ahead) * hazards.at(ahead);
      days[draw] = Math.max(earliest, inputs.today + ahead);
      if ((passed += ahead) > daysInSlice) {
        passed = 0;
        yield undefined;
      }
    }
  }
  const exits = new Map(open.map(({ id }, one) => [id, drawn[one]?.days ?? new Float64Array(draws)]));
  capHubs(open, exits, model.of);
  return exits;
}

/** Satellites come before their hubs. A hub that is its own satellite's satellite is no reason to wait. */
function inOrder(bases: readonly BaseInput[]): BaseInput[] {
  const placed = new Set<string>();
  const order: BaseInput[] = [];
  const place = (base: BaseInput): void => {
    if (placed.has(base.id)) return;
    placed.add(base.id);
    for (const one of bases) if (one.hub === base.id) place(one);
    order.push(base);
  };
  for (const base of bases) place(base);
  return order;
}

/** A hub is left no earlier than its satellites, and what they send there has arrived. */
function capHubs(
  order: readonly BaseInput[],
  exits: ReadonlyMap<string, Float64Array>,
  { travelDays }: Parameters,
): void {
  for (const [place, base] of order.entries()) {
    const own = base.hub === undefined ? undefined : exits.get(base.id);
    const hub = order.findIndex(({ id }) => id === base.hub);
    const hubs = exits.get(base.hub ?? '');
    if (!own || !hubs || hub < place) continue;
    for (const [draw, day] of own.entries())
      hubs[draw] = Math.max(hubs[draw] ?? 0, day + (base.travelDays ?? travelDays));
  }
}

/** A figure of each day ahead, worked out once. Days are asked for in order, or nearly. */
class DaysAhead {
  private readonly known: number[] = [];

  constructor(private readonly of: (ahead: number) => number) {}

  at(ahead: number): number {
    while (this.known.length <= ahead) this.known.push(this.of(this.known.length));
    return this.known[ahead] as number;
  }
}

/** The hazard of a base so many days ahead. */
function hazardsOf(inputs: ExitInputs, base: BaseInput, scale: number): DaysAhead {
  const { window } = expectedOn(inputs, base, inputs.today);
  return new DaysAhead((ahead) => hazardOn(inputs.today + ahead, window, scale));
}

/** The tempo of a trajectory so many days ahead: it returns from what was learnt to what was believed before. */
function temposOf(model: ExitModel, of: Tempo = model.tempo, kind = 'bases'): (draw: number) => DaysAhead {
  const { inputs, seed } = model;
  const memory = memoryDays(inputs, model.of);
  const [learnt, prior] = [hashOf(`tempo ${kind}`), hashOf(`prior ${kind}`)];
  const weights = new DaysAhead((ahead) => 2 ** (-ahead / memory));
  return (draw) => {
    const rest = Math.log(gamma(streamOf(seed, prior, draw), model.of.tempoShape, model.of.tempoRate));
    const more = Math.log(gamma(streamOf(seed, learnt, draw), of.shape, of.rate)) - rest;
    // All bases share a trajectory's tempo: it is worked out once for all of them.
    return new DaysAhead((ahead) => Math.exp(rest + more * weights.at(ahead)));
  };
}

/** People on the deadline, from the last total on: nobody knows better how many there were since. */
function* presentOnDeadline(model: Model): Generator<undefined, Float64Array> {
  const { inputs, scale, draws, seed, of } = model;
  const deadline = deadlineOn(inputs, inputs.today).day;
  const from = inputs.totals.at(-1) ?? { day: inputs.today, present: inputs.establishment };
  const length = Math.min(horizonDaysMax, Math.max(0, deadline - from.day));
  const window = peopleWindow(inputs, inputs.today);
  const hazards = Array.from({ length }, (_, one) => hazardOn(from.day + 1 + one, window, scale));
  const tempos = temposOf(model, model.people, 'people');
  const name = hashOf('people');
  const staying = stayingMean(inputs, of);
  const lump = lumpOf(inputs, of);
  const result = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const stream = streamOf(seed, name, draw);
    // Whoever is planned to stay is known; of others only how many it is as a rule.
    const stray = exponential(stream);
    const floor = Math.min(from.present, inputs.staying ?? staying * stray);
    const tempo = tempos(draw);
    let present = from.present;
    for (const [one, hazard] of hazards.entries()) {
      const ahead = Math.max(0, from.day + 1 + one - inputs.today);
      const leaving = (present - floor) * (1 - Math.exp(-tempo.at(ahead) * hazard));
      present = Math.max(floor, present - lumps(stream, leaving / lump, lump));
    }
    result[draw] = Math.round(present);
    if (draw % 5 === 4) yield undefined;
  }
  return result;
}
