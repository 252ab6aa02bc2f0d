import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrawdownClient } from '#libs/client';
import { openEmbeddedStore } from '#libs/event-store';
import { CheckpointSigner, loadOrMakeKey, openCheckpoint } from '#libs/transparency';
import { endPrograms, startServerProcess } from '../support/program.js';
import { ask, post, type Reply } from '../support/server.js';
import { openingOf } from '../support/opening.js';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-several-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

const opening = openingOf(1000);

const send = (url: string, mission: string, command: string, body: object, key: string): Promise<Reply> =>
  post(url, `/v1/missions/${mission}/commands/${command}`, JSON.stringify(body), { 'idempotency-key': key });

/** One server that holds the log and serves it to others, and two that stand beside it. */
async function cluster(): Promise<{ urls: string[]; connection: string }> {
  const first = await startServerProcess(dataDir, ['--eventstoredb-port', '0', '--eventstoredb-append']);
  const [, port] = /protocol on 127\.0\.0\.1:(\d+)/.exec(first.out().stderr) ?? [];
  const connection = `esdb://127.0.0.1:${port}?tls=false`;
  const beside = [1, 2].map(() =>
    startServerProcess(dataDir, [], { EVENT_STORE: connection, CHECKPOINT_KEY_FILE: join(dataDir, 'checkpoint.key') }),
  );
  return { connection, urls: [first, ...(await Promise.all(beside))].map(({ url }) => url) };
}

describe('several servers on one log', () => {
  it('record each command once, leave no gap, and show the same', async () => {
    const { urls } = await cluster();
    const [first = '', second = '', third = ''] = urls;
    expect((await send(second, 'm', 'open-mission', opening, 'the-mission-is-opened')).status).toBe(201);
    // Each command goes to all three at once, as clients do that try another server.
    const sent = Array.from({ length: 30 }, (_, index) => index).flatMap((index) =>
      urls.map((url) =>
        send(
          url,
          'm',
          'report-repatriation',
          { lines: [{ component: 'all', count: 1 }], occurredAt: '2023-08-01' },
          `repatriation-number-${index}`,
        ),
      ),
    );
    const answers = await Promise.all(sent);
    const statuses = answers.map(({ status }) => status);
    expect(answers.filter(({ status }) => status > 201).map(({ status, body }) => [status, body.type])).toEqual([]);
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const { host, seed } = loadOrMakeKey(join(dataDir, 'checkpoint.key'), 'nobody');
    const key = CheckpointSigner.fromSeed(seed, host).verifierKey('m');
    // Whoever answers gives a receipt that covers the entry, and all receipts are of one history.
    const roots = new Map<number, string>();
    for (const { body } of answers) {
      const { size, root } = openCheckpoint(String(body.checkpoint), key);
      expect(size).toBeGreaterThan(body.revision);
      expect(roots.get(size) ?? root.toString('hex')).toBe(root.toString('hex'));
      roots.set(size, root.toString('hex'));
    }
    const shown = await Promise.all(
      [first, second, third].map((url) => ask(url, '/v1/missions/m?atLeast=30&validAt=2023-12-01')),
    );
    expect(shown[0]).toMatchObject({ status: 200, body: { revision: 30, strength: { departed: { best: 30 } } } });
    const [one, ...others] = shown.map(({ status, body }) => ({ status, body }));
    expect(others).toEqual([one, one]);
    const logs = await Promise.all(
      urls.map((url) =>
        new DrawdownClient({ url }).mission('m').text('/entries', {}, { accept: 'application/x-ndjson' }),
      ),
    );
    expect([logs[1], logs[2]]).toEqual([logs[0], logs[0]]);
    expect(
      logs[0]
        ?.trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { revision: number }).revision),
    ).toEqual(Array.from({ length: 31 }, (_, index) => index));
  });

  it('refuse a foreign event that somebody appends to a mission, and go on', async () => {
    const { urls, connection } = await cluster();
    const [first = '', second = ''] = urls;
    expect((await send(first, 'm', 'open-mission', opening, 'open-the-mission-m')).status).toBe(201);
    const client = EventStoreDBClient.connectionString(connection);
    const foreign = jsonEvent({ type: 'somebody-elses', data: { hello: 'world' } });
    await expect(client.appendToStream('mission-m', foreign)).rejects.toThrow('would stop mission-m at revision 1');
    await client.dispose();
    for (const [index, url] of [first, second].entries()) {
      const note = { text: 'x', occurredAt: '2023-08-01' };
      const { status, body } = await send(url, 'm', 'add-note', note, `a-note-of-server-number-${index}`);
      expect([status, body.revision]).toEqual([201, index + 1]);
    }
  });

  it('stop a mission alone where a foreign event lies in its stream', async () => {
    const alone = await startServerProcess(dataDir);
    for (const mission of ['m', 'other'])
      expect((await send(alone.url, mission, 'open-mission', opening, `open-the-mission-${mission}`)).status).toBe(201);
    alone.process.kill('SIGTERM');
    await alone.ended;
    const log = openEmbeddedStore({ dataDir });
    const recordedAt = '2023-08-13T08:30:00.000Z';
    await log.append('mission-m', 0, [
      { id: randomUUID(), type: 'somebody-elses', body: '{"hello":"world"}', recordedAt },
    ]);
    await log.close();
    const { urls } = await cluster();
    for (const url of urls.slice(0, 2)) {
      const refused = await ask(url, '/v1/missions/m?atLeast=1');
      expect([refused.status, refused.body.type, refused.body.revision]).toEqual([503, '/problems/mission-stopped', 1]);
      expect(
        (await send(url, 'm', 'add-note', { text: 'x', occurredAt: '2023-08-01' }, 'a-note-for-a-stopped-one')).body
          .type,
      ).toBe('/problems/mission-stopped');
      expect((await ask(url, '/v1/missions/other?atLeast=0')).status).toBe(200);
    }
  });
});
