import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBeside, until, type Beside } from '../support/beside.js';
import { startStandIn, startStandInCluster, type StandIn, type StandInCluster } from '../support/stand-in.js';
import { rounds } from '../support/rounds.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-shared-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const statusOf = async (server: Beside, path: string): Promise<number> => (await server.get(path)).status;

describe('a shared log that is stopped', () => {
  let standIn: StandIn;
  let server: Beside;
  beforeEach(async () => {
    standIn = await startStandIn(dir);
    server = await startBeside(standIn);
    await server.open('m');
  });
  afterEach(async () => {
    standIn.gate.resume();
    await server.close();
    await standIn.close();
  });

  it('holds no command, no read and no end for longer than it may', async () => {
    standIn.gate.stall();
    const [note, dryRun] = await Promise.all([
      server.note('m'),
      server.post('/v1/missions/m/commands/add-note?dryRun=true', '{"text":"x","occurredAt":"2023-08-01"}'),
    ]);
    expect([note.status, note.body.type]).toEqual([503, '/problems/outcome-unknown']);
    expect([200, 503]).toContain(dryRun.status);
    expect(await statusOf(server, '/readyz')).toBe(503);
    expect(await statusOf(server, '/healthz')).toBe(200);
    // What was read is shown.
    expect(await statusOf(server, '/v1/missions/m')).toBe(200);
    void server.note('m').catch(() => undefined);
    await server.restart(() => standIn.gate.resume());
    await until(
      () => statusOf(server, '/readyz'),
      (status) => status === 200,
    );
    expect((await server.note('m')).status).toBe(201);
  }, 90_000);

  it('is told by /readyz while nobody sends a command, and so is that it goes on', async () => {
    for (let round = 0; round < rounds(1); round++) {
      standIn.gate.stall();
      const { body } = await until(
        () => server.get('/readyz'),
        ({ status }) => status === 503,
      );
      expect(body.detail).toContain('does not answer');
      expect((await server.get('/metrics')).text).toContain('drawdown_cluster_away 1');
      standIn.gate.resume();
      await until(
        () => statusOf(server, '/readyz'),
        (status) => status === 200,
      );
    }
    expect((await server.note('m')).status).toBe(201);
    const metrics = (await server.get('/metrics')).text;
    expect(metrics).toContain('drawdown_cluster_away 0');
    const { body } = await server.get('/readyz');
    expect(metrics).toContain(`drawdown_subscriptions_begun_again_total ${Number(body.subscriptionsBegunAgain)}`);
  }, 400_000);
});

describe.each(['leader', 'follower', 'random'])('a cluster of three, asked for by nodePreference=%s', (preference) => {
  let cluster: StandInCluster;
  let server: Beside;
  beforeEach(async () => {
    cluster = await startStandInCluster(dir);
    server = await startBeside({ url: `${cluster.url}&nodePreference=${preference}` });
  });
  afterEach(async () => {
    await server.close();
    await cluster.close();
  });

  it('takes commands again as soon as it has a leader again, each once', async () => {
    await server.open('m');
    let leader = 0;
    for (let round = 0; round < rounds(1); round++) {
      const [dead, next] = [leader, (leader + 1) % 3];
      cluster.nodes[dead]?.gate.cut();
      cluster.elect(undefined, [dead]);
      const under = server.note('m', `round ${round}`);
      cluster.elect(next, [dead]);
      expect((await under).status).toBe(201);
      cluster.nodes[dead]?.gate.resume();
      cluster.elect(next);
      leader = next;
    }
    expect(await cluster.log.headRevision('mission-m')).toBe(rounds(1));
    const appends = cluster.nodes.map(({ calls }) => calls.begun.get('append') ?? 0);
    expect(appends[leader]).toBeGreaterThan(0);
  }, 400_000);

  it('takes commands from the next leader while the last one is stalled', async () => {
    await server.open('m');
    cluster.nodes[0]?.gate.stall();
    cluster.elect(1, [0]);
    await until(
      () => server.note('m'),
      ({ status }) => status === 201,
    );
    cluster.nodes[0]?.gate.resume();
  }, 60_000);
});
