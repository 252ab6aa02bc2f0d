import type { BaseInput, ForecastInputs } from './inputs.js';
import { lumpOf, scaleOf, tempoOfPeople } from './learn.js';
import { parameters } from './parameters.js';
import { exponential, hashOf, streamOf } from './random.js';

const start = 19_500;

/** Bases that were left at a time that is uniform in a window, and strays from it by a Laplace distribution of a scale. */
function leftBases(count: number, width: number, scale: number): BaseInput[] {
  const stream = streamOf(1, hashOf(`${width}`), 0);
  return Array.from({ length: count }, (_, one) => {
    const stray = exponential(stream) * scale * (stream() < 0.5 ? -1 : 1);
    const day = Math.floor(start + 200 + stream() * width + stray);
    return {
      id: `base-${one}`,
      name: `base-${one}`,
      liquidation: false,
      since: start,
      plans: [{ since: start, revision: 0, window: { from: start + 200, until: start + 200 + width } }],
      exit: { day, revision: 1 },
    };
  });
}
const mission: ForecastInputs = { mission: 'm', today: start, deadlines: [], bases: [], totals: [], establishment: 0 };
const scaleFor = (bases: BaseInput[]): number => scaleOf({ ...mission, bases }, parameters);

describe('how far exits stray', () => {
  it('is what is assumed before anything was seen', () => expect(scaleFor([])).toBeCloseTo(10, 9));

  it.each([1, 10, 40])('is found out from windows of %d days', (width) => {
    for (const scale of [15, 30]) {
      const part = scaleFor(leftBases(10_000, width, scale)) / scale;
      expect(part).toBeGreaterThan(0.93);
      expect(part).toBeLessThan(1.07);
    }
  });

  it('is told less by an exit inside a wide window than inside a narrow one', () => {
    const inside = (width: number): number => scaleFor(leftBases(1, width, 0));
    expect(inside(1)).toBeLessThan(inside(20));
    expect(inside(20)).toBeLessThan(inside(200));
    expect(inside(200)).toBeLessThan(10);
  });

  it('is no matter of a plan that came in the last week', () => {
    const late = leftBases(1, 1, 30).map((base) => ({
      ...base,
      plans: base.plans.map((plan) => ({ ...plan, since: (base.exit?.day ?? 0) - 6 })),
    }));
    expect(scaleFor(late)).toBeCloseTo(10, 9);
  });
});

describe('the lump in which people leave', () => {
  const lump = (...people: number[]): number =>
    lumpOf({ ...mission, departures: people.map((one, revision) => ({ people: one, revision })) }, parameters);

  it('is what is assumed before a departure was reported', () => expect(lump()).toBe(200));

  it('is shrunk to the mean of reported departures, with the weight of two', () => {
    expect(lump(50)).toBe(150);
    expect(lump(...Array.from({ length: 1000 }, () => 20))).toBeCloseTo(20, 0);
  });
});

describe('the tempo of people', () => {
  const tempoOf = (...totals: ForecastInputs['totals']) =>
    tempoOfPeople(
      {
        ...mission,
        today: start + 60,
        deadlines: [{ since: start, day: start + 180, revision: 0 }],
        totals,
        establishment: 10_000,
        staying: 0,
      },
      10,
      parameters,
    );
  const by = (day: number, departed: number) => ({ day: start + day, departed, present: 10_000 - departed });

  it.each([-20, 0])('learns nothing from who had left by the decision, told on day %d from it', (day) => {
    const { seen } = tempoOf(by(day, 4000), by(40, 5000));
    expect(seen).toBeCloseTo((1000 / 200) * 2 ** (-40 / 45), 9);
  });

  it('counts a lump at the middle between two totals, and the plan by days: worked out by hand', () => {
    // From day 0 on with all of 10,000 (50 lumps) there, on each of two days: log S from the definition of F.
    const risen = (z: number): number => (z < 0 ? 5 * Math.exp(z / 10) : z + 5 * Math.exp(-z / 10));
    const left = (x: number): number => Math.log(1 - (risen(x) - risen(x - 181)) / 181);
    const { seen, expected } = tempoOf(by(1, 0), by(2, 400));
    const weight = (day: number): number => 2 ** ((day - 60) / 45);
    expect(seen).toBeCloseTo(2 * weight(1.5), 9);
    expect(expected).toBeCloseTo(50 * weight(1) * (left(1) - left(2)) + 48 * weight(2) * (left(2) - left(3)), 9);
  });
});
