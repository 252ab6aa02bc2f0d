import { poolBounds, type PoolBound } from './bounds.js';
import { criticalPath, drivingChain, type Times } from './critical-path.js';
import { never, type Plan } from './plan.js';
import { randomFrom } from './random.js';
import { Serial, type Schedule } from './serial.js';

/** Most orders that are tried, and most convoys that are given a day in all of them: few convoys are tried in more orders, which costs little. */
const passesMax = 200;
const placementsMax = 100_000;
const placementsOfFew = 10_000;

/** Whether, and by when, a plan can be carried out. */
export interface Feasibility {
  times: readonly Times[];
  /** The bases that decide the last arrival. */
  criticalPath: readonly number[];
  /** When the last base that counts can have been left, by a schedule that obeys every rule; Infinity if none was found. */
  feasibleBy: number;
  /** No schedule ends before: of the critical path, and of each pool. -Infinity if no base counts. */
  noEarlierThan: number;
  bounds: readonly PoolBound[];
  /** Of each pool the most that there ever is. */
  poolMost: readonly number[];
  /** Of each pool the days until the end of the witness on which all of it is taken. */
  fullDays: readonly (readonly number[])[];
  /** Of the witness, by base: when its first convoy leaves, the last one leaves and has arrived. */
  witness: readonly { starts: number; leaves: number; arrives: number }[];
  /** The days of each convoy of the witness, by base and load. */
  departures: readonly (readonly (readonly number[])[])[];
}

/** Works out whether a plan can be carried out, yielding after each order that was tried. The same plan gives the same answer. */
export function* feasibility(plan: Plan): Generator<undefined, Feasibility> {
  const times = criticalPath(plan);
  const chain = drivingChain(plan, times);
  const last = chain.at(-1);
  const serial = new Serial(plan);
  const bounds = poolBounds(plan, serial.pools);
  const path = last === undefined ? -never : (times[last]?.arrives ?? -never);
  const noEarlierThan = Math.max(path, ...(last === undefined ? [] : bounds.map((bound) => bound.noEarlierThan)));
  const best = yield* bestOf(serial, times, noEarlierThan);
  serial.takeAll(best);
  return {
    times,
    criticalPath: chain,
    feasibleBy: best.end === -never ? never : best.end,
    noEarlierThan,
    bounds,
    poolMost: plan.pools.map((_, pool) => serial.pools.mostOf(pool)),
    fullDays: plan.pools.map((_, pool) =>
      serial.pools.fullDays(pool, plan.today, Number.isFinite(best.end) ? best.end : plan.today),
    ),
    witness: plan.bases.map((_, base) => serial.spanOf(base, best.days)),
    departures: plan.bases.map((_, base) =>
      serial.jobs
        .filter((job) => job.base === base)
        .map(({ first, load }) => Array.from(best.days.subarray(first, first + load.convoys))),
    ),
  };
}

/** The best schedule that was found: by latest finish, by the plan in force, by random orders, and forward-backward once. */
function* bestOf(serial: Serial, times: readonly Times[], bound: number): Generator<undefined, Schedule> {
  const { plan, convoys } = serial;
  const latest = keysOf(serial, (base) => (times[base]?.leaves ?? 0) + (times[base]?.slack ?? 0));
  let keys = latest;
  let best = serial.inOrderOf(latest);
  yield undefined;
  let ranks: { days: Float64Array; keys: Float64Array } | undefined;
  const keep = (found: Schedule | undefined, by: Float64Array): void => {
    if (found && found.end < best.end) [best, keys, ranks] = [found, by, undefined];
  };
  const inForce = keysOf(serial, (base) => plan.bases[base]?.planned ?? never);
  keep(serial.onDays(plannedDays(serial)), inForce);
  if (best.end > bound) keep(serial.inOrderOf(inForce), inForce);
  yield undefined;
  const random = randomFrom(convoys);
  const passesIn = (placements: number): number => Math.floor(placements / Math.max(1, convoys));
  const passes = Math.max(passesIn(placementsOfFew), Math.min(passesMax, passesIn(placementsMax)));
  for (let pass = 0; pass < passes && best.end > bound && best.end !== never; pass++) {
    ranks ??= { days: ranksOf(best.days), keys: ranksOf(keys) };
    // In turn: the best one shaken a little, the first one shaken a lot, and one that is drawn anew.
    const [of, most] = (
      [
        [ranks.days, 6],
        [ranks.keys, convoys / 3],
      ] as const
    )[pass % 3] ?? [undefined, 1];
    const shaken = Float64Array.from({ length: convoys }, (_, convoy) => (of?.[convoy] ?? 0) + random() * most);
    keep(serial.inOrderOf(shaken), shaken);
    yield undefined;
  }
  if (best.end > bound && best.end !== never) {
    const backward = justified(serial, best);
    keep(serial.inOrderOf(backward), backward);
    yield undefined;
  }
  return best;
}

/** A key for each convoy by its base; of equal ones the larger load comes first. */
function keysOf(serial: Serial, keyOf: (base: number) => number): Float64Array {
  const keys = new Float64Array(serial.convoys);
  for (const { base, load, first } of serial.jobs) {
    const key = keyOf(base);
    const size = (load.convoys * Math.max(1, load.hold)) / 1e6;
    keys.fill(Number.isFinite(key) ? key - size : key, first, first + load.convoys);
  }
  return keys;
}

/** The places of convoys in the order of their keys. */
function ranksOf(keys: Float64Array): Float64Array {
  const ranks = new Float64Array(keys.length);
  [...keys.keys()]
    .toSorted((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
    .forEach((convoy, rank) => {
      ranks[convoy] = rank;
    });
  return ranks;
}

/** On which day the plan in force has each convoy leave: as planned one by one, else on the day on which its base is to be left. */
function plannedDays({ plan, jobs, convoys }: Serial): Float64Array {
  const days = new Float64Array(convoys).fill(never);
  for (const { base, load, first } of jobs) {
    const planned = plan.bases[base]?.planned ?? never;
    for (let convoy = 0; convoy < load.convoys; convoy++) days[first + convoy] = load.plannedOn?.[convoy] ?? planned;
  }
  return days;
}

/** As late as each convoy can leave without a later end, the last first: an order in which there may be room before. */
function justified(serial: Serial, best: Schedule): Float64Array {
  const { plan, pools } = serial;
  const late = best.days.slice();
  serial.takeAll(best);
  const order = [...late.keys()].toSorted((a, b) => (best.days[b] ?? 0) - (best.days[a] ?? 0) || b - a);
  for (const convoy of order) {
    const day = best.days[convoy] ?? never;
    const { job } = serial.jobOf(convoy);
    if (day === never || plan.bases[job.base]?.counts !== true) continue;
    pools.take(job.load, day, -1);
    const found = pools.lastDay(job.load, best.end - job.load.travel, day);
    late[convoy] = Math.max(day, found);
    pools.take(job.load, late[convoy] ?? day);
  }
  return late;
}
