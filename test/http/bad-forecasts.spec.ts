import { readFileSync } from 'node:fs';
import { startTestServer, type TestServer } from '../support/server.js';

/** The rows of the page, by what is asked. */
const rows = new Map(
  readFileSync('docs/reference/bad-input.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| the forecast'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, input = '', status = '', code = '', sentence = '']) => [
      input,
      { status: Number(status), code: code.replaceAll('`', ''), sentence },
    ]),
);

type Sent = { command: string } & Record<string, unknown>;
const opening: Sent = {
  command: 'open-mission',
  name: 'M',
  hostCountry: 'X',
  authority: 'A',
  startsOn: '2023-07-01',
  deadline: '2023-08-31',
  timeZone: 'UTC',
  strength: [{ component: 'uniformed', count: 1000 }],
  occurredAt: '2023-07-01',
  reportedAt: '2023-07-01',
};
/** Told on the day on which it happened. */
const told = (command: string, occurredAt: string, more: object): Sent => ({
  command,
  occurredAt,
  reportedAt: occurredAt,
  ...more,
});
const base = (id: string): Sent => told('establish-base', '2023-07-01', { base: id, name: id, kind: 'camp' });
const left = (id: string): Sent => told('report-base-vacated', '2023-07-20', { base: id });
const departed = (count: number, on: string): Sent =>
  told('report-strength', on, { measure: 'departed', component: 'uniformed', count });
const planned = (id: string): Sent => told('schedule-withdrawal', '2023-07-02', { base: id, on: '2023-08-20' });
const earlier = told('move-deadline', '2023-07-03', { to: '2023-08-10', authority: 'A', reason: 'r' });

/** What is recorded, and what is asked. */
const cases: Record<string, { given: Sent[]; ask: string }> = {
  'the forecast before anything has closed': { given: [base('b0'), base('b1')], ask: '?validAt=2023-07-02' },
  'the forecast after everything has': { given: [base('b0'), left('b0')], ask: '?validAt=2023-07-25' },
  'the forecast with no deadline ahead': { given: [base('b0')], ask: '?validAt=2023-09-03' },
  'the forecast with totals that contradict each other': {
    given: [base('b0'), departed(400, '2023-07-10'), departed(100, '2023-07-11')],
    ask: '?validAt=2023-07-12',
  },
  'the forecast of one base': { given: [base('b0')], ask: '?validAt=2023-07-12' },
  'the forecast of none': { given: [], ask: '?validAt=2023-07-12' },
  'the forecast of 500 bases': {
    given: Array.from({ length: 500 }, (_, one) => base(`b${one}`)),
    ask: '?validAt=2023-07-12&draws=100',
  },
  'the forecast of a plan whose every base lies past the deadline': {
    given: [base('b0'), base('b1'), planned('b0'), planned('b1'), earlier],
    ask: '?validAt=2023-07-12',
  },
  'the forecast of too few draws': { given: [base('b0')], ask: '?draws=99' },
  'the forecast of a figure that there is not': { given: [base('b0')], ask: '?why=/nothing' },
  'the forecasts of the past before a day has passed': {
    given: [base('b0')],
    ask: '/history?validAt=2023-07-01&knownAt=2023-07-01',
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
});
afterAll(() => server.close());

describe('forecasts of what nobody should ask are answered as the page says', () => {
  it('and every row of the page has a case', () => expect([...rows.keys()]).toEqual(Object.keys(cases)));

  it.each(Object.entries(cases))('%s', async (input, { given, ask }) => {
    const mission = `m${Object.keys(cases).indexOf(input)}`;
    const row = rows.get(input);
    const recorded = await server.post(`/v1/missions/${mission}/commands`, JSON.stringify([opening, ...given]), {
      'idempotency-key': `bad-forecasts-of-${mission}`,
    });
    expect([recorded.status, recorded.status === 201 ? '' : recorded.text]).toEqual([201, '']);
    const reply = await server.get(`/v1/missions/${mission}/forecast${ask}`);
    expect(reply.status).toBe(row?.status);
    if (row?.code !== 'none') expect(reply.text).toContain(`/problems/${row?.code}`);
    expect(reply.text).toContain(row?.sentence);
  });
});
