import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { endPrograms, startProgram, startServerProcess, type Program } from '../support/program.js';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'drawdown-home-'))));
afterEach(() => {
  endPrograms();
  rmSync(home, { recursive: true });
});

const signedIn = (): Record<string, string> => ({ AUTH: 'tokens', HOME: home, XDG_STATE_HOME: '', DATA_DIR: '' });

/** What somebody types who follows a page, but for what starts the server, beside a server at another address. */
function typed(page: string, url: string): string {
  const { host, port } = new URL(url);
  return [...readFileSync(page, 'utf8').matchAll(/```sh\n([^`]+)```/g)]
    .map(([, block = '']) => block)
    .filter((block) => !block.includes('npm start'))
    .join('')
    .replaceAll('127.0.0.1:3000', host)
    .replaceAll('3000.token', `${port}.token`)
    .replaceAll('npm run drawdown --', `node dist/apps/cli/src/main.js --url ${url}`)
    .replaceAll(/^curl -N .*$/gm, (watch) => `${watch} > "$HOME/watched" 2>/dev/null & watching=$!`);
}

describe('the tutorial', () => {
  it('works as it is written, with the token that the server has put aside', async () => {
    const { url } = await startServerProcess(join(home, 'data'), [], signedIn());
    // The one who watches has seen the handover when it ends.
    const script = `${typed('docs/tutorial/first-withdrawal.md', url)}
      until grep -q CampHandedOver "$HOME/watched"; do :; done; kill $watching`;
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], {
      env: { ...process.env, ...signedIn() },
      timeout: 120_000,
    });
    const [answers = '', told = ''] = stdout.split(/^Training, revision/m);
    const lines = answers
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { revision?: number; status?: number; type?: string; deadline?: object });
    expect(lines.map(({ revision, type }) => revision ?? type)).toEqual([
      0,
      1,
      2,
      3,
      '/problems/expedite-must-be-earlier',
      4,
      5,
      6,
      7,
      7,
    ]);
    const [, shown = ''] = /```json\n([^`]+)```/.exec(readFileSync('docs/tutorial/first-withdrawal.md', 'utf8')) ?? [];
    expect(lines[4]).toMatchObject(JSON.parse(shown) as object);
    expect(lines.at(-1)).toMatchObject({
      deadline: { daysLeft: 136 },
      bases: { total: 2, remaining: 1 },
      convoys: { underWay: 1, attacked: 1 },
      casualties: { wounded: 3 },
    });
    expect(told).toContain('136 days left');
    expect(told).toContain('Governor of Timbuktu');
  });
});

describe('drawdown serve', () => {
  it('puts its token where the command line of the same person finds it, for them alone, while it runs', async () => {
    const server: Program & { url: string } = await startServerProcess(join(home, 'data'), [], signedIn());
    const file = join(home, '.local/state/drawdown', `${new URL(server.url).port}.token`);
    expect([statSync(file).mode & 0o777, readFileSync(file, 'utf8')]).toEqual([
      0o600,
      readFileSync(join(home, 'data/admin.token'), 'utf8'),
    ]);
    const listed = startProgram(['--url', server.url, 'token', 'list'], signedIn());
    expect([await listed.ended, listed.out().stdout]).toEqual([0, expect.stringContaining('admin')]);
    server.process.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(readdirSync(join(home, '.local/state/drawdown'))).toEqual([]);
  });
});

describe('drawdown demo', () => {
  it('prints a link for each role, which signs somebody in once', async () => {
    const demo = startProgram(['demo', '--port', '0', '--data-dir', join(home, 'demo')], signedIn());
    const links = await new Promise<[string, string][]>((resolve, reject) => {
      demo.process.stderr?.on('data', () => {
        const { stderr } = demo.out();
        if (!stderr.includes('/docs')) return;
        resolve([...stderr.matchAll(/^ {2}(\w+) +(http\S+#\S+)$/gm)].map(([, role = '', link = '']) => [role, link]));
      });
      void demo.ended.then((code) => reject(new Error(`${code}: ${demo.out().stderr}`)));
    });
    expect(links.map(([role]) => role)).toEqual(['viewer', 'reporter', 'planner', 'auditor']);
    for (const [role, link] of links) {
      const { origin, hash } = new URL(link);
      const signIn = (): Promise<Response> =>
        fetch(`${origin}/v1/sign-in`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ link: hash.slice(1) }),
        });
      const reply = await signIn();
      expect([reply.status, await reply.json()]).toEqual([
        201,
        { subject: `demo-${role}`, grants: [{ role, mission: '*' }] },
      ]);
      expect((await signIn()).status).toBe(401);
    }
  });
});
