import fc from 'fast-check';
import { views, type Bounds, type MissionState } from '#libs/domain';
import { ber, convoy, day, gao, open, stateOf } from './support/given.js';
import type { TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

const line = (component: string, count: unknown): object => ({ component, count });
const [troops, police, uniformed] = ['uniformed/troops', 'uniformed/police', 'uniformed'];
const garrison = [line(troops, 100), line(police, 100)];
/** Ber with 100 troops and 100 police, of whom so many in uniform set out for Gao. */
const setOut = (count: unknown, more: readonly object[] = garrison): MissionState =>
  stateOf(open, { ...ber, garrison: more }, gao, { ...convoy, lines: [line(uniformed, count)] });
const on = day('2023-08-14');
const ofBer = (state: MissionState) => views.bases(state, on).items[0];
const bounds = (low: number, best: number, high: number | null): Bounds => ({ low, best, high });

describe('who is guessed to be at a place', () => {
  it('is of no part more than of all who are left there', () => {
    const state = setOut(150);
    expect(ofBer(state)?.people).toEqual(bounds(50, 50, 50));
    expect(ofBer(state)?.lines).toEqual([
      { component: police, count: bounds(0, 25, 50) },
      { component: troops, count: bounds(0, 25, 50) },
    ]);
    expect(views.ledger(state, on).accounts['base/ber']).toMatchObject({ [troops]: bounds(0, 25, 50) });
  });

  it('may be all who came without a part being named', () =>
    expect(views.ledger(setOut(60), on).accounts['convoy/one']).toMatchObject({ [troops]: bounds(0, 30, 60) }));

  it('is, on the road, as uncertain in its lines', () =>
    expect(views.convoys(setOut(60), on).items[0]?.lines.map(({ count: there }) => there)).toEqual([
      bounds(0, 30, 60),
      bounds(0, 30, 60),
    ]));

  it('is unknown at most where nobody knows how many there are in all', () =>
    expect(ofBer(setOut(150, [line(troops, { atLeast: 100 }), line(police, 100)]))?.lines).toEqual([
      { component: police, count: bounds(0, 25, 100) },
      { component: troops, count: bounds(0, 25, null) },
    ]));
});

describe('who is told to be at a place', () => {
  it('is of no part more than a later total allows of all', () => {
    const state = stateOf(
      open,
      { ...ber, garrison: [line(uniformed, { about: 200 })] },
      {
        command: 'report-strength',
        base: 'ber',
        measure: 'present',
        component: 'all',
        count: { from: 190, to: 205 },
        occurredAt: '2023-08-13',
      },
    );
    expect(ofBer(state)).toMatchObject({
      people: bounds(190, 200, 205),
      lines: [{ component: uniformed, count: bounds(180, 200, 205) }],
    });
  });
});

const component = fc.constantFrom('all', uniformed, troops, police, 'civilian');
const number = fc.integer({ min: 0, max: 120 });
const count = fc.oneof(
  number,
  fc.record({ about: number }),
  fc.record({ atLeast: number }),
  fc.record({ atMost: number }),
);
const lines = fc.array(fc.record({ component, contingent: fc.constantFrom(undefined, 'BFA', 'SEN'), count }), {
  minLength: 1,
  maxLength: 3,
});
const happening = fc.oneof(
  lines.map((people) => ({ command: 'report-arrival', base: 'ber', lines: people })),
  lines.map((people) => ({ command: 'report-repatriation', from: 'ber', lines: people })),
  lines.map((people) => ({ command: 'report-convoy-departed', convoy: 'one', from: 'ber', to: 'gao', lines: people })),
  lines.map((people) => ({ command: 'report-casualties-evacuated', from: 'one', to: 'gao', lines: people })),
  fc.constant({ command: 'report-convoy-arrived', convoy: 'one' }),
  fc
    .record({ component, count })
    .map((said) => ({ command: 'report-strength', measure: 'present', base: 'ber', ...said })),
);

/** No part is more than all there may be, unknown numbers being more than any, unless there are fewer than none of another. */
function checkWithin(most: number | null | undefined, parts: readonly Bounds[]): void {
  for (const { low, best, high } of parts) {
    expect(low).toBeLessThanOrEqual(best);
    if (parts.every((other) => other.best >= 0)) expect(high ?? Infinity).toBeLessThanOrEqual(most ?? Infinity);
  }
}

describe('whatever is told of places', () => {
  it('no line and no part is said to be more than all who may be there, unless fewer than nobody are of another', () =>
    fc.assert(
      fc.property(lines, fc.array(happening, { maxLength: 8 }), (first, later) => {
        const told = later.map((one, index) => ({ ...one, occurredAt: `2023-08-14T0${index}:00:00Z` }));
        const state = stateOf(open, { ...ber, garrison: first }, gao, convoy, ...(told as TestCommand[]));
        const { accounts } = views.ledger(state, day('2023-08-15'));
        for (const [name, held] of Object.entries(accounts))
          if (/^(base|convoy|medical)\//.test(name)) checkWithin(held.all?.high, Object.values(held));
        for (const { people, lines: shown } of views.bases(state, day('2023-08-15')).items)
          checkWithin(
            'high' in people ? people.high : 0,
            shown.map(({ count: there }) => there),
          );
      }),
      { numRuns: rounds(60) },
    ));
});
