import fc from 'fast-check';
import { forecast, meetsDeadline, type ForecastOptions } from './forecast.js';
import type { ForecastInputs } from './inputs.js';
import { gamma, streamOf } from './random.js';
import { hazardOn, logSurvival } from './window.js';
import { rounds } from '../../../test/support/rounds.js';

const made = (inputs: ForecastInputs, options: ForecastOptions = { draws: 200 }) => {
  const work = forecast(inputs, options);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
};

const meets = (inputs: ForecastInputs, draws: number): number | null => {
  const work = meetsDeadline(inputs, draws);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
};

const start = 19_500;
const base = (id: string, more: Partial<ForecastInputs['bases'][number]> = {}) => ({
  id,
  name: id,
  liquidation: false,
  since: start,
  plans: [],
  ...more,
});
const inputs = (bases: ForecastInputs['bases'], more: Partial<ForecastInputs> = {}): ForecastInputs => ({
  mission: 'm',
  today: start + 30,
  deadlines: [{ since: start, day: start + 180, revision: 0 }],
  bases,
  totals: [],
  establishment: 10_000,
  ...more,
});
const shifted = (day: string, by: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
const planned = { plans: [{ since: start, revision: 1, window: { from: start + 40, until: start + 60 } }] };

describe('the hazard of a window', () => {
  const windows = fc.record({
    width: fc.integer({ min: 1, max: 400 }),
    scale: fc.double({ min: 0.5, max: 40, noNaN: true }),
  });

  it('is never below nothing, and tends to 1 / scale: who is overdue is not expected tomorrow', () =>
    fc.assert(
      fc.property(windows, fc.integer({ min: -300, max: 900 }), ({ width, scale }, day) => {
        const window = { from: 0, until: width };
        expect(hazardOn(day, window, scale)).toBeGreaterThanOrEqual(0);
        expect(hazardOn(width + 50, window, scale)).toBeCloseTo(1 / scale, 6);
      }),
    ));

  it('loses no digits where the window ends', () =>
    fc.assert(
      fc.property(windows, ({ width, scale }) => {
        const window = { from: 0, until: width };
        const [before, after] = [logSurvival(width - 1e-9, window, scale), logSurvival(width, window, scale)];
        expect(after).toBeCloseTo(before, 5);
      }),
    ));
});

describe('draws', () => {
  it('of Gamma(3, 8/3) have their mean and a median of about 1', () => {
    const all = Array.from({ length: 20_000 }, (_, one) => gamma(streamOf(1, 2, one), 3, 8 / 3)).toSorted(
      (a, b) => a - b,
    );
    expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(9 / 8, 1);
    expect(all[10_000]).toBeCloseTo(1, 1);
  });
});

describe('a forecast', () => {
  it('is the same for the same inputs', () => {
    const given = inputs([base('a', planned), base('b')]);
    expect(JSON.stringify(made(given))).toBe(JSON.stringify(made(given)));
  });

  it('of a base is moved by no other base that says nothing of the tempo', () => {
    const alone = made(inputs([base('a', planned)]));
    const beside = made(inputs([base('a', planned), base('z', { since: start + 31 })]));
    expect(beside.bases[0]).toEqual(alone.bases[0]);
  });

  it('moves with all its dates, and with nothing else', () =>
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (by) => {
        const move = (days: ForecastInputs): ForecastInputs => ({
          ...days,
          today: days.today + by,
          deadlines: days.deadlines.map((one) => ({ ...one, since: one.since + by, day: one.day + by })),
          totals: days.totals.map((one) => ({ ...one, day: one.day + by })),
          bases: days.bases.map((one) => ({
            ...one,
            since: one.since + by,
            plans: one.plans.map((plan) => ({
              ...plan,
              since: plan.since + by,
              ...(plan.window && { window: { from: plan.window.from + by, until: plan.window.until + by } }),
            })),
            ...(one.exit && { exit: { ...one.exit, day: one.exit.day + by } }),
          })),
        });
        const exit = { day: start + 25, revision: 2 };
        const bases = [
          base('a', planned),
          base('b', { liquidation: true }),
          base('c', { hub: 'a' }),
          base('d', { ...planned, exit }),
        ];
        const given = inputs(bases, { totals: [{ day: start + 20, departed: 1000, present: 9000 }], staying: 50 });
        const moved = JSON.stringify(made(given)).replaceAll(/\d{4}-\d\d-\d\d/g, (day) => shifted(day, by));
        expect(JSON.stringify(made(move(given)))).toBe(moved);
      }),
      { numRuns: rounds(20) },
    ));

  it('of people is moved by no base, unless it says that somebody stays', () => {
    const given = { totals: [{ day: start + 20, departed: 1000, present: 9000 }] };
    const answers = [[base('a')], [base('a'), base('b', planned), base('c', { liquidation: true })]].map((bases) =>
      made(inputs(bases, given)),
    );
    expect(answers[1]?.presentOnDeadline).toEqual(answers[0]?.presentOnDeadline);
  });

  it('expects that somebody stays for the liquidation, unless every base was left or the plan says how many', () => {
    const gone = base('a', { exit: { day: start + 20, revision: 2 } });
    const late = { today: start + 400, totals: [{ day: start + 390, departed: 9000, present: 1000 }] };
    const longAgo = { deadlines: [{ since: start, day: start + 100_000, revision: 0 }] };
    const least = (...given: Parameters<typeof inputs>): number => made(inputs(...given)).presentOnDeadline.p10;
    expect(least([base('a')], { ...late, ...longAgo, today: start + 99_990 })).toBeGreaterThan(0);
    expect(least([base('a')], { ...late, staying: 77 })).toBeGreaterThanOrEqual(77);
    expect(made(inputs([gone], late)).presentOnDeadline.p10).toBeLessThanOrEqual(1000);
  });

  it('has quantiles that never fall, and no exit of the past', () => {
    const answer = made(inputs([base('a', planned), base('b'), base('c', { hub: 'a' })]));
    for (const { quantiles } of answer.bases) {
      const days = Object.keys(quantiles)
        .toSorted()
        .map((level) => quantiles[level] as string);
      expect(days).toEqual(days.toSorted());
      expect((days[0] as string) >= shifted('1970-01-01', start + 31)).toBe(true);
    }
  });

  it('leaves a hub after its satellite', () => {
    const late = { plans: [{ since: start, revision: 1, window: { from: start + 150, until: start + 160 } }] };
    const { bases } = made(inputs([base('hub', planned), base('far', { ...late, hub: 'hub' })]));
    expect((bases[0]?.p50 ?? '') > (bases[1]?.p50 ?? '')).toBe(true);
  });

  it('leaves nobody earlier than the plan allows, and a hub after the days that its satellite is on its way', () => {
    const held = { ...planned, earliest: start + 150 };
    const { bases } = made(inputs([base('hub', planned), base('far', { ...held, hub: 'hub', travelDays: 5 })]));
    expect(bases[1]?.quantiles['0.05'] ?? '').toBe(shifted('1970-01-01', start + 150));
    expect(bases[0]?.quantiles['0.05'] ?? '').toBe(shifted('1970-01-01', start + 155));
  });

  it('stands still for hubs that name each other', () =>
    expect(made(inputs([base('a', { hub: 'b' }), base('b', { hub: 'a' })])).bases).toHaveLength(2));

  it('of no base has no completion, and of one that was left has that day', () => {
    expect(made(inputs([]))).toMatchObject({ completion: null, meetsDeadline: null, bases: [] });
    const day = shifted('1970-01-01', start + 20);
    const { completion, meetsDeadline: probability } = made(
      inputs([base('a', { exit: { day: start + 20, revision: 2 } })]),
    );
    expect([completion?.p10, completion?.p95, completion?.isOver, probability]).toEqual([day, day, true, 1]);
  });

  it('with no deadline ahead answers who was there by the last total', () => {
    const totals = [{ day: start + 20, departed: 4000, present: 6000 }];
    const answer = made(inputs([base('a')], { deadlines: [{ since: start, day: start + 10, revision: 0 }], totals }));
    expect([answer.presentOnDeadline.p50, answer.meetsDeadline]).toEqual([6000, 0]);
  });

  it('believes totals that contradict each other no faster than the plan', () => {
    const totals = [4000, 1000].map((departed, one) => ({
      day: start + 10 + one,
      departed,
      present: 10_000 - departed,
    }));
    expect(made(inputs([base('a')], { totals })).presentOnDeadline.p95).toBeLessThanOrEqual(9000);
  });
});

describe('the probability alone that the deadline is met', () => {
  const days = fc.integer({ min: -20, max: 250 });
  const drawn = fc.record({
    liquidation: fc.boolean(),
    plan: fc.option(fc.tuple(days, fc.integer({ min: 1, max: 40 }))),
    left: fc.option(days),
    hub: fc.option(fc.integer({ min: 0, max: 3 })),
    earliest: fc.option(days),
  });

  it('is that of the forecast, and none once all is left, whoever departed meanwhile', () =>
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 4 }), days, days, (bases, today, deadline) => {
        const held = bases.map(({ liquidation, plan, left, hub, earliest }, one) =>
          base(`b${one}`, {
            liquidation,
            ...(plan && {
              plans: [
                { since: start, revision: 1, window: { from: start + plan[0], until: start + plan[0] + plan[1] } },
              ],
            }),
            ...(left !== null && left <= today && { exit: { day: start + left, revision: 2 } }),
            ...(hub !== null && hub !== one && { hub: `b${hub}` }),
            ...(earliest !== null && { earliest: start + earliest }),
          }),
        );
        const given = inputs(held, {
          today: start + today,
          deadlines: [{ since: start, day: start + deadline, revision: 0 }],
          departures: [{ people: 100, revision: 7 }],
        });
        const { completion, meetsDeadline: whole } = made(given, { draws: 40 });
        expect(meets(given, 40)).toBe(completion?.isOver === false ? whole : null);
      }),
      { numRuns: rounds(50) },
    ));
});
