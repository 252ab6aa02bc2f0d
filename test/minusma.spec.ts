import { balance, bookedPresent, endOf, fold, views, type Entry, type Folded, type FoldOptions } from '#libs/domain';
import { bestOf } from './support/given.js';
import { record } from './support/log.js';
import { minusmaLines as lines } from './support/minusma.js';

const zone = 'Africa/Bamako';
const log: Entry[] = record(lines);

const at = (day: string, options: FoldOptions = {}): Folded => fold(log, { validAt: endOf(day, zone), ...options });
const summary = (day: string, options?: FoldOptions) => views.summary(at(day, options).state, { at: endOf(day, zone) });
const base = (day: string, id: string) =>
  views.bases(at(day).state, { at: endOf(day, zone) }).items.find((one) => one.id === id);

describe('the MINUSMA log', () => {
  it('is the real withdrawal: at least 90 lines, a source and a time of report on each', () => {
    expect(lines.length).toBeGreaterThanOrEqual(90);
    for (const line of lines)
      expect(line).toMatchObject({ reportedAt: expect.any(String), source: { title: expect.any(String) } });
  });

  it('on 13 August 2023: 140 days left, 11 of 13 bases remaining', () => {
    expect(summary('2023-08-13')).toMatchObject({ deadline: { daysLeft: 140 }, bases: { total: 13, remaining: 11 } });
    for (const id of ['ogossagou', 'ber']) expect(base('2023-08-13', id)?.vacated).toBeDefined();
  });

  it('has Ber expedited by 2 days with its reason, its convoy attacked twice', () => {
    const ber = base('2023-08-13', 'ber');
    expect(ber).toMatchObject({ shiftDays: -2, expedited: { byDays: 2, reason: expect.stringContaining('security') } });
    const { items } = views.convoys(at('2023-08-13').state, { at: endOf('2023-08-13', zone) });
    expect(items.find(({ id }) => id === 'ber-timbuktu-1')?.attacks).toHaveLength(2);
  });

  it('knew of 3 wounded on 13 August and of 4 on 18 August', () => {
    expect(summary('2023-08-18', { knownAt: endOf('2023-08-13', zone) }).casualties.wounded).toBe(3);
    expect(summary('2023-08-18', { knownAt: endOf('2023-08-18', zone) }).casualties.wounded).toBe(4);
  });

  it('has Ber occupied by the army at 08:30 and handed to the civilian Governor, as two facts', () => {
    const ber = base('2023-08-18', 'ber');
    expect(ber?.occupiedBy).toMatchObject([{ occurredAt: '2023-08-13T08:30:00Z', by: { kind: 'military' } }]);
    expect(ber?.handedOver).toMatchObject([{ to: { kind: 'civilian', name: 'Governor of Timbuktu' } }]);
  });

  it('on 11 December has 3 bases remaining', () => expect(summary('2023-12-11').bases.remaining).toBe(3));

  it('has Kidal vacated, never handed over, its planned date moved by 15 days', () => {
    const kidal = base('2024-12-31', 'kidal');
    expect(kidal).toMatchObject({ status: 'vacated', handedOver: [], shiftDays: -15, expedited: { byDays: 15 } });
  });

  it('has Kidal in the plan of phase 2 from 28 August on, and in mid-November from 16 October on', () => {
    const planned = (day: string) => base(day, 'kidal')?.planned;
    expect(planned('2023-08-27')).toBeUndefined();
    expect(planned('2023-10-15')).toEqual({ from: '2023-09-01', to: '2023-12-15' });
    expect(planned('2023-10-30')).toEqual({ about: '2023-11-15' });
  });

  it.each([
    ['ogossagou', '2023-08-03', 150, '2023-08-04'],
    ['ber', '2023-08-12', 200, '2023-08-13'],
    ['goundam', '2023-08-15', 140, '2023-08-17'],
    ['kidal', '2023-10-30', 1000, '2023-10-31'],
  ])('knew who was at %s on %s, %i people, from %4$s on and not before', (id, day, people, said) => {
    const known = (knownAt: string) => {
      const { state } = at(day, { knownAt: endOf(knownAt, zone) });
      return bestOf(views.bases(state, { at: endOf(day, zone) }).items.find((one) => one.id === id)?.people);
    };
    expect(known(said)).toBe(people);
    expect(known(day)).not.toBe(people);
  });

  it('on 27 September has 11,465 troops as baseline, of whom 2,680 have left', () => {
    const troops = summary('2023-09-27').strength.components['uniformed/troops'];
    expect(troops).toMatchObject({ baseline: { best: 11_465 }, departed: { best: 2680 }, present: { best: 8785 } });
  });

  it.each([
    ['2023-08-13', 13_100, 675, 12_425],
    ['2023-11-03', 14_733, 5802, 8931],
  ])('as it was known on %s, of %i people %i had left and %i were present', (day, baseline, departed, present) =>
    expect(summary(day, { knownAt: endOf(day, zone) }).strength).toMatchObject({
      baseline: { best: baseline },
      departed: { best: departed },
      present: { best: present },
    }),
  );

  it('has Tessalit left on 21 and Aguelhok on 23 October, whatever one statement swapped', () => {
    expect(base('2023-11-30', 'tessalit')?.vacated?.occurredAt).toBe('2023-10-21');
    expect(base('2023-11-30', 'aguelhok')?.vacated?.occurredAt).toBe('2023-10-23');
  });

  it.each([
    ['2023-08-04', 'uniformed', 675],
    ['2023-08-28', 'uniformed', 1096],
    ['2023-10-24', 'all', 5802],
    ['2023-12-01', 'all', 10_040],
    ['2023-12-08', 'all', 10_500],
  ])('on %s has %s departed: %i', (day, component, departed) => {
    const { strength } = summary(day);
    const figure = component === 'all' ? strength.departed : strength.components[component]?.departed;
    expect(figure?.best).toBe(departed);
    expect(figure?.low).toBe(departed);
  });

  it('says "at least" of 8 December: the high is unknown', () =>
    expect(summary('2023-12-08').strength.departed.high).toBeNull());

  it('keeps its accounts at zero, and those present in step with them, after every entry', () => {
    for (const { revision } of log) {
      const { state } = fold(log, { revision });
      expect(balance(state)).toBe(0);
      expect(bookedPresent(state)).toBe(views.summary(state, { at: endOf('2024-12-31', zone) }).strength.present.best);
    }
  });

  it('says nothing before it was known', () =>
    expect(at('2023-08-13', { knownAt: endOf('2023-01-01', zone) }).state.mission).toBeUndefined());
});
