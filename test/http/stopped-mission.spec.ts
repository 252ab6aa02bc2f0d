import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Sealer } from '#libs/event-store';
import { CheckpointSigner, Frontier, leafHash, loadKey } from '#libs/transparency';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await openMinusma(server);
});
afterEach(() => server.close());

/** Signs a log as it is, as its server does. */
function signWhole(db: Database.Database): void {
  const key = loadKey(join(server.dataDir, 'checkpoint.key'));
  if (!key) throw new Error('there is no key');
  const tree = new Frontier();
  for (const body of db.prepare('SELECT body FROM entries WHERE stream = 1 ORDER BY revision').pluck().all())
    tree.append(leafHash(body as string));
  const sealer = new Sealer(CheckpointSigner.fromSeed(key.seed, key.host), 'mission-');
  const { size, checkpoint, frontier } = sealer.sign('mission-minusma', tree);
  db.prepare('INSERT INTO checkpoints VALUES (1, ?, ?, ?)').run(size, checkpoint, frontier);
}

/** Writes into the log of a stopped server what only a newer version would write. */
function appendUnknownType(): void {
  const db = new Database(join(server.dataDir, 'drawdown.sqlite'));
  const body = db.prepare('SELECT body FROM entries WHERE revision = 4').pluck().get() as string;
  const newer = JSON.stringify({
    ...(JSON.parse(body) as object),
    id: '00000000-0000-4000-8000-000000000001',
    revision: 5,
    type: 'SatelliteLaunched',
  });
  db.prepare(
    'INSERT INTO entries (stream, revision, id, type, recorded_at, hash, body) VALUES (1, 5, ?, ?, ?, ?, ?)',
  ).run(
    Buffer.from('00000000000040008000000000000001', 'hex'),
    'SatelliteLaunched',
    '2999-01-01T00:00:00.000Z',
    createHash('sha256')
      .update(
        [
          'mission-minusma',
          5,
          '00000000-0000-4000-8000-000000000001',
          'SatelliteLaunched',
          '2999-01-01T00:00:00.000Z',
          newer,
        ].join('\n'),
      )
      .digest(),
    newer,
  );
  signWhole(db);
  db.close();
}

describe('a mission whose log holds an entry that this version does not know', () => {
  it('is stopped alone, and says where and why', async () => {
    const second = {
      name: 'Other',
      hostCountry: 'Chad',
      authority: 'a',
      startsOn: '2023-07-01',
      deadline: '2023-12-31',
      timeZone: 'UTC',
      strength: [{ component: 'all', count: 10 }],
      occurredAt: '2023-07-01',
    };
    await server.post('/v1/missions/other/commands/open-mission', JSON.stringify(second));
    await server.restart(appendUnknownType);
    const refused = await server.get('/v1/missions/minusma');
    expect([refused.status, refused.body.type, refused.body.revision]).toEqual([503, '/problems/mission-stopped', 5]);
    expect(refused.body.detail).toContain('SatelliteLaunched');
    const command = await server.command('add-note', { text: 'x', occurredAt: '2023-08-14' });
    expect([command.status, command.body.type]).toEqual([503, '/problems/mission-stopped']);
    expect((await server.get('/v1/missions/other')).status).toBe(200);
    const ready = await server.get('/readyz');
    expect([ready.status, ready.body.stopped]).toMatchObject([200, [{ mission: 'minusma', revision: 5 }]]);
  });

  it('is stopped alone where a stored figure was changed behind its back', async () => {
    await server.restart(() => {
      const db = new Database(join(server.dataDir, 'drawdown.sqlite'));
      db.exec('DROP TRIGGER entries_are_not_changed');
      db.exec(`UPDATE entries SET body = replace(body, '11600', '11900') WHERE revision = 0`);
      db.close();
    });
    const refused = await server.get('/v1/missions/minusma');
    expect([refused.status, refused.body.revision]).toEqual([503, 0]);
    expect(refused.body.detail).toContain('hash differs');
  });
});
