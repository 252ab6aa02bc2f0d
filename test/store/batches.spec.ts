import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { fold, views, type Entry } from '#libs/domain';
import {
  ForwardingStore,
  InMemoryStore,
  type Following,
  type OnEntries,
  type StoredEntry,
  type Subscription,
} from '#libs/event-store';
import { decode, isAccepted, Logbook, Missions, MissionWriter } from '#libs/timeline';
import { openingOf } from '../support/opening.js';
import { rounds } from '../support/rounds.js';

const now = (): number => Date.parse('2023-09-01T00:00:00Z');

/** A store that hands out the entries of one append so many at a time, as clusters do. */
class InParts extends ForwardingStore {
  constructor(
    store: InMemoryStore,
    private readonly size: number,
  ) {
    super(store);
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    const inParts = async (page: readonly StoredEntry[]): Promise<void> => {
      for (let from = 0; from < page.length; from += this.size) {
        await onEntries(page.slice(from, from + this.size));
        await setImmediate();
      }
    };
    return this.store.subscribe(following, inParts, onError);
  }
}

const submission = (commands: { command: string; body: Record<string, unknown> }[], batch: boolean) => ({
  mission: 'm',
  commands,
  batch,
  dryRun: false,
  actor: { id: 'test', role: 'admin' as const },
});

const opening = openingOf(1000);

const leave = (day: number) => ({
  command: 'report-repatriation',
  body: { lines: [{ component: 'all', count: 1 }], occurredAt: `2023-08-${String(day).padStart(2, '0')}` },
});

/** A log, and what somebody who follows it in parts was shown of it, from step to step. */
async function followed(
  size: number,
  record: (writer: MissionWriter) => Promise<void>,
): Promise<{ log: Entry[]; shown: { revision: number; summary: unknown }[] }> {
  const store = new InMemoryStore();
  const writer = new MissionWriter(store, now);
  await writer.submit(submission([{ command: 'open-mission', body: opening }], false));
  const inParts = new InParts(store, size);
  const missions = new Missions(inParts, new Logbook(inParts), now, (error) => {
    throw error;
  });
  await missions.start();
  const looks: Promise<{ revision: number; summary: unknown } | undefined>[] = [];
  const look = async () => {
    const seen = await missions.look('m', {});
    return seen && { revision: seen.revision, summary: views.summary(seen.state, seen) };
  };
  missions.follow(() => looks.push(look()));
  await record(writer);
  const newest = await store.headRevision('mission-m');
  expect(await missions.waitFor('m', newest, 5000)).toBe(true);
  const shown = (await Promise.all(looks)).filter((one) => one !== undefined);
  await missions.stop();
  const log: Entry[] = [];
  for await (const page of store.readStream('mission-m')) log.push(...page.map(decode));
  return { log, shown };
}

describe('what is recorded as one batch', () => {
  it('is one step for whoever follows, also where it comes in parts, and with late reports in it', async () => {
    const days = fc.array(fc.array(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), days, async (size, batches) => {
        const { log, shown } = await followed(size, async (writer) => {
          for (const batch of batches)
            expect(isAccepted(await writer.submit(submission(batch.map(leave), true)))).toBe(true);
        });
        const ends = log
          .filter(({ batch }) => !batch || batch.index === batch.size - 1)
          .map(({ revision }) => revision);
        expect(shown.map(({ revision }) => revision).filter((one) => !ends.includes(one))).toEqual([]);
        for (const { revision, summary } of shown) {
          const { state } = fold(log.slice(0, revision + 1));
          expect(summary).toEqual(views.summary(state, { at: now() }));
        }
      }),
      { numRuns: rounds(40) },
    );
  }, 60_000);

  it('is waited for where it lies in two pages', async () => {
    const { shown } = await followed(500, async (writer) => {
      await writer.submit(
        submission(
          Array.from({ length: 700 }, () => leave(1)),
          true,
        ),
      );
    });
    expect(shown.map(({ revision }) => revision)).toEqual([700]);
  });

  it('is not what was only sent at the same time', async () => {
    const { log, shown } = await followed(1, async (writer) => {
      await Promise.all(Array.from({ length: 4 }, () => writer.submit(submission([leave(1)], false))));
    });
    expect(log.map(({ batch }) => batch)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(shown.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  });
});

it('a batch tells of what it opened about the whole mission, also if some of its commands speak of a base', async () => {
  const writer = new MissionWriter(new InMemoryStore(), now);
  const base = { base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-02' };
  await writer.submit(
    submission(
      [
        { command: 'open-mission', body: opening },
        { command: 'establish-base', body: base },
      ],
      true,
    ),
  );
  const present = { measure: 'present', component: 'all', count: 1200, occurredAt: '2023-08-01' };
  const answer = await writer.submit(
    submission(
      [
        { command: 'report-withdrawal-started', body: { base: 'ber', occurredAt: '2023-08-01' } },
        { command: 'report-strength', body: present },
      ],
      true,
    ),
  );
  expect(isAccepted(answer) && answer.discrepancies.map(({ id }) => id)).toEqual(['more-present-than-booked:all:3']);
});
