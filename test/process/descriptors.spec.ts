import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openingOf } from '../support/opening.js';
import { endPrograms, startServerProcess } from '../support/program.js';
import { ask, post } from '../support/server.js';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-descriptors-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

/** Of so many descriptors these are kept for files: as many connections fewer are there. */
const [descriptors, forFiles] = [300, 64];

describe('a server to which more connect than it has descriptors, and say nothing', () => {
  it('answers who asks: the oldest of those that say nothing make room', async () => {
    const server = await startServerProcess(dataDir, [], {}, descriptors);
    const { hostname, port } = new URL(server.url);
    const silent: Socket[] = [];
    const closed: Promise<unknown>[] = [];
    for (let n = 0; n < descriptors; n++) {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      silent.push(socket.resume());
      closed.push(once(socket, 'close'));
      await once(socket, 'connect');
    }
    let count = 0;
    await new Promise<void>((resolve) => {
      for (const one of closed) void one.then(() => ++count === forFiles && resolve());
    });
    expect((await ask(server.url, '/healthz')).status).toBe(200);
    const opening = JSON.stringify(openingOf(100));
    expect((await post(server.url, '/v1/missions/m/commands/open-mission', opening)).status).toBe(201);
    const stream = await fetch(`${server.url}/v1/missions/m/live`);
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
    for (const socket of silent) socket.destroy();
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
