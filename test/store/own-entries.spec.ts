import { ForwardingStore, InMemoryStore, type Subscription } from '#libs/event-store';
import { isAccepted, Logbook, Missions, MissionWriter } from '#libs/timeline';
import { openingOf } from '../support/opening.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');

/** A store that tells nobody of what is appended: as slow as a connection can be. */
class Silent extends ForwardingStore {
  override subscribe(): Subscription {
    return { close: async () => undefined };
  }
}

const opening = openingOf(1000);

describe('what a server has recorded itself', () => {
  it('is what it shows when it answers, before the store tells of it, also where it came late', async () => {
    const store = new Silent(new InMemoryStore());
    const missions = new Missions(store, new Logbook(store), now, (error) => {
      throw error;
    });
    await missions.start();
    const writer = new MissionWriter(store, now, missions);
    const told: number[] = [];
    missions.follow((mission) => told.push(missions.revisionOf(mission)));
    const sent: [string, Record<string, unknown>][] = [
      ['open-mission', opening],
      ['establish-base', { base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-02' }],
      ['add-note', { text: 'n', base: 'ber', occurredAt: '2023-08-01' }],
      ['report-repatriation', { lines: [{ component: 'all', count: 1 }], occurredAt: '2023-07-03' }],
      ['correct-entry', { entry: 2, replacement: { occurredAt: '2023-08-02' }, reason: 'r' }],
    ];
    for (const [revision, [command, body]] of sent.entries()) {
      const actor = { id: 'test', role: 'admin' as const };
      const commands = [{ command, body }];
      const answer = await writer.submit({ mission: 'm', commands, batch: false, dryRun: false, actor });
      expect(isAccepted(answer) && answer.revision).toBe(revision);
      expect((await missions.look('m', {}))?.revision).toBe(revision);
      expect((await (await missions.look('m', {}))?.history())?.length).toBe(revision + 1);
    }
    expect([missions.ids(), told]).toEqual([['m'], [0, 1, 2, 3, 4]]);
    await missions.stop();
  });

  it('is all that there is: a mission that was only asked about leaves nothing behind', async () => {
    const store = new InMemoryStore();
    const missions = new Missions(store, new Logbook(store), now, () => undefined);
    const actor = { id: 'test', role: 'admin' as const };
    const commands = [{ command: 'add-note', body: { text: 'n', occurredAt: '2023-08-01' } }];
    const writer = new MissionWriter(store, now, missions);
    expect(await writer.submit({ mission: 'm', commands, batch: false, dryRun: false, actor })).toMatchObject({
      kind: 'unknown',
      what: 'mission',
    });
    expect([missions.ids(), await missions.look('m', {}), missions.stopped()]).toEqual([[], undefined, []]);
  });
});
