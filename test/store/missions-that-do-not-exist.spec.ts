import { ComparedStore, InMemoryStore, TreeComparison } from '#libs/event-store';
import { Logbook, Missions, MissionWriter, streamOf, type CommandInput, type Submission } from '#libs/timeline';
import { openingOf } from '../support/opening.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');

const opening: CommandInput = {
  command: 'open-mission',
  body: openingOf(1000),
};
const note: CommandInput = { command: 'add-note', body: { text: 'x', occurredAt: '2023-08-13' } };
const retraction: CommandInput = { command: 'retract-entry', body: { entry: 1, reason: 'a slip' } };
const lateNote: CommandInput = { command: 'add-note', body: { text: 'x', occurredAt: '2023-07-02' } };

const submission = (mission: string, commands: CommandInput[], dryRun = false): Submission => ({
  mission,
  commands,
  batch: commands.length > 1,
  dryRun,
  actor: { id: 'test', role: 'admin' },
});

describe('commands to missions that do not exist', () => {
  it('leave nothing behind, one after another or at once, tried or meant', async () => {
    const store = new InMemoryStore();
    const logbook = new Logbook(store);
    const missions = new Missions(store, logbook, now, () => undefined);
    const writer = new MissionWriter(store, now, missions);
    await writer.submit(submission('there', [opening]));
    await writer.submit(submission('there', [note]));
    for (let n = 0; n < 300; n++) await writer.submit(submission(`one-${n}`, [note]));
    for (let round = 0; round < 5; round++)
      await Promise.all(Array.from({ length: 100 }, (_, n) => writer.submit(submission(`of-many-${n}`, [note]))));
    for (let n = 0; n < 100; n++) {
      const tried = await writer.submit(submission(`tried-${n}`, [opening, note, lateNote, retraction], true));
      expect(tried.kind).toBe('dry-run');
      const thrown = submission(`thrown-${n}`, [{ command: 'no-such-command', body: {} }]);
      await expect(writer.submit(thrown)).rejects.toThrow();
    }
    await writer.drain();
    expect([writer.size, logbook.pastsKept]).toEqual([1, 0]);
    expect(await writer.submit(submission('there', [note]))).toMatchObject({ kind: 'recorded', revision: 2 });
  });

  it('are not remembered for ever as having nothing that was signed', async () => {
    const store = new InMemoryStore();
    const comparison = new TreeComparison(store, {
      kept: () => Promise.resolve(new Map()),
      isTrusted: () => Promise.resolve(true),
    });
    const writer = new MissionWriter(new ComparedStore(store, comparison), now);
    await writer.submit(submission('none', [note]));
    for (let n = 0; n < 10_000; n++) await comparison.of(streamOf(`other-${n}`));
    expect([comparison.isDone(streamOf('none')), comparison.isDone(streamOf('other-9999'))]).toEqual([false, true]);
  });

  it('are taken once the mission is opened, by those who waited beside each other', async () => {
    const writer = new MissionWriter(new InMemoryStore(), now);
    const answers = await Promise.all([
      writer.submit(submission('new', [note])),
      writer.submit(submission('new', [opening])),
      writer.submit(submission('new', [note])),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['unknown', 'recorded', 'recorded']);
  });
});
