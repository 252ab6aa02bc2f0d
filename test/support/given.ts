import { endOf, fold, views, type Bounds } from '#libs/domain';
import { record, type TestCommand } from './log.js';

const zone = 'Africa/Bamako';
/** People in uniform, as lines. */
export const troops = (count: unknown): object[] => [{ component: 'uniformed', count }];
/** A mission of 13,000. */
export const open: TestCommand = {
  command: 'open-mission',
  name: 'MINUSMA',
  hostCountry: 'Mali',
  authority: 'resolution 2690',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: zone,
  strength: troops(13_000),
  occurredAt: '2023-07-01',
};
/** A mission that has the year 2022 for its withdrawal, by the calendar of UTC. */
export const yearLong = (strength: readonly object[]): TestCommand => ({
  command: 'open-mission',
  name: 'M',
  hostCountry: 'X',
  authority: 'A',
  startsOn: '2022-01-01',
  deadline: '2022-12-31',
  timeZone: 'UTC',
  strength,
  occurredAt: '2022-01-01T00:00:00Z',
});
/** A base with 200 people. */
export const ber: TestCommand = {
  command: 'establish-base',
  base: 'ber',
  name: 'Ber',
  kind: 'camp',
  garrison: troops(200),
  occurredAt: '2023-07-01',
};
/** A base that stays for the liquidation. */
export const gao: TestCommand = {
  command: 'establish-base',
  base: 'gao',
  name: 'Gao',
  kind: 'super-camp',
  liquidation: true,
  occurredAt: '2023-07-01',
};
/** Ber is to be left on a date. */
export const berScheduledFor = (on: string): TestCommand => ({
  command: 'schedule-withdrawal',
  base: 'ber',
  on,
  occurredAt: '2023-07-02',
});
/** 200 people on their way from Ber to Gao. */
export const convoy: TestCommand = {
  command: 'report-convoy-departed',
  convoy: 'one',
  from: 'ber',
  to: 'gao',
  lines: troops(200),
  occurredAt: '2023-08-13T06:00:00Z',
};
/** The end of a day. */
export const day = (text: string): { at: number } => ({ at: endOf(text, zone) });

/** The best value of people that a view shows; undefined if nobody said how many. */
export const bestOf = (people: Bounds | { reported: false } | undefined): number | undefined =>
  people && 'best' in people ? people.best : undefined;

/** What commands come to. */
export const stateOf = (...commands: TestCommand[]) => fold(record(commands)).state;
/** The summary of what commands come to. */
export const summaryOf = (...commands: TestCommand[]) => views.summary(stateOf(...commands), day('2023-12-01'));
