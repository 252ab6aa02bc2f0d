import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLongLog } from '../support/long-log.js';
import { endPrograms, startServerProcess } from '../support/program.js';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-memory-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

describe('a server with little memory and a long log', () => {
  it('lists entries, and shows one of them, and does not end', async () => {
    const mission = await writeLongLog(dataDir, 10_000);
    const server = await startServerProcess(dataDir, [], { NODE_OPTIONS: '--max-old-space-size=96' });
    const get = async (path: string): Promise<number> => {
      const reply = await fetch(`${server.url}/v1/missions/${mission}${path}`);
      await reply.arrayBuffer();
      return reply.status;
    };
    for (const path of ['/entries?limit=50', '/entries?limit=50&order=newest', '/entries/9000'])
      expect([path, await get(path)]).toEqual([path, 200]);
    expect(await get('')).toBe(200);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
