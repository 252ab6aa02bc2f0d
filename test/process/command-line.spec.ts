import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPrograms, run, startProgram } from '../support/program.js';
import { startTestServer, type TestServer } from '../support/server.js';

const example = 'docs/examples/minusma-2023.ndjson';
let server: TestServer;
let dir: string;
let env: Record<string, string>;
beforeAll(async () => {
  server = await startTestServer();
  dir = mkdtempSync(join(tmpdir(), 'drawdown-cli-'));
  env = { DRAWDOWN_URL: server.url };
});
afterEach(endPrograms);
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

const open = {
  command: 'open-mission',
  name: 'M',
  hostCountry: 'Mali',
  authority: 'a',
  startsOn: '2023-07-01',
  deadline: '2023-12-31',
  timeZone: 'UTC',
  strength: [{ component: 'all', count: 100 }],
  occurredAt: '2023-07-01',
};
const note = (text: string): object => ({ command: 'add-note', text, occurredAt: '2023-08-13' });
const lines = (...commands: object[]): string => commands.map((command) => `${JSON.stringify(command)}\n`).join('');

const json = <T>(text: string): T => JSON.parse(text) as T;

describe('drawdown import', () => {
  it('records the real withdrawal once, however often it is run', async () => {
    const count = readFileSync(example, 'utf8').trim().split('\n').length;
    const tried = await run(['import', 'minusma', example, '--dry-run', '--json'], env);
    expect([tried.code, json(tried.stdout)]).toEqual([
      0,
      { mission: 'minusma', wouldRecord: count, alreadyThere: 0, refused: [], warnings: [], whole: true },
    ]);
    expect((await server.get('/v1/missions/minusma')).status).toBe(404);
    const first = await run(['import', 'minusma', example, '--json'], env);
    expect([first.code, json(first.stdout)]).toMatchObject([0, { recorded: count, alreadyThere: 0, refused: [] }]);
    const again = await run(['import', 'minusma', example, '--json'], env);
    expect([again.code, json(again.stdout)]).toMatchObject([0, { recorded: 0, alreadyThere: count, refused: [] }]);
    const { stdout } = await run(['export', 'minusma'], env);
    expect(stdout.trim().split('\n')).toHaveLength(count);
  });

  it('tells each bad line by its number and reason, and goes on', async () => {
    const text = `${lines(open)}not json\n\n${lines(note('fine'), { command: 'add-note', text: 'x', occurredAt: '2023-02-30' }, { command: 'fly' }, { command: 'report-base-vacated', base: 'bur', occurredAt: '2023-08-13' }, note('fine too'))}`;
    const { code, stderr } = await run(['import', 'bad-lines', file('bad.ndjson', text)], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^line 2: .*JSON/m);
    expect(stderr).toMatch(/^line 5: .*\/occurredAt/m);
    expect(stderr).toMatch(/^line 6: .*"fly"/m);
    expect(stderr).toMatch(/^line 7: .*"bur"/m);
    expect(stderr).toContain('3 recorded, 0 already there, 4 refused.');
  });

  it('says which line is new where a file was changed', async () => {
    await run(['import', 'changed', '-'], env, lines(open, note('one'), note('two')));
    const { code, stderr } = await run(['import', 'changed', '-'], env, lines(open, note('one'), note('2')));
    expect([code, stderr]).toEqual([0, expect.stringContaining('line 3 is new: recorded as revision 3')]);
    expect(stderr).toContain('1 recorded, 2 already there, 0 refused.');
  });

  it.each([[[]], [['--dry-run']]])('says that a file holds no command (%j)', async (options) => {
    const { code, stderr } = await run(['import', 'equal', file('empty.csv', ''), ...options], env);
    expect([code, stderr]).toEqual([0, expect.stringContaining('The file holds no command')]);
  });

  it('records equal lines as often as they stand in the file', async () => {
    const { stderr } = await run(['import', 'equal', '-'], env, lines(open, note('rain'), note('rain')));
    expect(stderr).toContain('3 recorded');
  });

  it('reads CSV', async () => {
    const csv =
      'command,name,hostCountry,authority,startsOn,deadline,timeZone,occurredAt,strength.0.component,strength.0.count,text\nopen-mission,"M, two",Mali,a,2023-07-01,2023-12-31,UTC,2023-07-01,all,100,\nadd-note,,,,,,,2023-08-13,,,"two\nlines"\n';
    const { code, stderr } = await run(['import', 'from-csv', file('a.csv', csv)], env);
    expect([code, stderr]).toEqual([0, expect.stringContaining('2 recorded')]);
    const { stdout } = await run(['summary', 'from-csv'], env);
    expect(stdout).toMatch(/^M, two, revision 1\n/);
  });
});

describe('drawdown export', () => {
  it('gives commands that make the same log elsewhere', async () => {
    await run(
      ['import', 'original', '-'],
      env,
      lines(open, note('one'), { command: 'report-arrival', base: 'b', lines: [], occurredAt: '2023-08-13' }),
    );
    const { stdout } = await run(['export', 'original', '--as', 'commands'], env);
    const copied = await run(['import', 'copy', '-'], env, stdout);
    expect([copied.code, copied.stderr]).toEqual([0, expect.stringContaining('2 recorded')]);
    const again = await run(['import', 'original', '-'], env, stdout);
    expect(again.stderr).toContain('0 recorded, 2 already there, 0 refused.');
  });
});

describe('drawdown', () => {
  it.each<[string[], number, RegExp]>([
    [['summary', 'nowhere'], 1, /no such mission/],
    [['summary', 'minusma', '--valid-at', 'yesterday'], 2, /no time/],
    [['summary'], 2, /mission/],
    [['smumary'], 2, /summary/],
    [['import', 'minusma', 'nothing.ndjson'], 2, /cannot be read/],
    [['--url', 'ftp://127.0.0.1', 'summary', 'minusma'], 2, /no address/],
    [['--url', 'http://127.0.0.1:9', 'summary', 'minusma'], 75, /DRAWDOWN_URL/],
  ])('%j ends with %i and says what to do', async (args, code, words) => {
    const ended = await run(args, env);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toMatch(words);
  });

  it('says why a file or the output cannot be written', async () => {
    const table = file('strength.csv', 'As of,Base,Component,People\n2023-08-13,nowhere,troops,12\n');
    const asked = ['import', 'minusma', table, '--kind', 'strength', '--dry-run', '--errors'];
    const errors = join(dir, 'not-there', 'errors.csv');
    const { code, stderr } = await run([...asked, errors], env);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`${errors} cannot be written: no such file or directory.`),
    ]);
    const notWritable = openSync(table, 'r');
    const program = startProgram(['summary', 'minusma'], env, { output: notWritable });
    const ended = await program.ended.finally(() => closeSync(notWritable));
    expect([ended, program.out().stderr]).toEqual([
      1,
      'drawdown: the output cannot be written: bad file descriptor.\n',
    ]);
  });

  it('says so where a search finds nothing', async () => {
    expect(await run(['history', 'minusma', '--base', 'ber', '--type', 'MissionClosed'], env)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^No entry matches\./) as string,
    });
    expect(await run(['history', 'minusma', '--base', 'bre'], env)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('There is no base "bre"') as string,
    });
  });

  it('writes data to stdout and words to stderr, without colours or bars where nobody watches', async () => {
    const { code, stdout, stderr } = await run(['history', 'minusma', '--base', 'ber', '--json'], env);
    expect([code, stderr]).toEqual([0, '']);
    const items = stdout
      .trim()
      .split('\n')
      .map((line) => json<{ sentence: string }>(line));
    expect(items.length).toBeGreaterThan(5);
    const words = await run(['summary', 'minusma', '--valid-at', '2023-08-13'], env);
    expect([words.code, words.stderr]).toEqual([0, '']);
    expect(words.stdout).toContain('140 days left');
    expect(words.stdout).not.toContain('\u001B');
  });
});
