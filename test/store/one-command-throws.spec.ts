import { fold, views } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { decode, MissionWriter, streamOf, type Submission } from '#libs/timeline';
import { openingOf } from '../support/opening.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');

const submission = (command: string, body: Record<string, unknown>, more: Partial<Submission> = {}): Submission => ({
  mission: 'm',
  commands: [{ command, body }],
  batch: false,
  dryRun: false,
  actor: { id: 'test', role: 'admin' },
  ...more,
});

const opening = submission('open-mission', openingOf(1000));
const note = (n: number): Submission => submission('add-note', { text: `note ${n}`, occurredAt: '2023-08-13' });

/** Commands that come past no edge: each throws in another part of what is done with it. */
const throwing: Submission[] = [
  submission('no-such-command', {}),
  submission('report-repatriation', { lines: [{ component: 'all', count: 5 }, null], occurredAt: '2023-08-13' }),
  submission('report-arrival', { occurredAt: '2023-08-13' }),
  submission('add-note', { text: 1n, occurredAt: '2023-08-13' }),
  submission(
    'report-repatriation',
    { lines: [{ component: 'all', count: 5 }, null], occurredAt: '2023-08-13' },
    { dryRun: true },
  ),
];

describe('a command that throws', () => {
  it('fails alone: those that wait with it are recorded, as if it had never been sent', async () => {
    const store = new InMemoryStore();
    const writer = new MissionWriter(store, now);
    await writer.submit(opening);
    const good = Array.from({ length: 60 }, (_, n) => note(n));
    const all = good.flatMap((one, n) => (n % 9 === 0 ? [throwing[(n / 9) % throwing.length] ?? one, one] : [one]));
    const answers = await Promise.allSettled(all.map((one) => writer.submit(one)));
    const outcomes = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.kind : 'threw'));
    expect(outcomes).toEqual(all.map((one) => (throwing.includes(one) ? 'threw' : 'recorded')));

    // What it left half done is seen by nobody: the next answers are those of the stored log.
    const left = await writer.submit(
      submission('report-repatriation', { lines: [{ component: 'all', count: 10 }], occurredAt: '2023-08-20' }),
    );
    expect(left).toMatchObject({ kind: 'recorded', revision: good.length + 1, discrepancies: [] });
    const stored = [];
    for await (const page of store.readStream(streamOf('m'))) stored.push(...page.map(decode));
    expect(stored).toHaveLength(good.length + 2);
    expect(views.summary(fold(stored).state, { at: now() }).strength.departed.best).toBe(10);
  });

  it('fails where it is the only one, and leaves the mission as it was', async () => {
    const store = new InMemoryStore();
    const writer = new MissionWriter(store, now);
    await writer.submit(opening);
    for (const one of throwing) await expect(writer.submit(one)).rejects.toThrow();
    expect(await writer.submit(note(1))).toMatchObject({ kind: 'recorded', revision: 1 });
  });
});
