import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKurrentDbStore, type ClusterObserver, type StoredEntry, type Timers } from '#libs/event-store';
import { entries, entry } from '../support/engines.js';
import { until } from '../support/beside.js';
import { TestTimers } from '../support/test-timers.js';
import { startStandIn, type StandIn } from '../support/stand-in.js';

/** What is told of the connection. */
class Told implements ClusterObserver {
  readonly lines: string[] = [];
  away = (reason: string): void => void this.lines.push(`away: ${reason}`);
  back = (): void => void this.lines.push('back');
  begunAgain = (): void => void this.lines.push('begun again');
}

let dir: string;
let standIn: StandIn;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-watching-'));
  standIn = await startStandIn(dir);
});
afterEach(async () => {
  await standIn.close();
  rmSync(dir, { recursive: true });
});

const following = { after: 0, streamPrefix: 'mission-' };

/** Follows, and answers what it was told so far. */
async function follow(timers?: Timers) {
  const told = new Told();
  const store = await openKurrentDbStore(standIn.url, undefined, { observer: told, ...(timers && { timers }) });
  const found: StoredEntry[] = [];
  const failed: unknown[] = [];
  store.subscribe(
    following,
    (page) => void found.push(...page),
    (error) => failed.push(error),
  );
  return { store, told, found, failed };
}

describe('a subscription to a cluster', () => {
  it('lives through an hour in which only the cluster itself does something, and is the same one then', async () => {
    const timers = new TestTimers();
    const { store, told, found } = await follow(timers);
    const checksAnHour = 1800;
    for (let check = 0; check < checksAnHour; check++) {
      // A node takes its statistics every 30 s.
      if (check % 15 === 0) await standIn.writeSystemEvents(5);
      await timers.pass();
    }
    await standIn.log.append('mission-m', -1, [entry()]);
    await until(
      async () => found,
      ({ length }) => length === 1,
    );
    expect([standIn.calls.begun.get('subscribe'), standIn.calls.open.get('subscribe')]).toEqual([1, 1]);
    expect(told.lines).toEqual([]);
    await store.close();
  }, 600_000);

  it('is cancelled at the server when it is given up, however often that happens', async () => {
    const { store, told, found } = await follow();
    for (let round = 0; round < 5; round++) {
      await standIn.log.append('mission-m', round * 3 - 1, entries(3));
      await until(
        async () => found,
        ({ length }) => length === (round + 1) * 3,
      );
      standIn.gate.cut();
      await until(
        async () => told.lines.filter((line) => line.startsWith('away')),
        ({ length }) => length > round,
      );
      standIn.gate.resume();
      await until(
        async () => told.lines.filter((line) => line === 'back'),
        ({ length }) => length > round,
      );
    }
    await until(
      async () => standIn.calls.open.get('subscribe'),
      (open) => open === 1,
    );
    // One line for each outage when it began and one when it ended.
    expect(told.lines.map((line) => line.split(':')[0]).filter((line) => line !== 'begun again')).toEqual(
      Array.from({ length: 5 }, () => ['away', 'back']).flat(),
    );
    expect(told.lines).toContain('begun again');
    await store.close();
    await until(
      async () => standIn.calls.open.get('subscribe'),
      (open) => open === 0,
    );
  }, 60_000);

  it('leaves no call open where somebody reads the beginning of a long stream alone', async () => {
    const { store } = await follow();
    for (let count = 0; count < 2; count++) await standIn.log.append('mission-m', count * 900 - 1, entries(900));
    for (let round = 0; round < 20; round++) {
      for await (const page of store.readStream('mission-m')) {
        expect(page[0]?.revision).toBe(0);
        break;
      }
    }
    await until(
      async () => standIn.calls.open.get('read'),
      (open) => open === 0,
    );
    await store.close();
  }, 60_000);
});
