import { hash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Entry } from '#libs/domain';
import type { CommandInput } from '#libs/timeline';
import { explainBy, logOf, type Asking, type Question, type Reply } from '../support/alone.js';
import { unexplained, type Exchange } from '../support/linearizable.js';
import { ask, post } from '../support/server.js';
import { pairs, type TwoServers } from '../support/two-servers.js';
import { rounds } from '../support/rounds.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');
const occurredAt = '2023-08-01';

const command = (name: string, body: Record<string, unknown>): CommandInput => ({
  command: name,
  body: { ...body, occurredAt },
});

const base = fc.constantFrom('ber', 'gao');
const single: fc.Arbitrary<CommandInput> = fc.oneof(
  { weight: 3, arbitrary: base.map((id) => command('establish-base', { base: id, name: id, kind: 'camp' })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(base, fc.constantFrom('2023-10-01', '2023-11-01'))
      .map(([id, on]) => command('schedule-withdrawal', { base: id, on })),
  },
  base.map((id) => command('expedite-withdrawal', { base: id, on: '2023-09-20', reason: 'r' })),
  base.map((id) => command('cancel-withdrawal', { base: id, reason: 'r' })),
  base.map((id) => command('report-base-vacated', { base: id })),
  base.map((id) => command('add-note', { text: 'n', base: id })),
  fc
    .integer({ min: 1, max: 6 })
    .map((entry) => command('correct-entry', { entry, replacement: { occurredAt: '2023-08-02' }, reason: 'r' })),
  fc.integer({ min: 1, max: 6 }).map((entry) => command('retract-entry', { entry, reason: 'r' })),
);

const asking: fc.Arbitrary<Asking> = fc
  .record({
    server: fc.constantFrom<0 | 1>(0, 1),
    commands: fc.oneof(
      { weight: 4, arbitrary: single.map((one) => [one]) },
      { weight: 1, arbitrary: fc.array(single, { minLength: 2, maxLength: 3 }) },
    ),
    key: fc.option(
      fc.integer({ min: 0, max: 3 }).map((n) => `a-key-that-is-shared-${n}`),
      { nil: undefined, freq: 1 },
    ),
    ifSeen: fc.boolean(),
    kind: fc.constantFrom('real', 'real', 'real', 'dry'),
  })
  .map(({ kind, key, commands, ...rest }) => ({
    ...rest,
    commands,
    batch: commands.length > 1,
    dryRun: kind === 'dry',
    ...((key !== undefined || commands.length > 1) && {
      key: key ?? `a-key-of-its-own-${hash('sha256', JSON.stringify(commands))}`,
    }),
  }));

async function send(url: string, mission: string, question: Question): Promise<Reply> {
  const { commands, batch, key, ifMatch, dryRun } = question;
  const [only] = commands;
  const path = batch ? '' : `/${only?.command}`;
  const body = batch ? commands.map((one) => ({ command: one.command, ...one.body })) : only?.body;
  const address = `/v1/missions/${mission}/commands${path}?dryRun=${dryRun}`;
  return post(url, address, JSON.stringify(body), {
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
  });
}

const opening = command('open-mission', {
  name: 'M',
  hostCountry: 'Mali',
  authority: 'a',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'UTC',
  strength: [{ component: 'all', count: 1000 }],
});

const first: Question = { server: 0, commands: [opening], batch: false, ifSeen: false, dryRun: false };

describe.each(pairs)('%s', (_name, start) => {
  let servers: TwoServers;
  beforeAll(async () => {
    servers = await start(now);
  });
  afterAll(() => servers.close());

  const open = async (): Promise<string> => {
    const mission = `m-${randomUUID()}`;
    expect((await send(servers.urls[0], mission, first)).status).toBe(201);
    return mission;
  };

  it('judge at the second what was acknowledged by the first, from the first question on', async () => {
    const mission = await open();
    const at = (server: 0 | 1, name: string, body: Record<string, unknown>, more: Partial<Question> = {}) =>
      send(servers.urls[server], mission, { ...first, commands: [command(name, body)], ...more });
    for (const [here, there, id] of [
      [0, 1, 'ber'],
      [1, 0, 'gao'],
    ] as const) {
      const key = `the-base-is-established-${id}`;
      const established = await at(here, 'establish-base', { base: id, name: id, kind: 'camp' }, { key });
      const { revision } = established.body;
      const statuses = [
        await at(there, 'schedule-withdrawal', { base: id, on: '2023-10-01' }, { dryRun: true }),
        await at(there, 'establish-base', { base: id, name: id, kind: 'camp' }, { key }),
        await at(there, 'establish-base', { base: id, name: id, kind: 'camp' }),
        await at(there, 'add-note', { text: 'n', base: id }, { ifMatch: Number(revision) }),
        await at(there, 'correct-entry', { entry: revision, replacement: { occurredAt: '2023-08-02' }, reason: 'r' }),
        await at(here, 'schedule-withdrawal', { base: id, on: '2023-10-01' }),
      ].map(({ status }) => status);
      expect([established.status, ...statuses]).toEqual([201, 200, 200, 409, 201, 201, 201]);
      const stale = await at(there, 'add-note', { text: 'n', base: id }, { ifMatch: Number(revision) });
      expect([stale.status, (stale.body.entries as Entry[]).map(({ type }) => type)]).toEqual([
        412,
        ['NoteAdded', 'EntryCorrected', 'WithdrawalScheduled'],
      ]);
    }
  });

  it('have what they acknowledged in what they show, at once', async () => {
    const mission = await open();
    for (let index = 0; index < 30; index++) {
      const url = servers.urls[index % 2] ?? '';
      const { status, body } = await send(url, mission, { ...first, commands: [command('add-note', { text: 'n' })] });
      const { body: shown } = await ask(url, `/v1/missions/${mission}`);
      expect([status, shown.revision >= Number(body.revision)]).toEqual([201, true]);
    }
  });

  it('show at the second what is one batch at the first as one step', async () => {
    const mission = await open();
    const done = new AbortController();
    const inside: number[] = [];
    const look = async (): Promise<void> => {
      while (!done.signal.aborted) {
        const { status, body } = await ask(servers.urls[1], `/v1/missions/${mission}`);
        const { revision } = body;
        if (status === 200 && revision % 4 !== 0) inside.push(revision);
      }
    };
    const looking = look();
    const commands = Array.from({ length: 4 }, () => command('add-note', { text: 'n' }));
    for (let index = 0; index < 20; index++) {
      const question = { ...first, commands, batch: true, key: `the-key-of-batch-${index}` };
      expect((await send(servers.urls[0], mission, question)).status).toBe(201);
    }
    done.abort();
    await looking;
    expect(inside).toEqual([]);
  });

  it('answer whatever is asked of them, by many at once, as one server alone could have', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(asking, { minLength: 3, maxLength: 8 }), { minLength: 4, maxLength: 4 }),
        async (clients) => {
          const mission = await open();
          let ticks = 0;
          const exchanges: Exchange<Question, Reply>[] = [];
          const client = async (askings: Asking[]): Promise<void> => {
            let seen = 0;
            for (const one of askings) {
              const question: Question = { ...one, ...(one.ifSeen && { ifMatch: seen }) };
              const asked = ticks++;
              const answer = await send(servers.urls[one.server], mission, question);
              exchanges.push({ question, answer, asked, answered: ticks++ });
              if (answer.status < 300 && !one.dryRun) seen = Math.max(seen, Number(answer.body.revision));
            }
          };
          await Promise.all(clients.map(client));
          // Whoever asks for the last of it waits until it is there.
          const newest = Math.max(
            0,
            ...exchanges.map(({ answer }) => (answer.status === 201 ? Number(answer.body.revision) : 0)),
          );
          await ask(servers.urls[0], `/v1/missions/${mission}?atLeast=${newest}`);
          const alone = await logOf(servers.urls[0], mission, now);
          expect(await unexplained(exchanges, explainBy(alone))).toEqual([]);
        },
      ),
      { numRuns: rounds(15) },
    );
  }, 600_000);
});
