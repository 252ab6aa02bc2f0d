import { readFileSync } from 'node:fs';
import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';

/** The rows of the page, by what is sent. */
const rows = new Map(
  readFileSync('docs/reference/bad-input.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| scenario'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, input = '', status = '', code = '', sentence = '']) => [
      input,
      { status: Number(status), code: code.replaceAll('`', ''), sentence },
    ]),
);

let server: TestServer;
const mission = (id: string): string => `/v1/missions/${id}`;
const note = { command: 'add-note', text: 'Rain.', occurredAt: '2023-08-01' };

beforeAll(async () => {
  server = await startTestServer(() => Date.parse('2023-09-03T12:00:00Z'));
  const record = async (id: string, lines: object[], name: string): Promise<void> => {
    const key = { 'idempotency-key': `bad-scenarios-${id}-${name}` };
    const reply = await server.post(`${mission(id)}/commands`, JSON.stringify(lines), key);
    expect(reply.status).toBe(201);
  };
  const opening = { command: 'open-mission', ...openingOf(1000) };
  await record('short', [opening, note, note, note], 'all');
  await record('long', [opening, ...Array.from({ length: 999 }, () => note)], 'first');
  await record('long', [note, note], 'more');
});
afterAll(() => server.close());

/** What is sent: to the short mission, where no other is named. */
interface Case {
  of?: string;
  page?: string;
  body: object;
}
const one = { name: 'one', commands: [note] };
const withOne = (command: object): Case => ({ body: { scenarios: [{ name: 'one', commands: [command, note] }] } });
const cases: Record<string, Case> = {
  'scenarios on a base that does not exist': { body: { base: 4, scenarios: [one] } },
  'scenarios on a base that is far behind': { of: 'long', body: { base: 0, scenarios: [one] } },
  'scenarios on a base that is no revision': { body: { base: -1, scenarios: [one] } },
  'scenarios of which there is none': { body: { scenarios: [] } },
  'scenarios of which there are more than ten': { body: { scenarios: Array.from({ length: 11 }, () => one) } },
  'scenarios of which one has more than 100 commands': {
    body: { scenarios: [{ name: 'one', commands: Array.from({ length: 101 }, () => note) }] },
  },
  'scenarios with a field that there is not': { body: { scenarios: [one], revision: 3 } },
  'scenarios of a mission that does not exist': { of: 'none', body: { scenarios: [one] } },
  'scenario with a command that there is not': withOne({ ...note, command: 'ad-note' }),
  'scenario with a command about a base that is unknown': withOne({ ...note, base: 'bur' }),
  'scenario with a command that opens the mission again': withOne({ command: 'open-mission', ...openingOf(1) }),
  'scenario applied without commands': { page: '/apply', body: { base: 3, commands: [] } },
  'scenario applied on a base that the log has left': { page: '/apply', body: { base: 2, commands: [note] } },
  'scenario applied on a base that is far behind': { of: 'long', page: '/apply', body: { base: 0, commands: [note] } },
  'scenario with a report that is to be proposed': {
    page: '/apply',
    body: { commands: [note], propose: true, reason: 'r' },
  },
  'scenario that is to be proposed without a reason': {
    page: '/apply',
    body: {
      commands: [{ command: 'move-deadline', to: '2024-01-31', authority: 'a', reason: 'r' }],
      propose: true,
    },
  },
};

interface Tried {
  scenarios: { commands: { outcome: string; problem?: { type: string; detail: string } }[] }[];
}

describe('bad scenarios are answered as the page says', () => {
  it('and every row of the page has a case', () => expect([...rows.keys()]).toEqual(Object.keys(cases)));

  it.each(Object.entries(cases))('%s', async (input, { of = 'short', page = '', body }) => {
    const row = rows.get(input);
    const reply = await server.post(`${mission(of)}/scenarios${page}`, JSON.stringify(body));
    expect([input, reply.status]).toEqual([input, row?.status]);
    if (reply.status === 200) {
      const { scenarios } = JSON.parse(reply.text) as Tried;
      const [bad, good] = scenarios[0]?.commands ?? [];
      expect([bad?.problem?.type, bad?.problem?.detail, good?.outcome]).toEqual([
        `/problems/${row?.code}`,
        expect.stringContaining(row?.sentence ?? ''),
        'recorded',
      ]);
      return;
    }
    expect(reply.body.type).toBe(`/problems/${row?.code}`);
    expect(reply.body.detail).toContain(row?.sentence);
  });
});
