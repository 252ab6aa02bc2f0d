import { formatInstant } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { MissionWriter, type CommandInput } from '#libs/timeline';
import { Random } from '../support/random.js';
import { openingOf } from '../support/opening.js';
import { median, type Figure } from './report.js';

const count = 20_000;
const perBatch = 500;
const reports = 50;
const chainMax = 990;
const startMs = Date.parse('2023-07-02T00:00:00Z');
const spanMs = 170 * 86_400_000;

const repatriation = (at: number): CommandInput => ({
  command: 'report-repatriation',
  body: { lines: [{ component: 'uniformed/troops', count: 1 }], occurredAt: formatInstant(at) },
});

type Submit = (commands: readonly CommandInput[]) => Promise<void>;

/** Opens a mission in a log of its own, and answers what records further commands. */
async function opened(): Promise<Submit> {
  const writer = new MissionWriter(new InMemoryStore(), () => startMs + spanMs + 86_400_000);
  const actor = { id: 'bench', role: 'admin' } as const;
  const submit: Submit = async (commands) => {
    const answer = await writer.submit({ mission: 'm', commands, batch: commands.length > 1, dryRun: false, actor });
    if (answer.kind !== 'recorded') throw new Error(JSON.stringify(answer));
  };
  await submit([{ command: 'open-mission', body: openingOf(1_000_000) }]);
  return submit;
}

/** How long a batch of retractions takes, each of the entry before it, in milliseconds. */
async function chained(length: number): Promise<number> {
  const submit = await opened();
  await submit([repatriation(startMs)]);
  const begun = performance.now();
  const reason = 'by mistake';
  await submit(Array.from({ length }, (_, n) => ({ command: 'retract-entry', body: { entry: n + 1, reason } })));
  return performance.now() - begun;
}

/** Records reports of some instants; answers how long it took and how long one more takes on a day at random, in milliseconds. */
async function recorded(instants: readonly number[]): Promise<{ all: number; one: number }> {
  const submit = await opened();
  const begun = performance.now();
  for (let from = 0; from < instants.length; from += perBatch)
    await submit(instants.slice(from, from + perBatch).map(repatriation));
  const all = performance.now() - begun;
  const random = new Random(9);
  const each: number[] = [];
  for (let n = 0; n < reports; n++) {
    const start = performance.now();
    await submit([repatriation(startMs + Math.floor(random.next() * spanMs))]);
    each.push(performance.now() - start);
  }
  return { all, one: median(each) };
}

/** What it costs to record reports in another order than that of the days on which things happened. */
export async function randomDays(): Promise<Figure[]> {
  const random = new Random(4);
  const shuffled = Array.from({ length: count }, () => startMs + Math.floor(random.next() * spanMs));
  const inOrder = await recorded(shuffled.toSorted((a, b) => a - b));
  const anyOrder = await recorded(shuffled);
  const log = `${count.toLocaleString('en-GB')} entries`;
  await chained(chainMax);
  const chain = await chained(chainMax);
  return [
    {
      name: `a batch of ${chainMax} retractions, each of the one before it`,
      value: chain,
      unit: 'ms',
      baseline: 'at most 3 times as long as half of it',
      ratio: (3 * (await chained(chainMax / 2))) / chain,
      goal: 1,
    },
    {
      name: `${log}: a report of a random day recorded, the middle of ${reports}`,
      value: inOrder.one,
      unit: 'ms',
      baseline: 'at most 5 ms',
      ratio: 5 / inOrder.one,
      goal: 1,
    },
    {
      name: `${log} sent in random order of days`,
      value: anyOrder.all,
      unit: 'ms',
      baseline: 'at most 5 times as long as in order',
      ratio: (5 * inOrder.all) / anyOrder.all,
      goal: 1,
    },
  ];
}
