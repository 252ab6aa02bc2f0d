import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKurrentDbStore, type EventStore } from '#libs/event-store';
import { isAccepted, Logbook, Missions, MissionWriter, type Answer } from '#libs/timeline';
import { TestTimers } from '../support/test-timers.js';
import { makeSealer, startStandIn, type StandIn } from '../support/stand-in.js';

const now = (): number => Date.parse('2023-09-01T00:00:00.000Z');
const occurredAt = '2023-08-01';
const opening = {
  name: 'M',
  hostCountry: 'Mali',
  authority: 'a',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'UTC',
  strength: [{ component: 'all', count: 1000 }],
  occurredAt,
};

interface Server {
  missions: Missions;
  ask(command: string, body: Record<string, unknown>, more?: { key?: string; dryRun?: boolean }): Promise<Answer>;
  close(): Promise<void>;
}

async function serverOn(store: EventStore): Promise<Server> {
  const missions = new Missions(store, new Logbook(store), now, (error) => {
    throw error;
  });
  await missions.start();
  const writer = new MissionWriter(store, now, missions);
  return {
    missions,
    ask: (command, body, { key, dryRun = false } = {}) =>
      writer.submit({
        mission: 'm',
        commands: [{ command, body: { ...body, occurredAt } }],
        batch: false,
        dryRun,
        actor: { id: 'test', role: 'admin' },
        ...(key !== undefined && { key }),
      }),
    async close() {
      await missions.stop();
      await store.close();
    },
  };
}

let dir: string;
let standIn: StandIn;
let server: Server;
/** One that writes to the same log, beside it. */
let other: Server;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-trips-'));
  standIn = await startStandIn(dir);
  server = await serverOn(await openKurrentDbStore(standIn.url, makeSealer(), { timers: new TestTimers() }));
  other = await serverOn(standIn.log);
  await server.ask('open-mission', opening);
});
afterEach(async () => {
  await server.close();
  await other.missions.stop();
  await standIn.close();
  rmSync(dir, { recursive: true });
});

/** What some work asks of the cluster. */
async function trips(work: () => Promise<unknown>): Promise<{ appends: number; reads: number }> {
  const of = (method: string): number => standIn.calls.begun.get(method) ?? 0;
  const [appends, reads] = [of('append'), of('read')];
  await work();
  return { appends: of('append') - appends, reads: of('read') - reads };
}

const note = { text: 'n' };

describe('a round of commands on a cluster', () => {
  it('is one append, and nothing is read where the revision is known', async () => {
    expect(await trips(() => server.ask('add-note', note))).toEqual({ appends: 1, reads: 0 });
    const many = Array.from({ length: 20 }, () => server.ask('add-note', note));
    expect(await trips(() => Promise.all(many))).toEqual({ appends: 1, reads: 0 });
  });

  it('reads back what another server may have recorded under the same key, and no more', async () => {
    expect(await trips(() => server.ask('add-note', note, { key: 'the-key-of-a-note' }))).toEqual({
      appends: 1,
      reads: 1,
    });
    expect(await trips(() => server.ask('add-note', note, { key: 'the-key-of-a-note' }))).toEqual({
      appends: 0,
      reads: 0,
    });
  });

  it('asks once for the newest state before it refuses, and to try alone', async () => {
    const refused = { base: 'nowhere', on: '2023-10-01' };
    expect(await trips(() => server.ask('schedule-withdrawal', refused))).toEqual({ appends: 0, reads: 1 });
    expect(await trips(() => server.ask('add-note', note, { dryRun: true }))).toEqual({ appends: 0, reads: 1 });
  });

  it('reads nothing of what it was told that others have recorded', async () => {
    const answer = await other.ask('add-note', note);
    const revision = isAccepted(answer) ? answer.revision : -1;
    expect(await server.missions.waitFor('m', revision, 5000)).toBe(true);
    expect(await trips(() => server.ask('add-note', note))).toEqual({ appends: 1, reads: 0 });
  });

  it('makes of one that others were before in two rounds, each of an append and a read at most', async () => {
    for (let index = 0; index < 10; index++) {
      await other.ask('add-note', note);
      const { appends, reads } = await trips(async () => {
        expect((await server.ask('add-note', note)).kind).toBe('recorded');
      });
      expect({ appends, reads, fits: appends <= 2 && reads <= appends }).toEqual({ appends, reads, fits: true });
    }
  });
});
