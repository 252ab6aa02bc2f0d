import fc from 'fast-check';
import { plantCanaries } from '../support/canaries.js';
import type { TestCommand } from '../support/log.js';
import { keeping, minusmaLines, revisionsWith } from '../support/minusma.js';
import { operationsOf, type Asking } from '../support/operations.js';
import { seed } from '../support/seed.js';
import { ask, startTestServer, type TestServer } from '../support/server.js';
import { StrictSchemas } from '../support/strict-schemas.js';
import { commandsOfMission } from '../support/why-logs.js';
import { withdrawals } from '../backtest/withdrawals.js';

const named = ([command, body]: [string, object]): TestCommand => ({ command, ...body });
const randoms = fc.sample(commandsOfMission, { numRuns: 2, seed });

/** Missions of every kind: the real one with all that may happen to a log, one with every field, made-up ones and random ones. */
const missions: Readonly<Record<string, readonly TestCommand[]>> = {
  real: [...minusmaLines, ...keeping((type) => revisionsWith({ type })[0] ?? 0).map(named)],
  'every-field': plantCanaries().commands.map(named),
  'in-waves': withdrawals['forty bases in waves, with slips']?.() ?? [],
  overrun: withdrawals['a base held again, and a camp lost']?.() ?? [],
  ...Object.fromEntries(randoms.map((commands, index) => [`random-${index}`, commands])),
};

let server: TestServer;
let schemas: StrictSchemas;
let api: unknown;

beforeAll(async () => {
  // What is made up begins in 2030.
  server = await startTestServer(() => Date.parse('2031-03-01T12:00:00Z'));
  for (const [mission, commands] of Object.entries(missions))
    for (const { command, ...body } of commands)
      await server.post(`/v1/missions/${mission}/commands/${command}`, JSON.stringify(body));
  api = (await server.get('/openapi.json')).body;
  schemas = new StrictSchemas(api as ConstructorParameters<typeof StrictSchemas>[0]);
});
afterAll(() => server.close());

/** What is asked of one mission, or of none; streams never end, and are described elsewhere. */
const askingsOf = async (mission: string): Promise<Asking[]> => {
  const idsIn = async (view: string): Promise<string[]> =>
    (await server.get(`/v1/missions/${mission}/${view}?limit=2`)).body.items.map(({ id }) => String(id));
  const id = [...(await idsIn('bases')), ...(await idsIn('convoys'))];
  return operationsOf(api, {
    mission: [mission],
    id,
    revision: ['0', '7'],
    kind: ['bases'],
    month: ['2023-08'],
  }).filter(({ accept }) => accept !== 'text/event-stream');
};

const faultsIn = async (askings: readonly Asking[]): Promise<{ faults: string[]; answered: number }> => {
  const faults = new Set<string>();
  let answered = 0;
  for (const { method, path, described, accept, body, headers } of askings) {
    const reply = await ask(server.url, path, {
      method,
      headers: { accept, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (reply.status < 300) answered++;
    for (const fault of schemas.faultsIn({ method, described, ...reply }))
      faults.add(`${method} ${described}: ${fault}`);
  }
  return { faults: [...faults], answered };
};

describe('whatever is answered is as the OpenAPI document says, field by field and header by header', () => {
  it.each(Object.keys(missions))('of the mission %s', async (mission) => {
    const askings = (await askingsOf(mission)).filter(({ described }) => described.includes('{mission}'));
    const isCommand = ({ described }: Asking): boolean => described.includes('/commands/');
    // Commands change a mission, and parameters and formats are answered alike whatever it is: one mission is asked for all.
    const isOfAny = ({ path, accept }: Asking): boolean =>
      /^[^?]*($|\?why=)/.test(path) && accept === 'application/json';
    const asked = mission === 'every-field' ? askings : askings.filter((one) => isOfAny(one) && !isCommand(one));
    const { faults, answered } = await faultsIn(asked.toSorted((a, b) => Number(isCommand(a)) - Number(isCommand(b))));
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(mission === 'every-field' ? 350 : 50);
  });

  it('of tables: tried, recorded and refused', async () => {
    const described = '/v1/missions/{mission}/imports';
    const table = 'Base,Name,Kind\r\npost,Post,camp\r\n';
    const seen: unknown[] = [];
    for (const [query, text] of [
      ['&dryRun=true', table],
      ['', table],
      ['', `${table}no id,,\r\n`],
    ] as const) {
      const reply = await server.post(`/v1/missions/in-waves/imports?kind=bases${query}`, text, {
        'content-type': 'text/csv',
      });
      expect(reply.headers.has('etag')).toBe(query === '' && reply.status === 201);
      seen.push([reply.status, schemas.faultsIn({ method: 'POST', described, ...reply })]);
    }
    expect(seen).toEqual([
      [200, []],
      [201, []],
      [422, []],
    ]);
  });

  it('of no mission', async () => {
    const askings = (await askingsOf('real')).filter(({ described }) => !described.includes('{mission}'));
    const { faults, answered } = await faultsIn(askings);
    expect(faults).toEqual([]);
    expect(answered).toBeGreaterThan(20);
  });
});
