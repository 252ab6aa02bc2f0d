import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKey, loadOrMakeKey } from '#libs/transparency';
import { startServer } from '../../apps/server/src/server.js';
import { openMinusma, startTestServer, type TestServer } from '../support/server.js';
import { testConfig } from '../support/settings.js';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await openMinusma(server);
});
afterEach(() => server.close());

const inData = (name: string): string => join(server.dataDir, name);

/** Somebody who may write the file and knows how its rows are hashed, but has not the key. */
function edit(change: (db: Database.Database) => void): void {
  const db = new Database(inData('drawdown.sqlite'));
  for (const rows of ['entries', 'checkpoints'])
    db.exec(`DROP TRIGGER ${rows}_are_not_changed; DROP TRIGGER ${rows}_are_not_removed`);
  change(db);
  db.close();
}

interface Row {
  id: string;
  type: string;
  at: string;
  body: string;
  revision: number;
}

/** Gives an entry another body, or a new place, with the hash that belongs to it. */
function rewrite(db: Database.Database, from: number, change: (row: Row) => void): void {
  const row = db
    .prepare('SELECT lower(hex(id)) AS id, type, recorded_at AS at, body, revision FROM entries WHERE revision = ?')
    .get(from) as Row;
  change(row);
  const id = row.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const text = `mission-minusma\n${row.revision}\n${id}\n${row.type}\n${row.at}\n${row.body}`;
  db.prepare(
    'INSERT OR REPLACE INTO entries (stream, revision, id, type, recorded_at, hash, body) VALUES (1, ?, ?, ?, ?, ?, ?)',
  ).run(
    row.revision,
    Buffer.from(row.id, 'hex'),
    row.type,
    row.at,
    createHash('sha256').update(text).digest(),
    row.body,
  );
}

const troops = (row: Row): void => void (row.body = row.body.replace('11600', '11900'));
const note = { text: 'rain', occurredAt: '2023-08-13' };

/** The mission is stopped for reader and writer, and whoever runs the server is told. */
async function expectStopped(words: string): Promise<void> {
  const summary = await server.get('/v1/missions/minusma');
  expect([summary.status, summary.body.type]).toEqual([503, '/problems/mission-stopped']);
  expect(summary.body.detail).toContain(words);
  const command = await server.command('add-note', note);
  expect([command.status, command.body.type]).toEqual([503, '/problems/mission-stopped']);
  expect((await server.get('/readyz')).body.stopped).toMatchObject([{ mission: 'minusma' }]);
}

describe('a server that starts on a log that was altered by somebody without the key', () => {
  it('stops the mission of which an entry was changed', async () => {
    await server.restart(() => edit((db) => rewrite(db, 0, troops)));
    await expectStopped('is not what was signed');
    expect((await server.get('/log/minusma/checkpoint')).text.split('\n')[1]).toBe('5');
  });

  it('stops the mission to which an entry was appended, and signs nothing on top of it', async () => {
    await server.restart(() =>
      edit((db) =>
        rewrite(db, 4, (row) => {
          row.id = '0'.repeat(12) + '4' + '0'.repeat(3) + '8' + '0'.repeat(15);
          row.revision = 5;
          row.body = row.body
            .replace('"revision":4', '"revision":5')
            .replace(/"id":"[^"]+"/, '"id":"00000000-0000-4000-8000-000000000000"');
        }),
      ),
    );
    await expectStopped('no checkpoint covers them');
    expect((await server.get('/log/minusma/checkpoint')).text.split('\n')[1]).toBe('5');
  });

  it('stops the mission of which the last entry was taken away', async () => {
    await server.restart(() => {
      edit((db) => db.exec('DELETE FROM entries WHERE revision = 4'));
      writeFileSync(inData('high-water.json'), '{"position":0,"hash":""}\n');
      rmSync(inData('checkpoints.ndjson'));
    });
    await expectStopped('its index ends before revision 4');
  });

  it('stops the mission whose log does not agree with a checkpoint that was kept beside it', async () => {
    await server.restart(() =>
      edit((db) => {
        rewrite(db, 0, troops);
        db.exec('DELETE FROM checkpoints');
      }),
    );
    await expectStopped('kept beside the log');
  });

  it('is not kept from serving by lines that anybody could have written', async () => {
    await server.restart(() => {
      const file = inData('checkpoints.ndjson');
      const [line = ''] = readFileSync(file, 'utf8').trim().split('\n').slice(-1);
      const { checkpoint } = JSON.parse(line) as { checkpoint: string };
      appendFileSync(
        file,
        `${JSON.stringify({ stream: 'mission-minusma', checkpoint: checkpoint.replace('\n5\n', '\n9\n') })}\nnoise\n`,
      );
    });
    expect((await server.get('/v1/missions/minusma')).status).toBe(200);
    expect((await server.command('add-note', note)).status).toBe(201);
  });
});

describe('a log that was put back with the mark that belonged to it', () => {
  const [log, mark] = ['drawdown.sqlite', 'high-water.json'];
  const putBack = (from: string): void => {
    for (const name of [log, mark]) copyFileSync(inData(`${from}${name}`), inData(name));
  };

  it('is missed by its newest signatures, and can be gone on with', async () => {
    await server.restart(() => {
      for (const name of [log, mark]) copyFileSync(inData(name), inData(`old-${name}`));
    });
    expect((await server.command('add-note', note)).status).toBe(201);
    await server.stop();
    putBack('old-');
    const env = { DATA_DIR: server.dataDir };
    await expect(startServer(testConfig(env))).rejects.toThrow(/signature of 6.*--accept-rollback/s);
    await (await startServer(testConfig({ ...env, ACCEPT_ROLLBACK: 'true' }))).close();
    await server.restart();
    expect((await server.command('add-note', note)).status).toBe(201);
  });
});

describe('a key that has signed a log', () => {
  const start = (env: Record<string, string> = {}) => startServer(testConfig({ DATA_DIR: server.dataDir, ...env }));

  const replaced: [string, () => void][] = [
    ['deleted', () => rmSync(inData('checkpoint.key'))],
    [
      'replaced',
      () => {
        renameSync(inData('checkpoint.key'), inData('elsewhere.key'));
        loadOrMakeKey(inData('checkpoint.key'), 'drawdown.local');
      },
    ],
  ];
  it.each(replaced)('that was %s is missed at start, until its rotation is asked for', async (_how, remove) => {
    await server.stop();
    remove();
    await expect(start()).rejects.toThrow('--rotate-key');
    const running = await start({ ROTATE_KEY: 'true' });
    await running.close();
    await server.restart();
    expect((await server.get('/v1/missions/minusma')).status).toBe(200);
    expect((await server.command('add-note', note)).status).toBe(201);
    await server.restart();
    expect((await server.get('/v1/missions/minusma')).status).toBe(200);
    expect((await server.get('/v1/missions/minusma/proofs/inclusion?revision=1')).status).toBe(200);
  });

  it('is put aside by a rotation, and what it signed still counts', async () => {
    await server.stop();
    const before = loadKey(inData('checkpoint.key'));
    await (await start({ ROTATE_KEY: 'true' })).close();
    expect(loadKey(inData('checkpoint.key.former-1'))).toEqual(before);
    expect(loadKey(inData('checkpoint.key'))).not.toEqual(before);
    await server.restart(() => edit((db) => rewrite(db, 0, troops)));
    await expectStopped('is not what was signed');
  });
});
