import { readFileSync } from 'node:fs';
import { recordMinusma, revisionsWith, revisionWith } from '../support/minusma.js';
import { endPrograms, run } from '../support/program.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await recordMinusma(server);
});
afterEach(endPrograms);
const [attack] = revisionsWith({ command: 'report-convoy-attacked', convoy: 'ber-timbuktu-1' });
const toll = revisionWith({ command: 'revise-toll', entry: attack });
afterAll(() => server.close());

const drawdown = (...args: string[]) => run(args, { DRAWDOWN_URL: server.url });

const guide = readFileSync('docs/how-to/replay-a-mission.md', 'utf8');
const examples = [...guide.matchAll(/```sh\ndrawdown (.+)\n```\n\n```text\n([^`]+)```/g)].map(
  ([, command = '', output = '']): [string, string] => [command, output],
);

describe('the guide to replaying a mission', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(5));

  it.each(examples)('is answered as it says: %s', async (command, output) => {
    const { stdout, code } = await drawdown(...command.split(' '));
    expect([code, stdout]).toEqual([0, output]);
  });

  it('shows what the server answers', async () => {
    const [, path = '', json = ''] =
      /curl -s -H "\$me" 'http:\/\/127\.0\.0\.1:3000([^']+)'\n```\n\n```json\n([^`]+)```/.exec(guide) ?? [];
    expect((await server.get(path)).body).toEqual(JSON.parse(json));
  });
});

describe('drawdown replay', () => {
  const span = ['--from', '2023-08-12', '--to', '2023-08-14'];

  it('answers the JSON of the server with --json, and its CSV with --csv', async () => {
    const { stdout: json } = await drawdown('replay', 'minusma', ...span, '--json');
    expect(JSON.parse(json)).toMatchObject({ every: '1d', items: [{}, { changed: ['basesRemaining'] }, {}] });
    const { stdout: csv } = await drawdown('replay', 'minusma', ...span, '--csv');
    expect(csv.split('\r\n')[2]).toMatch(new RegExp(`^2023-08-13,${toll},`));
  });

  it('ends with 2 where it cannot be asked so', async () => {
    expect((await drawdown('replay', 'minusma', '--every', 'never')).code).toBe(2);
    expect((await drawdown('replay', 'minusma', '--json', '--csv')).code).toBe(2);
  });
});

describe('drawdown diff', () => {
  it('answers the JSON of the server with --json', async () => {
    const { stdout } = await drawdown(
      'diff',
      'minusma',
      String(toll - 1),
      String(toll),
      '--view',
      'incidents',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({ view: 'incidents', between: [toll] });
  });

  it('says so where nothing differs, and which axis is wanted', async () => {
    expect((await drawdown('diff', 'minusma', '41', '41')).stdout).toBe(
      'Nothing differs; entries in one state alone: none\n',
    );
    const { code, stderr } = await drawdown('diff', 'minusma', '2023-08-12', '2023-08-13');
    expect([code, stderr]).toEqual([2, expect.stringContaining('axis must be validAt')]);
  });
});
