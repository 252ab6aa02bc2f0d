import { endOf, fold } from '#libs/domain';
import { dayFrom, inputsOf } from '#libs/forecast';
import { openingOf } from './support/opening.js';
import { record, type TestCommand } from './support/log.js';

const told = (command: string, more: object): TestCommand => ({ command, occurredAt: '2023-07-01', ...more });
const opened = told('open-mission', openingOf(1000, 'uniformed'));
const base = (id: string, hub?: string): TestCommand =>
  told('establish-base', { base: id, name: id, kind: 'camp', hub });
const road = (from: string, to: string): TestCommand =>
  told('plan-route', {
    route: `${from}-${to}`,
    from,
    to,
    mode: 'road',
    travelDays: { low: 2, best: 3, high: 5 },
    turnRoundDays: 6,
  });
const closed = (to?: string): TestCommand =>
  told('close-route', { route: 'ber-gao', from: '2023-07-01', to, reason: 'rains' });

const plan = [opened, base('gao'), base('ber', 'gao'), road('ber', 'gao')];
const inputsFrom = (...more: TestCommand[]) => {
  const at = endOf('2023-07-10', 'UTC');
  return inputsOf(fold(record([...plan, ...more]), { validAt: at }).state, at, () => undefined).bases;
};
const earliestIn = (...more: TestCommand[]) =>
  inputsFrom(...more).map(({ earliest }) => (earliest === undefined ? undefined : dayFrom(earliest)));

describe('when a base can be left at the earliest, for a forecast', () => {
  it('is not said where nothing holds it up, but for a hub that its satellite has yet to reach', () =>
    expect(earliestIn()).toEqual(['2023-07-13', undefined]));

  it('comes after the days on which its way is closed, for all who wait for it as well', () =>
    expect(earliestIn(closed('2023-10-15'))).toEqual(['2023-10-19', '2023-10-16']));

  it('is not said where a way is closed without an end: another one will be taken', () =>
    expect(earliestIn(closed())).toEqual([undefined, undefined]));

  it('has the days on the way that were planned', () =>
    expect(inputsFrom().map(({ travelDays }) => travelDays)).toEqual([undefined, 3]));
});
