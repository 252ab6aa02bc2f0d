import { views } from '#libs/domain';
import { ber, convoy, day, gao, open, stateOf, troops } from './support/given.js';
import type { TestCommand } from './support/log.js';

const abroad: TestCommand = { ...convoy, to: 'abroad' };
const arrived: TestCommand = { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-08-14' };
const home = (occurredAt: string, more: object = {}): TestCommand => ({
  command: 'report-repatriation',
  from: 'one',
  lines: troops({ about: 200 }),
  occurredAt,
  ...more,
});
const exactly = (n: number): object => ({ low: n, best: n, high: n });

/** What is shown of people on 1 December: how many, where, and how fast they leave. */
function shown(...commands: TestCommand[]) {
  const state = stateOf(open, ber, gao, ...commands);
  const { strength, verdicts, pace } = views.summary(state, day('2023-12-01'));
  const { accounts } = views.ledger(state, day('2023-12-01'));
  const items = views.discrepancies(state, day('2023-12-01')).items.map(({ id }) => id);
  return { strength, people: verdicts.people, pace, accounts, items };
}

describe('people who are said to go to where they are', () => {
  it('do not leave the country again with a convoy that had arrived abroad', () => {
    const once = [abroad, arrived];
    const again = shown(...once, home('2023-09-20'));
    expect(again).toEqual(shown(...once));
    expect(again.accounts['departed']?.all).toEqual(exactly(200));
    expect(again.pace?.reportedOn).toBe('2023-08-14');
  });

  it('do not move with a convoy that comes to the base that it left, of which nobody said who set out', () => {
    const { lines: _lines, ...uncounted } = convoy;
    const once = [{ ...uncounted, to: 'ber' }];
    const back = shown(...once, { ...arrived, lines: troops({ about: 50 }) });
    expect(back.accounts['base/ber']?.all).toEqual(exactly(200));
    expect(back.people).toEqual(shown(...once).people);
  });

  it('are a discrepancy if they are more than had arrived', () => {
    const more = shown(abroad, arrived, home('2023-09-20', { lines: troops(230) }));
    expect(more.items).toEqual(['arrived-with-other-numbers:one:4-5']);
    expect(more.accounts['departed']?.all).toEqual(exactly(200));
  });

  it('leave from where they set out if nobody said who did', () => {
    const { lines: _lines, ...uncounted } = abroad;
    const { accounts, items } = shown(uncounted, arrived, home('2023-09-20', { lines: troops(150) }));
    expect([accounts['departed']?.all, accounts['base/ber']?.all]).toEqual([exactly(150), exactly(50)]);
    expect(items).toEqual([]);
  });

  it('are not counted twice if two sources say so', () => {
    const by = (title: string): object => ({ source: { title, confidence: 'high' } });
    const two = ['one', 'other'].map((source) => home('2023-09-20', by(source)));
    expect(shown(abroad, arrived, ...two).items).toEqual([]);
  });

  it('are named all the same', () => {
    const lines = [{ component: 'uniformed', contingent: 'BFA', count: 2 }];
    const state = stateOf(open, ber, gao, abroad, arrived, home('2023-09-20', { lines }));
    expect(views.contingents(state, day('2023-12-01')).items).toMatchObject([{ id: 'BFA' }]);
  });
});
