import { fold, views, type Entry } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { CheckpointedFold, decode, MissionWriter, streamOf, type Submission } from '#libs/timeline';
import { openingOf } from '../support/opening.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');

const batch = (commands: Submission['commands'], dryRun = false): Submission => ({
  mission: 'm',
  commands,
  batch: true,
  dryRun,
  actor: { id: 'test', role: 'admin' },
});

const opening = {
  command: 'open-mission',
  body: openingOf(1000),
};
const repatriation = {
  command: 'report-repatriation',
  body: { lines: [{ component: 'all', count: 10 }], occurredAt: '2023-08-13' },
};

/** Each takes back the one before it; the first, the repatriation. */
const chain = (length: number): Submission['commands'] =>
  Array.from({ length }, (_, n) => ({ command: 'retract-entry', body: { entry: n + 1, reason: 'by mistake' } }));

async function writer(): Promise<{ writer: MissionWriter; store: InMemoryStore }> {
  const store = new InMemoryStore();
  const opened = new MissionWriter(store, now);
  await opened.submit(batch([opening, repatriation]));
  return { writer: opened, store };
}

async function entriesIn(store: InMemoryStore): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const page of store.readStream(streamOf('m'))) entries.push(...page.map(decode));
  return entries;
}

/** How many entries are read to fold a log on, entry by entry. */
async function entriesRead(log: readonly Entry[]): Promise<number> {
  let read = 0;
  const take = (revisions: readonly number[]): Promise<Entry[]> => {
    read += revisions.length;
    return Promise.resolve(revisions.flatMap((revision) => log[revision] ?? []));
  };
  let grown = CheckpointedFold.empty;
  for (const entry of log) grown = await grown.extended([entry], take);
  return read;
}

/** How often others had the event loop while something was done. */
async function turnsOfOthers(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const count = (): void => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await work.finally(() => clearImmediate(next));
  return turns;
}

describe('a batch of retractions, each of the one before it', () => {
  it.each([false, true])('lets others work while it is judged (dry run: %s)', async (dryRun) => {
    const { writer: lane } = await writer();
    const judged = lane.submit(batch(chain(900), dryRun));
    // At once it would be one: how many slices it takes hangs on the machine.
    expect(await turnsOfOthers(judged)).toBeGreaterThan(3);
    expect(await judged).toMatchObject({ kind: dryRun ? 'dry-run' : 'recorded', revision: 901 });
  });

  it.each([39, 40])('%d of them come to the same as the log that they leave, folded anew', async (length) => {
    const { writer: lane, store } = await writer();
    await lane.submit(batch(chain(length)));
    const asked = await lane.submit(batch([repatriation], true));
    const stored = await entriesIn(store);
    expect(fold(stored).retractedBy.has(1)).toBe(length % 2 === 1);
    const { departed } = views.summary(fold(stored).state, { at: now() }).strength;
    expect(asked).toMatchObject({ kind: 'dry-run', revision: length + 2 });
    expect(departed.best).toBe(length % 2 === 1 ? 0 : 10);
  });

  it('takes as much work as it is long', async () => {
    const { writer: lane, store } = await writer();
    await lane.submit(batch(chain(400)));
    const log = await entriesIn(store);
    expect(await entriesRead(log)).toBeLessThan(2.5 * (await entriesRead(log.slice(0, log.length / 2))));
  });
});
