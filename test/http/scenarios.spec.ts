import { lastKnownOn, minusmaLines } from '../support/minusma.js';
import { startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
const now = Date.parse('2023-10-01T12:00:00Z');

beforeAll(async () => {
  server = await startTestServer(() => now);
  const known = minusmaLines.slice(0, lastKnownOn('2023-09-30') + 1);
  const lines = known.map((line) => JSON.stringify(line)).join('\n');
  const recorded = await server.post('/v1/missions/minusma/commands', lines, {
    'content-type': 'application/x-ndjson',
    'idempotency-key': 'what-was-known-then',
  });
  if (recorded.status !== 201) throw new Error(recorded.text);
});
afterAll(() => server.close());

interface Differing {
  pointer: string;
  from?: unknown;
  to?: unknown;
}
interface Scenario {
  name: string;
  mark: string;
  sentence: string;
  commands: { outcome: string; sentence?: string; problem?: { type: string; detail: string } }[];
  figures: { name: string; was: unknown; is: unknown }[];
  differences: Record<string, Differing[]>;
}
interface Tried {
  revision: number;
  newest: number;
  mark: string;
  scenarios: Scenario[];
}
type Command = Record<string, unknown>;

const page = '/v1/missions/minusma/scenarios';
const send = (body: object, headers: Record<string, string> = {}, path = page): Promise<Reply> =>
  server.post(path, JSON.stringify(body), headers);
const tried = async (body: object, headers: Record<string, string> = {}): Promise<Tried> => {
  const reply = await send(body, headers);
  if (reply.status !== 200) throw new Error(reply.text);
  return JSON.parse(reply.text) as Tried;
};
const one = async (...commands: Command[]): Promise<Scenario> => {
  const { scenarios } = await tried({ scenarios: [{ name: 'one', commands }] });
  return scenarios[0] as Scenario;
};

const deadline = { command: 'move-deadline', to: '2024-01-31', authority: 'council', reason: 'no flights' };
const kidal = { command: 'schedule-withdrawal', base: 'kidal', on: '2023-12-20' };
const postponed = { command: 'postpone-withdrawal', base: 'kidal', on: '2023-12-28', reason: 'rain' };
const note = { command: 'add-note', text: 'Rain.', occurredAt: '2023-10-01' };
const revision = async (): Promise<number> => (await server.get('/v1/missions/minusma')).body.revision;
const apply = (body: object, headers: Record<string, string> = {}): Promise<Reply> =>
  send(body, headers, `${page}/apply`);

describe('POST .../scenarios', () => {
  it('says what each scenario would change, side by side, and writes nothing', async () => {
    const before = await revision();
    const { mark, newest, scenarios } = await tried({
      scenarios: [
        { name: 'later', commands: [deadline] },
        { name: 'Kidal later', commands: [postponed] },
      ],
    });
    expect([mark, newest, await revision()]).toEqual(['SCENARIO', before, before]);
    expect(scenarios.map(({ name, mark: own }) => [name, own])).toEqual([
      ['later', 'SCENARIO'],
      ['Kidal later', 'SCENARIO'],
    ]);
    const [later, other] = scenarios;
    expect(later?.sentence).toMatch(
      /^Deadline 31 days later: (completion P\d0 \+\d+ days?, )*meets the deadline with \d\d percent instead of \d\d, \d+ fewer people on the deadline\.$/,
    );
    expect(later?.commands).toMatchObject([
      {
        command: 'move-deadline',
        outcome: 'recorded',
        sentence: 'Deadline moved to 2024-01-31 by council: no flights',
      },
    ]);
    expect(later?.differences.summary).toContainEqual({
      pointer: '/deadline/date',
      from: '2023-12-31',
      to: '2024-01-31',
    });
    expect(later?.figures).toContainEqual({ name: 'deadline', kind: 'day', was: '2023-12-31', is: '2024-01-31' });
    expect(other?.sentence).toMatch(/^Kidal 66 days later: completion P50 \+\d+ days?, completion P80 \+\d+ days?, /);
    const moved = other?.differences.forecast?.filter(({ pointer }) => pointer.startsWith('/bases/'));
    // Draws of a base are its own, and only the tempo is shared: the others move by a day, where they do at all.
    const others = moved?.filter(({ pointer }) => !pointer.startsWith('/bases/kidal/')) ?? [];
    expect(moved?.length).toBeGreaterThan(others.length + 20);
    const days = others.map(({ from, to }) => Date.parse(String(to)) - Date.parse(String(from)));
    expect(days.filter((ms) => Math.abs(ms) > 86_400_000)).toEqual([]);
  });

  it('says of each command whether it would be recorded, or by which problem it is refused, and goes on after that', async () => {
    const { commands, sentence } = await one(
      { ...postponed, on: '2023-08-01' },
      { command: 'expedite-withdrawl' },
      { command: 'add-note', text: '' },
      { ...note, base: 'bur' },
      note,
    );
    expect(commands.map(({ outcome, problem }) => problem?.type ?? outcome)).toEqual([
      '/problems/postpone-must-be-later',
      '/problems/unknown-command',
      '/problems/invalid',
      '/problems/unknown-reference',
      'recorded',
    ]);
    expect(sentence).toBe('Nothing differs. Refused: 4 of 5 commands.');
  });

  it('differs in nothing without commands, in English and in French', async () => {
    const { scenarios } = await tried({ scenarios: [{ name: 'rien', commands: [] }] }, { 'accept-language': 'fr' });
    expect([scenarios[0]?.sentence, (await one()).sentence]).toEqual(['Rien ne change.', 'Nothing differs.']);
    const differences = Object.entries(scenarios[0]?.differences ?? {});
    expect(differences).toEqual(
      ['summary', 'schedule', 'burndown', 'forecast', 'conflicts', 'discrepancies', 'alerts'].map((name) => [name, []]),
    );
  });

  it('lists conflicts that come and go as wholes', async () => {
    const { differences, sentence } = await one(
      { command: 'plan-load', base: 'kidal', people: 100, route: 'nowhere' },
      { command: 'set-dependency', before: 'kidal', after: 'tessalit', kind: 'finish-to-start', lagDays: 120 },
    );
    expect(sentence).toContain('2 new conflicts');
    expect(differences.conflicts).toHaveLength(2);
    expect(differences.conflicts).toContainEqual({
      pointer: '/items/past-deadline~1tessalit',
      to: expect.objectContaining({ rule: 'past-deadline' }) as object,
    });
  });

  it('is decided on an earlier base as it was then, and says how far the log has come', async () => {
    const base = await revision();
    const then = (await tried({ scenarios: [{ name: 'one', commands: [postponed] }] })).scenarios;
    await server.command('add-note', { text: 'The road is dry.', occurredAt: '2023-10-01' });
    const later = await tried({ base, scenarios: [{ name: 'one', commands: [postponed] }] });
    expect(later).toMatchObject({ revision: base, newest: base + 1 });
    expect(later.scenarios).toEqual(then);
  });

  it('has its mark on each row that is exported', async () => {
    const body = { scenarios: [{ name: 'later', commands: [deadline] }] };
    const rows = (await send(body, { accept: 'text/csv' })).text.trim().split('\r\n');
    expect(rows[0]).toBe('mark,scenario,base,answer,pointer,from,to');
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.slice(1).filter((row) => !row.startsWith('SCENARIO,later,'))).toEqual([]);
  });
});

describe('POST .../scenarios/apply', () => {
  it('records a scenario as one batch, and answers as commands are answered', async () => {
    const base = await revision();
    const commands = [{ command: 'cancel-withdrawal', base: 'kidal', reason: 'anew' }, kidal];
    const reply = await apply({ base, name: 'anew', commands }, { 'idempotency-key': 'the-scenario-of-kidal' });
    expect([reply.status, reply.body]).toMatchObject([
      201,
      {
        applied: 'batch',
        revision: base + 2,
        entries: [{ type: 'WithdrawalCancelled', batch: { size: 2, index: 0 } }, { type: 'WithdrawalScheduled' }],
      },
    ]);
    const again = await apply({ base, name: 'anew', commands }, { 'idempotency-key': 'the-scenario-of-kidal' });
    expect([again.status, again.body.entries]).toEqual([200, reply.body.entries]);
  });

  it('records none of it if one command is refused, and says which', async () => {
    const base = await revision();
    const { status, body } = await apply({ base, commands: [note, { ...note, base: 'bur' }] });
    expect([status, body, await revision()]).toMatchObject([404, { pointer: '/commands/1' }, base]);
  });

  it('says what came in between if the log has gone on, and whether the scenario still holds', async () => {
    const base = await revision();
    const commands = [{ ...kidal, command: 'expedite-withdrawal', on: '2023-12-10', reason: 'dry' }];
    await server.command('add-note', { text: 'Dry.', occurredAt: '2023-10-01' });
    const held = await apply({ base, commands });
    expect([held.status, held.body, await revision()]).toMatchObject([
      412,
      {
        type: '/problems/changed-since',
        revision: base + 1,
        entries: [{ type: 'NoteAdded' }],
        again: { holds: true, sentence: 'It still holds.', commands: [], figures: [] },
      },
      base + 1,
    ]);
    await server.command('move-deadline', { to: '2023-12-05', authority: 'council', reason: 'agreed' });
    const { body } = await apply({ base: base + 1, commands });
    const { again } = body as { again?: { holds: boolean; sentence: string; scenario: Scenario } };
    expect(again?.sentence).toMatch(/^1 command decided otherwise\. \d figures differ\.$/);
    expect(again?.scenario).toMatchObject({ mark: 'SCENARIO', commands: [{ outcome: 'refused' }] });
    expect(body.detail).toContain('Apply it with base');
  });

  it('proposes it instead, if that is asked for', async () => {
    const base = await revision();
    const commands = [{ ...deadline, to: '2024-02-29' }];
    const { status, body } = await apply({ base, commands, propose: true, reason: 'to be agreed' });
    expect([status, body]).toMatchObject([
      201,
      {
        applied: 'proposal',
        proposal: base + 1,
        entries: [{ type: 'OrderProposed', data: { basedOn: base, commands } }],
      },
    ]);
  });
});
