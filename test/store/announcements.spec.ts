import { setImmediate } from 'node:timers/promises';
import { ForwardingStore, InMemoryStore, type EventStore, type Subscription } from '#libs/event-store';
import { Logbook, Missions, MissionWriter, type CommandInput } from '#libs/timeline';
import { openingOf } from '../support/opening.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');
const fail = (error: unknown): never => {
  throw error;
};

/** A store that tells nobody of what is appended. */
class Silent extends ForwardingStore {
  override subscribe(): Subscription {
    return { close: async () => undefined };
  }
}

const opening = openingOf(1000);
const note = (occurredAt: string): CommandInput => ({ command: 'add-note', body: { text: 'n', occurredAt } });
const open: CommandInput = { command: 'open-mission', body: opening };

const record = async (writer: MissionWriter, mission: string, ...commands: CommandInput[]): Promise<unknown> =>
  writer.submit({
    mission,
    commands,
    batch: commands.length > 1,
    key: `${mission} ${JSON.stringify(commands)}`,
    dryRun: false,
    actor: { id: 'test', role: 'admin' },
  });

/** A server on a store, and the entries of which it tells, as `mission/revision`. */
async function server(store: EventStore): Promise<{ missions: Missions; writer: MissionWriter; told: string[] }> {
  const missions = new Missions(store, new Logbook(store), now, fail);
  await missions.start();
  const told: string[] = [];
  missions.announce({
    recorded: ({ mission, revision }) => told.push(`${mission}/${revision}`),
    stopped: (mission) => told.push(`${mission} stopped`),
  });
  return { missions, writer: new MissionWriter(store, now, missions), told };
}

/** Resolves when a server shows a revision and has told of it. */
async function hasTold(one: { missions: Missions; told: string[] }, last: string): Promise<void> {
  for (let turn = 0; turn < 10_000 && !one.told.includes(last); turn++) await setImmediate();
  expect(one.told).toContain(last);
}

describe('somebody who throws when told of an entry', () => {
  it('fails no command that is on the disk, and nobody else who is told', async () => {
    const store = new InMemoryStore();
    const faults: unknown[] = [];
    const missions = new Missions(store, new Logbook(store), now, fail, {
      onListenerFault: (error) => faults.push(error),
    });
    await missions.start();
    const told: string[] = [];
    missions.follow(() => fail(new Error('a full mailbox')));
    missions.follow((mission) => told.push(mission));
    missions.announce({ recorded: () => fail(new Error('a broken pager')), stopped: fail });
    const writer = new MissionWriter(store, now, missions);
    const answers = await Promise.all([record(writer, 'm', open), record(writer, 'm', note('2023-08-01'))]);
    expect(answers).toMatchObject([{ kind: 'recorded' }, { kind: 'recorded' }]);
    expect(await store.headRevision('mission-m')).toBe(1);
    expect(told).toContain('m');
    expect(new Set(faults.map(String))).toEqual(new Set(['Error: a full mailbox', 'Error: a broken pager']));
    await missions.stop();
  });
});

describe('what is recorded is told', () => {
  it('when it is durable and shown, before it is answered, whatever its place in time', async () => {
    const one = await server(new Silent(new InMemoryStore()));
    const shown: number[] = [];
    one.missions.announce({
      recorded: ({ mission, revision }) => shown.push(one.missions.revisionOf(mission) - revision),
      stopped: fail,
    });
    await record(one.writer, 'm', open);
    await record(one.writer, 'm', note('2023-08-01'), note('2023-07-02'), note('2023-08-02'));
    await record(one.writer, 'm', note('2023-07-03'));
    // Of a batch all is shown before any of it is told.
    expect(shown).toEqual([0, 2, 1, 0, 0]);
    await one.missions.stop();
  });

  it('entry by entry, and then once how many there were, whether few or many', async () => {
    const one = await server(new Silent(new InMemoryStore()));
    const told: (string | number)[] = [];
    const moved = (mission: string, entries: number): void => void told.push(`${mission} has ${entries} more`);
    one.missions.announce({ recorded: ({ revision }) => told.push(revision), moved, stopped: fail });
    await record(one.writer, 'm', open);
    await record(one.writer, 'm', note('2023-08-01'), note('2023-08-02'));
    expect(told).toEqual([0, 'm has 1 more', 1, 2, 'm has 2 more']);
    const commands = Array.from({ length: 60 }, () => note('2023-08-03'));
    const actor = { id: 'test', role: 'admin' };
    await one.writer.submit({ mission: 'm', commands, batch: true, key: 'many at once', dryRun: false, actor });
    for (let turn = 0; turn < 10_000 && told.at(-1) !== 'm has 60 more'; turn++) await setImmediate();
    expect(told.slice(5)).toEqual([...Array.from({ length: 60 }, (_, place) => 3 + place), 'm has 60 more']);
    await one.missions.stop();
  });

  it('once on every server and in order, whoever recorded it and whenever it was read', async () => {
    const store = new InMemoryStore();
    const [one, other] = [await server(store), await server(store)];
    await record(one.writer, 'm', open);
    await record(other.writer, 'n', open);
    for (let day = 10; day < 20; day++) {
      await Promise.all([
        record(one.writer, 'm', note(`2023-08-${day}`)),
        record(other.writer, 'm', note(`2023-07-${day}`), note(`2023-08-${day}`)),
      ]);
    }
    for (const each of [one, other]) {
      await hasTold(each, 'm/30');
      await hasTold(each, 'n/0');
      expect(each.told.filter((name) => name.startsWith('m/'))).toEqual(
        Array.from({ length: 31 }, (_, revision) => `m/${revision}`),
      );
      expect(each.told.filter((name) => name.startsWith('n/'))).toEqual(['n/0']);
      await each.missions.stop();
    }
  });

  it('from the start on: what was there before is told by nobody', async () => {
    const store = new InMemoryStore();
    const before = await server(store);
    await record(before.writer, 'm', open);
    await record(before.writer, 'm', note('2023-08-01'));
    await before.missions.stop();
    const after = await server(store);
    await record(after.writer, 'm', note('2023-08-02'));
    expect(after.told).toEqual(['m/2']);
    await after.missions.stop();
  });

  it('where another server has recorded what this one reads only when it decides', async () => {
    const store = new InMemoryStore();
    const [deaf, other] = [await server(new Silent(store)), await server(store)];
    await record(other.writer, 'm', open);
    await record(other.writer, 'm', note('2023-08-01'));
    await record(deaf.writer, 'm', note('2023-08-02'));
    await hasTold(deaf, 'm/2');
    expect(deaf.told).toEqual(['m/0', 'm/1', 'm/2']);
    for (const each of [deaf, other]) await each.missions.stop();
  });

  it('until the mission stops, which is told as well', async () => {
    const store = new InMemoryStore();
    const one = await server(store);
    await record(one.writer, 'm', open);
    const recordedAt = '2023-09-01T00:00:00Z';
    await store.append('mission-m', 0, [
      { id: '00000000-0000-5000-8000-000000000000', type: 'Odd', body: '{}', recordedAt },
    ]);
    await hasTold(one, 'm stopped');
    expect(one.told).toEqual(['m/0', 'm stopped']);
    await one.missions.stop();
  });
});
