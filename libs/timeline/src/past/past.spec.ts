import fc from 'fast-check';
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  atOnce,
  figuresSettled,
  fold,
  views,
  type Entry,
  type Folded,
  type FoldOptions,
  type ViewName,
} from '#libs/domain';
import { generateLog, type Wanted } from '../../../../test/support/generated-log.js';
import { Random } from '../../../../test/support/random.js';
import { rounds } from '../../../../test/support/rounds.js';
import { Past } from './past.js';

const shownAt = Date.parse('2024-06-01T00:00:00Z');
const dayMs = 86_400_000;

/** A log of all kinds of entries, many of them late, corrected, retracted or revised. */
const wanted = (seed: number, count: number, more: Partial<Wanted> = {}): Wanted => ({
  seed,
  count,
  bases: 8,
  convoys: 12,
  days: 200,
  late: 0.1,
  corrected: 0.1,
  retracted: 0.05,
  reported: 0.3,
  imprecise: 0.2,
  settled: 0.03,
  elsewhere: 0.3,
  refoldedAfter: 20,
  ...more,
});

/** The past of a log. */
function pastOf(log: readonly Entry[]): Past {
  return new Past({
    take: (revisions) => Promise.resolve(revisions.map((revision) => log[revision] as Entry)),
    async *range(from, until) {
      yield log.slice(from, until + 1);
    },
  });
}

/** All that is seen of a fold: every view, and what decisions go by. */
function shown(folded: Folded | undefined): unknown {
  if (!folded?.state.mission) return undefined;
  const names = Object.keys(views) as ViewName[];
  // A view of a long log fills many pages: if one differs, its name is enough to go by.
  const drawn = names.map((name) => [name, hash('sha256', JSON.stringify(views[name](folded.state, { at: shownAt })))]);
  return [
    folded.revision,
    drawn,
    [...folded.instants],
    [...folded.openers].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [...folded.retractedBy].toSorted(([a], [b]) => a - b),
    folded.last,
  ];
}

/** A time on any axis, or several at once. */
function anyHorizon(random: Random, log: readonly Entry[]): FoldOptions {
  const start = Date.parse(log[0]?.placedAt ?? '');
  const end = Date.parse(log.at(-1)?.recordedAt ?? '');
  const time = (): number => Math.floor(start - dayMs + random.next() * (end - start + 2 * dayMs));
  const horizon: FoldOptions = {};
  if (random.chance(0.5)) horizon.validAt = time();
  if (random.chance(0.4)) horizon.knownAt = time();
  else if (random.chance(0.6)) horizon.revision = random.below(log.length);
  if (random.chance(0.2)) horizon.recordedAt = time();
  return horizon;
}

/** Asks for random times, while the log grows, and compares each answer with a fold from nothing. */
async function compare(log: readonly Entry[], seed: number, times: number): Promise<void> {
  const random = new Random(seed);
  const past = pastOf(log);
  const settled = atOnce(figuresSettled(log));
  for (let time = 0; time < times; time++) {
    const length = Math.max(1, Math.floor((log.length * (time + 1)) / times));
    const horizon = anyHorizon(random, log.slice(0, length));
    const expected = fold(log.slice(0, length), { ...horizon, settled });
    expect([horizon, shown(await past.look(horizon, length))]).toEqual([horizon, shown(expected)]);
  }
}

const kinds: fc.Arbitrary<Partial<Wanted>> = fc.constantFrom(
  {},
  { imported: true, reported: 0.9 },
  { bases: 2, convoys: 3 },
  { late: 0.5 },
);

describe('the past of a mission', () => {
  it('holds a settlement that was known early for the figures it was recorded on, which nobody knew yet at that time', async () => {
    await compare(await generateLog(wanted(385819225, 85, { imported: true, reported: 0.9 })), 385819225, 12);
  });

  it('is what a fold from nothing shows, at any time on any axis, whatever came late or was corrected', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.integer({ min: 20, max: 500 }), kinds, async (seed, count, kind) => {
        await compare(await generateLog(wanted(seed, count, kind)), seed, 12);
      }),
      { numRuns: rounds(16) },
    );
  }, 1_800_000);

  it('is so for a mission of 5,000 entries', async () => {
    const log = await generateLog(
      wanted(7, 5000, {
        bases: 40,
        convoys: 100,
        late: 0.03,
        corrected: 0.02,
        retracted: 0.01,
        settled: 0.002,
        refoldedAfter: 1000,
      }),
    );
    await compare(log, 7, rounds(8));
  }, 1_800_000);
});

describe('folds along the revisions', () => {
  it('are gone on with by nobody, and nothing more is read for them, once the past is dropped', async () => {
    const log = await generateLog(wanted(7, 700, { late: 0, corrected: 0, retracted: 0, settled: 0, elsewhere: 0 }));
    const read: (readonly number[])[] = [];
    const past = new Past({
      take: (revisions) => {
        read.push(revisions);
        return Promise.resolve(revisions.map((revision) => log[revision] as Entry));
      },
      async *range(from, until) {
        for (let next = from; next <= until; next += 100) {
          read.push([next]);
          yield log.slice(next, Math.min(next + 100, until + 1));
        }
      },
    });
    await past.look({}, log.length);
    read.length = 0;
    const filling = past.fill();
    while (read.length === 0) await setImmediate();
    past.drop();
    const before = read.length;
    await expect(filling).rejects.toThrow('dropped');
    expect(read).toHaveLength(before);
    // Whoever looked before is answered all the same.
    expect(shown(await past.look({ revision: 600 }, log.length))).toEqual(shown(fold(log, { revision: 600 })));
  });
});
