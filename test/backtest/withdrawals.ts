import { shiftDay } from '#libs/domain';
import type { TestCommand } from '../support/log.js';
import { Random } from '../support/random.js';

/** How a withdrawal that never was is made up. Days are counted from its first. */
interface MadeUp {
  seed: number;
  bases: number;
  /** Days from the decision to the deadline. */
  length: number;
  /** Day on which a base is planned to be left; undefined for none. */
  plan?: (base: number, random: Random) => number;
  /** Days from that, or from the decision, to when it is left; undefined if it is not. */
  left?: (base: number, random: Random) => number | undefined;
  /** How times are told: by their days, or by their months. */
  precision?: 'day' | 'month';
  people?: number;
  hasTotals?: boolean;
  /** What else is said, in whatever order. */
  further?: readonly TestCommand[];
}

const start = '2030-01-01';
const on = (day: number): string => shiftDay(start, day);

/** A made-up withdrawal as the lines of a log, in the order in which they happened. */
function madeUp({ seed, bases, length, plan, left, precision = 'day', people = 8000, ...more }: MadeUp): TestCommand[] {
  const random = new Random(seed);
  const told = (day: number): string => (precision === 'day' ? on(day) : on(day).slice(0, 7));
  const lines: { day: number; line: TestCommand }[] = [];
  const say = (day: number, command: string, data: object, occurredAt = told(day)): void => {
    lines.push({ day, line: { command, ...data, occurredAt } });
  };
  say(0, 'open-mission', opening(people, length), start);
  const gone: number[] = [];
  for (let base = 0; base < bases; base++) {
    const id = `base-${base}`;
    say(0, 'establish-base', { base: id, name: `Base ${base}`, kind: 'camp' }, start);
    const planned = plan && Math.min(length, plan(base, random));
    if (planned !== undefined) say(5, 'schedule-withdrawal', { base: id, on: told(planned) }, on(5));
    const after = left?.(base, random);
    if (after === undefined) continue;
    const day = Math.max(6, (planned ?? 0) + after);
    // No order names a day beyond the deadline in force.
    const slipped = Math.min(length, day);
    if (planned !== undefined && after > 10 && slipped > planned + 31)
      say(planned, 'postpone-withdrawal', slip(id, told(slipped)), on(planned));
    say(day, 'report-base-vacated', { base: id });
    gone.push(day);
  }
  const last = Math.max(length, ...gone);
  for (let day = 30; (more.hasTotals ?? true) && day <= last + 1; day += 30) {
    const part = gone.filter((one) => one <= day).length / Math.max(1, bases);
    const count = Math.round(people * (1 - 0.95 * part));
    say(day, 'report-strength', { measure: 'present', component: 'all', count });
  }
  for (const line of more.further ?? []) lines.push({ day: daysUntil(line.occurredAt ?? start), line });
  return lines.toSorted((one, other) => one.day - other.day).map(({ line }) => line);
}

const daysUntil = (day: string): number => Math.round((Date.parse(day) - Date.parse(start)) / 86_400_000);

const opening = (people: number, length: number): object => ({
  name: 'Made up',
  hostCountry: 'Chad',
  authority: 'nobody: this withdrawal never was',
  startsOn: start,
  deadline: on(length),
  timeZone: 'Africa/Ndjamena',
  strength: [{ component: 'all', count: people }],
});

const slip = (base: string, to: string): object => ({ base, on: to, reason: 'a slip' });
const moved = (to: number, said: number): TestCommand => ({
  command: 'move-deadline',
  to: on(to),
  authority: 'council',
  reason: 'behind',
  occurredAt: on(said),
});

/** How far an exit strays from its plan: mostly a few days late, now and then weeks. */
const strays = (_: number, random: Random): number =>
  random.below(12) - 4 + (random.chance(0.2) ? random.below(40) : 0);
const inWaves = (base: number): number => 40 + 45 * (base % 4);

/**
 * The end of UNAMID (Darfur), as far as it is publicly known: the mandate ended on 31 December 2020, the withdrawal was to be done by 30
 * June 2021, and fourteen team sites were handed over from January to May. The days, the plans and the people between are MADE UP.
 */
const darfur = (): TestCommand[] =>
  madeUp({
    seed: 21,
    bases: 14,
    length: 180,
    people: 6000,
    plan: (base) => 12 + 9 * base,
    left: (_, random) => random.below(14) - 3,
  });

/** Withdrawals of other shapes than the real one, none of which ever was, by what is odd about them. */
export const withdrawals: Readonly<Record<string, () => TestCommand[]>> = {
  'forty bases in waves, with slips': () => madeUp({ seed: 1, bases: 40, length: 220, plan: inWaves, left: strays }),
  'two bases': () => madeUp({ seed: 2, bases: 2, length: 120, plan: inWaves, left: strays }),
  'far behind, its deadline moved twice': () =>
    madeUp({
      seed: 3,
      bases: 12,
      length: 120,
      plan: (base) => 20 + 8 * base,
      left: (base, random) => 60 + 6 * base + random.below(30),
      further: [moved(200, 100), moved(300, 190)],
    }),
  'told by the month alone': () =>
    madeUp({ seed: 4, bases: 10, length: 240, plan: inWaves, left: strays, precision: 'month' }),
  'without planned dates': () =>
    madeUp({ seed: 5, bases: 12, length: 180, left: (_, random) => 20 + random.below(150) }),
  'without totals': () => madeUp({ seed: 6, bases: 8, length: 150, plan: inWaves, left: strays, hasTotals: false }),
  'whose log ends before anything closed': () =>
    madeUp({ seed: 7, bases: 9, length: 700, plan: inWaves, hasTotals: false }),
  'all left on one day': () => madeUp({ seed: 8, bases: 11, length: 150, plan: () => 140, left: () => 0 }),
  'a base held again, and a camp lost': () =>
    madeUp({
      seed: 9,
      bases: 9,
      length: 150,
      plan: inWaves,
      left: (base, random) => (base === 3 ? undefined : strays(base, random)),
      further: [
        { command: 'report-camp-lost', base: 'base-3', how: 'overrun', occurredAt: on(90) },
        { command: 'report-base-vacated', base: 'base-7', occurredAt: on(12) },
      ],
    }),
  'one base, left on its day': () => madeUp({ seed: 10, bases: 1, length: 90, plan: () => 60, left: () => 0 }),
  'none but the mission': () => madeUp({ seed: 11, bases: 0, length: 90 }),
  'like Darfur': darfur,
};
