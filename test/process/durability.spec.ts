import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrawdownClient, type Answer } from '#libs/client';
import { endPrograms, run, startServerProcess } from '../support/program.js';
import { openingOf } from '../support/opening.js';

let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-process-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

const mission = openingOf(100);

/** Sends a command, once. Throws if it is not answered, or not taken. */
const post = (url: string, command: string, body: object, key: string): Promise<Answer> =>
  new DrawdownClient({ url }).mission('m').command(command, body, { key, triesMax: 1 });

/** Sends notes from several clients until the server is gone; gives the keys whose note was acknowledged. */
async function load(url: string, onEach: (count: number) => void): Promise<string[]> {
  const acknowledged: string[] = [];
  const client = async (name: number): Promise<void> => {
    for (let index = 0; index < 2000; index++) {
      const key = `client-${name}-note-${String(index).padStart(6, '0')}`;
      try {
        const { isReplayed } = await post(url, 'add-note', { text: key, occurredAt: '2023-08-13' }, key);
        if (isReplayed) return;
      } catch {
        return;
      }
      onEach(acknowledged.push(key));
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, name) => client(name)));
  return acknowledged;
}

/** The keys of all notes in the log of a server that starts on the same folder. */
async function recordedKeys(): Promise<{ keys: string[]; revisions: number[] }> {
  const server = await startServerProcess(dataDir);
  const { stdout } = await run(['export', 'm'], { DRAWDOWN_URL: server.url });
  server.process.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  const entries = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { commandId: string; revision: number });
  return { keys: entries.map(({ commandId }) => commandId), revisions: entries.map(({ revision }) => revision) };
}

describe('a server process', () => {
  it.each([
    ['SIGTERM', 0],
    ['SIGKILL', 'SIGKILL'],
  ] as const)(
    'loses nothing acknowledged and records nothing twice when %s comes under load',
    async (signal, ending) => {
      const server = await startServerProcess(dataDir);
      expect((await post(server.url, 'open-mission', mission, 'the-mission-is-opened')).isReplayed).toBe(false);
      const acknowledged = await load(server.url, (count) => count === 300 && server.process.kill(signal));
      expect(await server.ended).toBe(ending);
      const { keys, revisions } = await recordedKeys();
      expect(acknowledged.length).toBeGreaterThanOrEqual(300);
      expect(acknowledged.filter((key) => !keys.includes(key))).toEqual([]);
      expect(new Set(keys).size).toBe(keys.length);
      expect(revisions).toEqual(keys.map((_, index) => index));
    },
  );

  it.each([
    ['removed', (file: string) => rmSync(file)],
    ['renamed', (file: string) => renameSync(file, `${file}.bak`)],
  ])('ends with 70, and acknowledges nothing, when its log is %s beside it', async (_how, takeAway) => {
    const server = await startServerProcess(dataDir);
    await post(server.url, 'open-mission', mission, 'the-mission-is-opened');
    takeAway(join(dataDir, 'drawdown.sqlite'));
    await expect(
      post(server.url, 'add-note', { text: 'lost', occurredAt: '2023-08-13' }, 'a-note-for-nobody'),
    ).rejects.toThrow();
    expect(await server.ended).toBe(70);
    expect(server.out().stderr).toContain('removed, renamed or replaced');
  });

  it('leaves the folder to the first: a second one exits with 73 and says who has it', async () => {
    const first = await startServerProcess(dataDir);
    const second = await run(['serve', '--port', '0', '--data-dir', dataDir]);
    expect(second).toMatchObject({ code: 73, stdout: '' });
    expect(second.stderr).toContain(`process ${first.process.pid} on `);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  // Of addresses for documentation, which no machine has, behind a proxy: nothing else keeps the server from listening there.
  const behind = { TRUST_PROXY: '192.0.2.7', PUBLIC_URL: 'https://drawdown.example', AUTH: 'tokens' };

  it.each([
    [['--port', '99999'], {}, 'PORT must be'],
    [['--host', '0.0.0.0'], {}, 'HOST must be a loopback address'],
    [['--host', '192.0.2.8'], behind, 'This machine has no address 192.0.2.8.'],
    [['--host', 'nowhere.invalid'], behind, 'nowhere.invalid'],
  ])('says what is wrong with %j, and exits with 2', async (args, env, words) => {
    const { code, stderr } = await run(['serve', '--data-dir', dataDir, ...args], env);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  it('says that a port is taken, and exits with 2', async () => {
    const first = await startServerProcess(dataDir);
    const { code, stderr } = await run([
      'serve',
      '--port',
      new URL(first.url).port,
      '--data-dir',
      join(dataDir, 'other'),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is in use')]);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });
});
