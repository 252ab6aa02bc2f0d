import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await openMinusma(server);
});
afterEach(() => server.close());

/** Changes an entry behind the server's back, as somebody does who knows how rows are hashed, and more in the same file. */
function alter(more: string): void {
  const db = new Database(join(server.dataDir, 'drawdown.sqlite'));
  for (const trigger of ['entries_are_not_changed', 'checkpoints_are_not_changed', 'checkpoints_are_not_removed'])
    db.exec(`DROP TRIGGER ${trigger}`);
  const row = db
    .prepare('SELECT lower(hex(id)) AS id, type, recorded_at AS at, body FROM entries WHERE revision = 2')
    .get() as {
    id: string;
    type: string;
    at: string;
    body: string;
  };
  const body = row.body.replace('"kind":"camp"', '"kind":"other"');
  expect(body).not.toBe(row.body);
  const id = row.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const hash = createHash('sha256').update(`mission-minusma\n2\n${id}\n${row.type}\n${row.at}\n${body}`).digest();
  db.prepare('UPDATE entries SET body = ?, hash = ? WHERE revision = 2').run(body, hash);
  db.exec(more);
  db.close();
}

const note = { text: 'rain', occurredAt: '2023-08-13' };

describe('a log that was altered by somebody without the key', () => {
  it('is not proven, and says how many entries had been signed', async () => {
    await server.restart(() => alter(''));
    for (const path of ['/v1/missions/minusma/proofs/inclusion?revision=1', '/v1/missions/minusma/entries/1/proof']) {
      const reply = await server.get(path);
      expect([reply.status, reply.body.type]).toEqual([500, '/problems/log-altered']);
    }
  });

  it('is not signed again where its checkpoints were taken away in part', async () => {
    await server.restart(() => alter('DELETE FROM checkpoints WHERE size > 4'));
    expect((await server.get('/log/minusma/checkpoint')).text.split('\n')[1]).toBe('4');
    const reply = await server.get('/v1/missions/minusma/proofs/inclusion?revision=1');
    expect([reply.status, reply.body.type]).toEqual([500, '/problems/log-altered']);
  });

  it('takes no more commands where the edge of its tree is not what was signed', async () => {
    await server.restart(() => alter(`UPDATE checkpoints SET frontier = '0.'`));
    const reply = await server.command('add-note', note);
    expect([reply.status, reply.body.type]).toEqual([503, '/problems/mission-stopped']);
  });
});

describe('a log that was recorded without signatures', () => {
  it('is signed when it is asked for, and with its next entry', async () => {
    await server.restart(() => {
      const db = new Database(join(server.dataDir, 'drawdown.sqlite'));
      db.exec('DROP TRIGGER checkpoints_are_not_removed; DELETE FROM checkpoints');
      db.close();
    });
    expect((await server.get('/log/minusma/checkpoint')).text.split('\n')[1]).toBe('5');
    expect((await server.get('/v1/missions/minusma/proofs/inclusion?revision=1')).status).toBe(200);
    expect((await server.command('add-note', note)).body).toHaveProperty(
      'checkpoint',
      expect.stringContaining('\n6\n'),
    );
  });
});
