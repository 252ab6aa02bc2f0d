import fc from 'fast-check';
import { views } from '#libs/domain';
import { ber, day, gao, open, stateOf } from './support/given.js';
import type { TestCommand } from './support/log.js';

const inTroops = (contingent: string, base: string, count: number): TestCommand => ({
  command: 'report-strength',
  base,
  measure: 'present',
  component: 'uniformed/troops',
  contingent,
  count,
  occurredAt: '2023-07-10',
});
const attack = (killed: object | number, more: object = { base: 'ber' }): TestCommand => ({
  command: 'report-incident',
  incident: 'shelling',
  kind: 'shelling',
  casualties: [{ side: 'peacekeeper', killed, contingent: 'BFA' }],
  summary: 'The camp was shelled.',
  occurredAt: '2023-07-20',
  ...more,
});

function shown(...commands: TestCommand[]) {
  const state = stateOf(open, ber, gao, ...commands);
  const at = day('2023-12-01');
  const contributors = Object.fromEntries(views.contingents(state, at).items.map((one) => [one.id, one]));
  const discrepancies = views.discrepancies(state, at).items.map(({ id }) => id);
  const { accounts } = views.ledger(state, at);
  return { contributors, discrepancies, accounts, strength: views.summary(state, at).strength };
}

describe('the dead of a contributor whose people were counted by component', () => {
  const counted = [inTroops('BFA', 'ber', 120), inTroops('SEN', 'ber', 80)];

  it('are taken to be of those people, and of no other contributor', () => {
    const { contributors, discrepancies } = shown(...counted, attack(2));
    expect(discrepancies).toEqual([]);
    expect(contributors['BFA']).toMatchObject({
      died: { best: 2 },
      present: { best: 118 },
      places: { 'base/ber': { best: 118 } },
    });
    expect(contributors['SEN']).toMatchObject({
      died: { low: 0, best: 0, high: 0 },
      places: { 'base/ber': { best: 80 } },
    });
  });

  const police = (contingent: string, count: number): TestCommand => ({
    ...inTroops(contingent, 'ber', count),
    component: 'uniformed/police',
  });

  it('are some of them, within bounds, if they were counted in several components', () => {
    const both = [inTroops('BFA', 'ber', 90), police('BFA', 30), inTroops('SEN', 'ber', 80)];
    const { discrepancies, accounts } = shown(...both, attack(4));
    expect(discrepancies).toEqual([]);
    expect(accounts['base/ber']).toMatchObject({
      uniformed: { best: 196 },
      'uniformed/troops@BFA': { low: 86, best: 87, high: 90 },
      'uniformed/police@BFA': { low: 26, best: 29, high: 30 },
      'uniformed/troops@SEN': { best: 80 },
    });
    expect(Object.keys(accounts['base/ber'] ?? {})).not.toContain('uniformed@BFA');
  });

  it('are of those who are present of it if the mission as a whole was told of them', () => {
    const line = (component: string, count: number): object => ({ component, contingent: 'BFA', count });
    const strength = [
      line('uniformed/troops', 900),
      line('uniformed/police', 100),
      { component: 'uniformed', count: 50 },
    ];
    const state = stateOf({ ...open, strength }, attack(10, {}));
    const [bfa] = views.contingents(state, day('2023-12-01')).items;
    expect(bfa).toMatchObject({ died: { best: 10 }, present: { best: 990 } });
    expect(views.summary(state, day('2023-12-01')).strength).toMatchObject({
      died: { low: 10, best: 10, high: 10 },
      components: { 'uniformed/troops': { present: { best: 891 } }, 'uniformed/police': { present: { best: 99 } } },
    });
  });

  it('are taken at their word if their component was named', () => {
    const named = [{ side: 'peacekeeper', killed: 2, component: 'uniformed', contingent: 'BFA' }];
    expect(shown(...counted, attack(2, { casualties: named })).accounts['died']?.['uniformed@BFA']).toMatchObject({
      best: 2,
    });
  });

  it('keep the name of the contributor alone if nobody counted its people by component', () => {
    const { accounts, contributors } = shown(attack(2));
    expect(accounts['died']?.['uniformed@BFA']).toMatchObject({ best: 2 });
    expect(contributors['BFA']).toMatchObject({ died: { best: 2 } });
  });

  it('are as many as the toll comes to, however it was revised', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { maxLength: 4 }), fc.boolean(), (tolls, isTwo) => {
        const people = [...counted, ...(isTwo ? [police('BFA', 30)] : [])];
        const revised = tolls.map((killed) => ({
          command: 'revise-toll',
          entry: 3 + people.length,
          effect: 'replaces',
          casualties: [{ side: 'peacekeeper', killed, contingent: 'BFA' }],
          occurredAt: '2023-07-21',
        }));
        const { accounts, discrepancies, strength } = shown(...people, attack(5), ...revised);
        const last = tolls.at(-1) ?? 5;
        expect(strength.died).toEqual({ low: last, best: last, high: last });
        const once = shown(...people, attack(last)).accounts['base/ber'];
        // Shares of several revisions are rounded one by one.
        if (isTwo) expect(accounts['base/ber']?.all).toEqual(once?.all);
        else expect(accounts['base/ber']).toEqual(once);
        expect(discrepancies).toEqual([]);
      }),
    );
  });
});
