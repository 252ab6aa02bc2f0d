import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pointerOf } from '#libs/domain';
import { openEmbeddedStore } from '#libs/event-store';
import { Documents, isFollowed, leavesOf, questionAt, type Question } from '#libs/explain';
import { encode, Logbook, Missions, streamOf, type AsOfTexts } from '#libs/timeline';
import { Chronicles } from '../apps/server/src/queries/chronicles.js';
import { generated, generateLog } from './support/generated-log.js';
import { behindByFolding } from './support/why-whole.js';

const shownAt = Date.parse('2024-12-01');

const count = 1100;

describe('a long log is followed once, whatever is asked', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'drawdown-'));
  const store = openEmbeddedStore({ dataDir });
  const missions = new Missions(
    store,
    new Logbook(store),
    () => shownAt,
    () => undefined,
  );
  const chronicles = new Chronicles(missions);
  let log: Awaited<ReturnType<typeof generateLog>>;

  beforeAll(async () => {
    const wanted = { seed: 7, count, bases: 5, convoys: 9, days: 90, late: 0.02, corrected: 0.02, retracted: 0.01 };
    log = await generateLog({ ...wanted, reported: 0.1, imprecise: 0.1, refoldedAfter: 100 });
    await store.append(streamOf(generated), -1, log.map(encode));
    await missions.start();
  });
  afterAll(async () => {
    await missions.stop();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });

  /** Asks why of one figure of each kind that is followed, and tells how many entries were read to follow them. */
  async function asked(asOf: AsOfTexts): Promise<{ questions: Question[]; found: unknown[]; read: number }> {
    let read = 0;
    const seen = await missions.look(generated, asOf);
    if (!seen) throw new Error('there is no mission');
    const documents = new Documents(seen.state, { at: seen.at });
    const questions = new Map<string, Question>();
    for (const view of ['summary', 'convoys'] as const)
      for (const path of leavesOf(documents.of(view))) {
        const question = questionAt(documents, view, pointerOf(path));
        if ('plan' in question && isFollowed(question))
          questions.set(path.filter((part) => !/\d|^civilian$|^uniformed/.test(part)).join(' '), question);
      }
    const counted = {
      ...seen,
      take: (revisions: readonly number[]) => {
        read += revisions.length;
        return seen.take(revisions);
      },
    };
    const found: unknown[] = [];
    for (const question of questions.values()) {
      const { revisions, moves } = await chronicles.behind(generated, question, counted);
      found.push({ revisions, moves });
    }
    return { questions: [...questions.values()], found, read };
  }

  it('who asks further reads no entry again', async () => {
    const { questions, found, read } = await asked({});
    expect(questions.length).toBeGreaterThan(10);
    expect(read).toBeGreaterThan(0);
    expect(found).toEqual(behindByFolding(questions, log, {}));
    expect((await asked({})).read).toBe(0);
  });

  it('as known at another time from where that parts, and once for all that is asked of it', async () => {
    const { questions, found, read } = await asked({ knownAt: '1000' });
    expect(read).toBeGreaterThan(0);
    expect(found).toEqual(behindByFolding(questions, log, { revision: 1000 }));
    expect((await asked({ knownAt: '1000' })).read).toBe(0);
    expect((await asked({})).read).toBe(0);
  });
});
