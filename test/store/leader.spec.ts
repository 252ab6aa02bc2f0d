import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKurrentDbStore, type EventStore } from '#libs/event-store';
import { entry } from '../support/engines.js';
import { startStandInCluster, type StandInCluster } from '../support/stand-in.js';

let dir: string;
let cluster: StandInCluster;
let store: EventStore;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-leader-'));
  cluster = await startStandInCluster(dir);
});
afterEach(async () => {
  await store.close();
  await cluster.close();
  rmSync(dir, { recursive: true });
});

const appends = (): number[] => cluster.nodes.map(({ calls }) => calls.begun.get('append') ?? 0);

/** Appends until the cluster takes it: a connection that was lost is built up by whoever comes next. */
async function append(revision: number): Promise<void> {
  const entries = [entry()];
  for (let tries = 0; tries < 20; tries++) {
    const result = await store.append('mission-m1', revision, entries).catch(() => undefined);
    if (result) return;
  }
  throw new Error('nobody takes it');
}

describe.each(['leader', 'follower', 'random'])('a cluster that is asked for by nodePreference=%s', (preference) => {
  it('is appended to at its leader, also when another node has come to lead under an open connection', async () => {
    store = await openKurrentDbStore(`${cluster.url}&nodePreference=${preference}`);
    await append(-1);
    expect(appends()).toEqual([1, 0, 0]);
    cluster.elect(1);
    await append(0);
    expect(appends()).toEqual([1, 1, 0]);
  });
});
