import fc from 'fast-check';
import {
  atOnce,
  definitionOf,
  drawView,
  forkState,
  views,
  type Entry,
  type MissionState,
  type ViewName,
} from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import {
  encode,
  isAccepted,
  Logbook,
  Missions,
  MissionWriter,
  noBase,
  streamOf,
  type CommandInput,
  type Trial,
} from '#libs/timeline';
import { generated as mission, generateLog } from '../support/generated-log.js';
import { rounds } from '../support/rounds.js';

const at = Date.parse('2024-06-01T00:00:00Z');
const actor = { id: 'asha', role: 'planner' };

/** What is asked of a state: every view, as it would be sent. */
const shown = (state: MissionState): string =>
  JSON.stringify(
    Object.keys(views).map((name) => atOnce(drawView(name as ViewName, forkState(state), { at, language: 'en' }))),
  );

const commandOf = ({ type, data, occurredAt, reportedAt, source }: Entry): CommandInput => ({
  command: definitionOf(type).command,
  body: { ...data, occurredAt, ...(reportedAt !== undefined && { reportedAt }), ...(source && { source }) },
});

const orders: CommandInput[] = [
  { command: 'move-deadline', body: { to: '2025-01-31', authority: 'council', reason: 'r' } },
  { command: 'schedule-withdrawal', body: { base: 'base-0', on: '2024-10-01' } },
  { command: 'expedite-withdrawal', body: { base: 'base-0', on: '2024-09-01', reason: 'r' } },
  { command: 'postpone-withdrawal', body: { base: 'base-1', on: '2024-09-01', reason: 'r' } },
];

class Server {
  private constructor(
    readonly missions: Missions,
    readonly writer: MissionWriter,
  ) {}

  static async with(entries: readonly Entry[]): Promise<Server> {
    const store = new InMemoryStore();
    await store.append(streamOf(mission), -1, entries.map(encode));
    const missions = new Missions(
      store,
      new Logbook(store),
      () => at,
      (error) => {
        throw error;
      },
    );
    await missions.start();
    return new Server(missions, new MissionWriter(store, () => at, missions));
  }

  async tried(scenarios: CommandInput[][], base?: number): Promise<Trial> {
    const trial = await this.writer.tryOut({ mission, scenarios, actor, ...(base !== undefined && { base }) });
    if (trial.kind !== 'tried') throw new Error('there is no such base');
    return trial;
  }

  async submit(command: CommandInput): Promise<string> {
    return (await this.writer.submit({ mission, commands: [command], batch: false, dryRun: false, actor })).kind;
  }

  async state(): Promise<MissionState> {
    const seen = await this.missions.look(mission, {});
    if (!seen) throw new Error('there is no mission');
    return seen.state;
  }
}

/** A log, and commands: what would follow in it, in another order, and orders. */
const situations = fc.record({
  seed: fc.nat(1000),
  length: fc.integer({ min: 20, max: 50 }),
  order: fc.infiniteStream(fc.nat(99)),
});

async function situation({ seed, length, order }: { seed: number; length: number; order: Iterator<number> }) {
  const like = {
    bases: 6,
    convoys: 12,
    days: 200,
    late: 0.2,
    corrected: 0.1,
    retracted: 0.05,
    reported: 0.2,
    imprecise: 0.2,
  };
  const log = await generateLog({ ...like, seed, count: length + 12 });
  const next = (): number => Number(order.next().value);
  const commands = [...log.slice(length).map(commandOf), ...orders]
    .map((command) => ({ command, place: next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ command }) => command);
  return { before: log.slice(0, length), commands };
}

describe('a scenario', () => {
  it('comes to what its commands come to if they are sent one by one, and leaves the log as it was', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (of) => {
        const { before, commands } = await situation(of);
        const server = await Server.with(before);
        const now = shown(await server.state());
        const trial = await server.tried([commands, [], commands]);
        const [first, none, again] = trial.scenarios;
        expect([shown(trial.state), none && shown(none.state), shown(await server.state())]).toEqual([now, now, now]);
        const outcomes: string[] = [];
        for (const command of commands) outcomes.push(await server.submit(command));
        const wanted = outcomes.map((kind) => (kind === 'recorded' ? 'would-record' : kind));
        expect([first, again].map((one) => one?.commands.map(({ kind }) => kind))).toEqual([wanted, wanted]);
        const after = shown(await server.state());
        expect([first && shown(first.state), again && shown(again.state)]).toEqual([after, after]);
      }),
      { numRuns: rounds(2) },
    );
  });

  it('that is accepted whole comes to what it comes to as one batch', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (of) => {
        const { before, commands } = await situation(of);
        const server = await Server.with(before);
        const { scenarios } = await server.tried([commands]);
        const taken = commands.filter((_, index) => scenarios[0]?.commands[index]?.kind === 'would-record');
        const [whole] = (await server.tried([taken])).scenarios;
        const batch = { mission, commands: taken, batch: true, key: 'one-scenario-applied', dryRun: false, actor };
        const answer = await server.writer.submit({ ...batch, base: before.length - 1 });
        if (!whole || whole.commands.some(({ kind }) => kind !== 'would-record')) return;
        expect([isAccepted(answer), shown(whole.state)]).toEqual([true, shown(await server.state())]);
      }),
      { numRuns: rounds(2) },
    );
  });

  it('comes to the same on a base that the log has left behind', async () => {
    await fc.assert(
      fc.asyncProperty(situations, async (of) => {
        const { before, commands } = await situation(of);
        const server = await Server.with(before);
        const base = before.length - 1;
        const told = ({ base: on, state, scenarios }: Trial): unknown[] => [
          on,
          shown(state),
          scenarios.map(({ commands: outcomes, state: would }) => [outcomes, shown(would)]),
        ];
        const then = told(await server.tried([commands, orders]));
        for (const command of commands) await server.submit(command);
        expect(told(await server.tried([commands, orders], base))).toEqual(then);
      }),
      { numRuns: rounds(2) },
    );
  });

  it('is decided on one of the newest thousand revisions', () => {
    expect([noBase(41, 41), noBase(0, 1000)]).toEqual([undefined, undefined]);
    expect([noBase(42, 41), noBase(0, 1001)]).toEqual([
      { kind: 'no-base', newest: 41, oldest: 0 },
      { kind: 'no-base', newest: 1001, oldest: 1 },
    ]);
  });
});
