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

interface Answered {
  status: number;
  retryAfter: string | null;
  type: string | undefined;
}

/** A server with so much memory, in MiB, on a log of so many entries. `answersTo` asks, and says nothing of an answer but how it was. */
async function serving(memory: number, length: number, { late = false } = {}) {
  const mission = await writeLongLog(dataDir, length, { late });
  const server = await startServerProcess(dataDir, [], { NODE_OPTIONS: `--max-old-space-size=${memory}` });
  const answersTo = async (path: string): Promise<Answered> => {
    const reply = await fetch(`${server.url}/v1/missions/${mission}${path}`);
    const { type } = JSON.parse(await reply.text()) as { type?: string };
    return { status: reply.status, retryAfter: reply.headers.get('retry-after'), type };
  };
  return { server, answersTo };
}

const answered = { status: 200, retryAfter: null };
const refused = { status: 503, retryAfter: '60', type: '/problems/too-little-memory' };

describe('a server with little memory and a long log', () => {
  it('lists entries, and shows one of them, and does not end', async () => {
    const { server, answersTo } = await serving(96, 10_000);
    for (const path of ['/entries?limit=50', '/entries?limit=50&order=newest', '/entries/9000'])
      expect([path, await answersTo(path)]).toMatchObject([path, answered]);
    expect(await answersTo('')).toMatchObject(answered);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('refuses what does not fit, and answers what does, and does not end', async () => {
    const { server, answersTo } = await serving(96, 16_000);
    for (const path of ['/diff?axis=knownAt&from=100&to=15000', '/bases?knownAt=9000', '?why=/strength/present/best'])
      expect([path, await answersTo(path)]).toEqual([path, refused]);
    expect(await answersTo('/entries?limit=50')).toMatchObject(answered);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('refuses a mission whose state does not fit, and does not end', async () => {
    const { server, answersTo } = await serving(64, 40_000);
    for (const path of ['/entries?limit=50', '', '/entries/9000', '/entries?text=nowhere'])
      expect([path, await answersTo(path)]).toEqual([path, refused]);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });

  it('refuses a mission whose entries came late, which takes up more, and does not end', async () => {
    const { server, answersTo } = await serving(128, 30_000, { late: true });
    for (const path of ['/entries?limit=50', '', '/entries/9000', '/entries?text=nowhere'])
      expect([path, await answersTo(path)]).toEqual([path, refused]);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
