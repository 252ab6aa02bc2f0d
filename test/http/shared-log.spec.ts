import { hash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Entry } from '#libs/domain';
import { ForwardingStore, InMemoryStore, type AppendResult } from '#libs/event-store';
import { isAccepted, MissionWriter, type Answer, type CommandInput, type Submission } from '#libs/timeline';
import { problemOf } from '../../apps/server/src/commands/answers.js';
import { Problem } from '../../apps/server/src/http/problems.js';
import { unexplained, type Exchange, type Point } from '../support/linearizable.js';
import { pairs, type TwoServers } from '../support/two-servers.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');
const occurredAt = '2023-08-01';

/** A command of a client: to which server it goes, and with which conditions. */
interface Asking {
  server: 0 | 1;
  commands: CommandInput[];
  batch: boolean;
  key?: string;
  /** The newest revision that the client has seen is given as If-Match. */
  ifSeen: boolean;
  dryRun: boolean;
}

interface Question extends Asking {
  ifMatch?: number;
}

interface Reply {
  status: number;
  body: Record<string, unknown>;
}

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
  const reply = await fetch(`${url}/v1/missions/${mission}/commands${path}?dryRun=${dryRun}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as Reply['body'] };
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

const submissionOf = (mission: string, { commands, batch, key, ifMatch, dryRun }: Question): Submission => ({
  mission,
  commands,
  batch,
  dryRun,
  actor: { id: 'local', role: 'admin' },
  ...(key !== undefined && { key }),
  ...(ifMatch !== undefined && { ifMatch }),
});

/** Entries without what is drawn anew each time. */
const withoutIds = (entries: readonly unknown[]): unknown[] =>
  entries.map((entry) => {
    const {
      id: _id,
      commandId: _commandId,
      correlationId: _correlation,
      causationId: _cause,
      ...rest
    } = entry as Entry;
    return rest;
  });

/** What of a reply one server alone would give as well. */
const comparable = ({ status, body }: Reply): unknown => {
  const { instance: _instance, checkpoint: _checkpoint, entries, ...rest } = body;
  return { status, ...rest, ...(Array.isArray(entries) && { entries: withoutIds(entries) }) };
};

function replyOf(answer: Answer, question: Question): Reply {
  if (isAccepted(answer)) {
    const { kind, revision, discrepancies } = answer;
    const entries = answer.entries.map(({ body }) => JSON.parse(body) as unknown);
    const body = { mission: '', revision, entries, discrepancies };
    return { status: kind === 'recorded' ? 201 : 200, body: JSON.parse(JSON.stringify(body)) as Reply['body'] };
  }
  const problem = problemOf(answer, question.batch);
  const document = problem instanceof Problem ? problem.document : problem;
  return { status: document.status, body: JSON.parse(JSON.stringify(document)) as Reply['body'] };
}

/** A server that would record, and does not: so it can be asked again. */
class Unchanging extends ForwardingStore {
  override append(): Promise<AppendResult> {
    throw new Error('it would be recorded');
  }
}

/** One server alone, whose log is the beginning of another one. */
class Alone {
  private readonly writers = new Map<number, MissionWriter>();

  constructor(
    private readonly mission: string,
    private readonly log: readonly Entry[],
    private readonly rows: readonly { id: string; type: string; body: string; recordedAt: string }[],
  ) {}

  /** Lengths that the log has had: a batch comes at once. */
  get lengths(): number[] {
    const ends = this.log.filter(({ batch }) => !batch || batch.index === batch.size - 1);
    return [0, ...ends.map(({ revision }) => revision + 1)];
  }

  /** What it answers when its log has so many entries; undefined if it would record. */
  async answer(question: Question, length: number): Promise<Reply | undefined> {
    let writer = this.writers.get(length);
    if (!writer) this.writers.set(length, (writer = new MissionWriter(new Unchanging(await this.store(length)), now)));
    try {
      return replyOf(await writer.submit(submissionOf(this.mission, question)), question);
    } catch {
      return undefined;
    }
  }

  /** What it answers when its log has so many entries, and it may record. */
  async recording(question: Question, length: number): Promise<Reply> {
    const writer = new MissionWriter(await this.store(length), now);
    return replyOf(await writer.submit(submissionOf(this.mission, question)), question);
  }

  private async store(length: number): Promise<InMemoryStore> {
    const store = new InMemoryStore();
    if (length > 0) await store.append(`mission-${this.mission}`, -1, this.rows.slice(0, length));
    return store;
  }
}

const isSame = (a: Reply | undefined, b: Reply): boolean =>
  a !== undefined &&
  JSON.stringify(comparable({ ...a, body: { ...a.body, mission: '' } })) ===
    JSON.stringify(comparable({ ...b, body: { ...b.body, mission: '' } }));

/** The least point at which one server alone would have answered so. */
const explainBy =
  (alone: Alone) =>
  async ({ question, answer }: Exchange<Question, Reply>, from: number): Promise<Point | undefined> => {
    if (answer.status === 201) {
      const entries = answer.body.entries as Entry[];
      const [before, after] = [entries[0]?.revision ?? 0, Number(answer.body.revision) + 1];
      return before >= from && isSame(await alone.recording(question, before), answer) ? { before, after } : undefined;
    }
    for (const length of alone.lengths.filter((one) => one >= from))
      if (isSame(await alone.answer(question, length), answer)) return { before: length, after: length };
    return undefined;
  };

async function logOf(url: string, mission: string): Promise<Alone> {
  const reply = await fetch(`${url}/v1/missions/${mission}/entries`, { headers: { accept: 'application/x-ndjson' } });
  const rows = (await reply.text())
    .trim()
    .split('\n')
    .map((body) => ({ body, entry: JSON.parse(body) as Entry }))
    .map(({ body, entry: { id, type, recordedAt } }) => ({ id, type, recordedAt, body }));
  return new Alone(
    mission,
    rows.map(({ body }) => JSON.parse(body) as Entry),
    rows,
  );
}

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
      const shown = (await (await fetch(`${url}/v1/missions/${mission}`)).json()) as { revision: number };
      expect([status, shown.revision >= Number(body.revision)]).toEqual([201, true]);
    }
  });

  it('show at the second what is one batch at the first as one step', async () => {
    const mission = await open();
    let isDone = false;
    const inside: number[] = [];
    const look = async (): Promise<void> => {
      while (!isDone) {
        const reply = await fetch(`${servers.urls[1]}/v1/missions/${mission}`);
        const { revision } = (await reply.json()) as { revision?: number };
        if (revision !== undefined && revision % 4 !== 0) inside.push(revision);
      }
    };
    const looking = look();
    const commands = Array.from({ length: 4 }, () => command('add-note', { text: 'n' }));
    for (let index = 0; index < 20; index++) {
      const question = { ...first, commands, batch: true, key: `the-key-of-batch-${index}` };
      expect((await send(servers.urls[0], mission, question)).status).toBe(201);
    }
    isDone = true;
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
          await fetch(`${servers.urls[0]}/v1/missions/${mission}?atLeast=${newest}`);
          const alone = await logOf(servers.urls[0], mission);
          expect(await unexplained(exchanges, explainBy(alone))).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});
