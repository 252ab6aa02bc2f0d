import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPrograms, startServerProcess } from '../support/program.js';
import { ask } from '../support/server.js';
import { check, type Acknowledged } from './history-checker.js';
import { hasTool, opening, readLog, send } from './support.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'drawdown-disk-'))));
afterEach(() => {
  endPrograms();
  rmSync(dir, { recursive: true });
});

const note = (key: string): object => ({ text: `${key} ${'x'.repeat(1900)}`, occurredAt: '2023-08-13' });

function mounted(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', dir], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('LEFT OUT: "a full disk" needs the right to mount a small tmpfs.\n');
    return false;
  }
}

describe('a full disk', () => {
  it('refuses with 507, goes on reading, and takes commands again once there is room', async () => {
    if (!mounted()) return;
    try {
      const filler = join(dir, 'filler');
      writeFileSync(filler, Buffer.alloc(1024 * 1024));
      const server = await startServerProcess(join(dir, 'data'));
      await send(server.url, 'open-mission', opening, 'the-mission-is-opened');
      const acknowledged: Acknowledged[] = [];
      let full = 0;
      for (let index = 0; index < 3000 && full < 5; index++) {
        const key = `note-number-${String(index).padStart(6, '0')}`;
        const answer = await send(server.url, 'add-note', note(key), key);
        if (answer?.status === 201) acknowledged.push({ client: 1, key, revision: answer.revision });
        else if (answer?.status === 507) full++;
        else throw new Error(`${key} was answered with ${answer?.status}`);
      }
      expect(full).toBe(5);
      expect((await ask(server.url, '/v1/missions/m')).status).toBe(200);
      expect((await ask(server.url, '/readyz')).body.detail).toMatch(/not taken: .*full/);
      rmSync(filler);
      const later = await send(server.url, 'add-note', note('there-is-room-again'), 'there-is-room-again');
      expect(later?.status).toBe(201);
      expect((await ask(server.url, '/readyz')).status).toBe(200);
      expect(check(acknowledged, [await readLog(server.url)])).toEqual([]);
      server.process.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    } finally {
      endPrograms();
      execFileSync('umount', ['-l', dir]);
    }
  }, 60_000);
});

describe('a quota that is used up', () => {
  it('is a full disk: it refuses with 507, and takes commands again once there is room', async () => {
    if (!hasTool('strace', 'a quota that is used up')) return;
    const server = await startServerProcess(join(dir, 'data'));
    await send(server.url, 'open-mission', opening, 'the-mission-is-opened');
    const calls = 'pwrite64,pwritev';
    const what = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EDQUOT`];
    const tracer = spawn('strace', ['-f', '-qq', '-o', join(dir, 'trace'), ...what, '-p', String(server.process.pid)]);
    await once(tracer, 'spawn');
    let status: number | undefined = 201;
    // Attached or not yet: what is written until then is kept.
    for (let index = 0; index < 20_000 && status === 201; index++)
      status = (await send(server.url, 'add-note', note('x'), `note-number-${String(index).padStart(6, '0')}`))?.status;
    expect(status).toBe(507);
    expect((await ask(server.url, '/v1/missions/m')).status).toBe(200);
    tracer.kill('SIGTERM');
    await once(tracer, 'close');
    expect((await send(server.url, 'add-note', note('x'), 'there-is-room-again'))?.status).toBe(201);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  }, 60_000);
});

describe('a disk that cannot keep what it was given', () => {
  it('ends the server with 70, without an answer, and the log goes on with what was acknowledged', async () => {
    if (!hasTool('strace', 'a disk that cannot keep what it was given')) return;
    const dataDir = join(dir, 'data');
    const first = await startServerProcess(dataDir);
    await send(first.url, 'open-mission', opening, 'the-mission-is-opened');
    const acknowledged: Acknowledged[] = [];
    for (let index = 0; index < 20; index++) {
      const key = `note-number-${String(index).padStart(6, '0')}`;
      const answer = await send(first.url, 'add-note', note(key), key);
      acknowledged.push({ client: 1, key, revision: answer?.revision ?? -1 });
    }
    const tracer = spawn('strace', [
      '-f',
      '-qq',
      '-o',
      join(dir, 'trace'),
      '-e',
      'trace=fsync,fdatasync',
      '-e',
      'inject=fsync,fdatasync:error=EIO',
      '-p',
      String(first.process.pid),
    ]);
    await once(tracer, 'spawn');
    // Attached or not yet: what is answered until then is kept, what comes after must not be answered.
    for (let index = 20; index < 20_000; index++) {
      const key = `note-number-${String(index).padStart(6, '0')}`;
      const answer = await send(first.url, 'add-note', note(key), key);
      if (answer?.status !== 201) {
        expect(answer).toBeUndefined();
        break;
      }
      acknowledged.push({ client: 1, key, revision: answer.revision });
    }
    expect(await first.ended).toBe(70);
    expect(first.out().stderr).toContain('Ending without answering');
    const second = await startServerProcess(dataDir);
    expect(check(acknowledged, [await readLog(second.url)])).toEqual([]);
    // Its answer is not known: sent again with its key, it is there once.
    const again = await send(second.url, 'add-note', note('after-the-fault-1'), 'after-the-fault-1');
    expect(again?.status).toBe(201);
  }, 60_000);
});
