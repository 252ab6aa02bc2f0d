import { readFileSync } from 'node:fs';
import { recordMinusma } from '../support/minusma.js';
import { endPrograms, run } from '../support/program.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await recordMinusma(server);
});
afterEach(endPrograms);
afterAll(() => server.close());

const guide = readFileSync('docs/how-to/ask-why.md', 'utf8');
const examples = [...guide.matchAll(/```sh\ndrawdown (.+)\n```\n\n```text\n([^`]+)```/g)].map(
  ([, command = '', output = '']): [string, string] => [command, output],
);

describe('the guide to asking why', () => {
  it('has examples', () => expect(examples.length).toBeGreaterThanOrEqual(5));

  it.each(examples)('is answered as it says: %s', async (command, output) => {
    const { stdout, code } = await run(command.split(' '), { DRAWDOWN_URL: server.url });
    expect([code, stdout]).toEqual([0, output]);
  });

  it('shows what the server answers', async () => {
    const [, path = '', json = ''] =
      /curl -s -H "\$me" 'http:\/\/127\.0\.0\.1:3000([^']+)'\n```\n\n```json\n([^`]+)```/.exec(guide) ?? [];
    expect((await server.get(path)).body).toEqual(JSON.parse(json));
  });
});

describe('drawdown why', () => {
  const why = (...args: string[]) => run(['why', 'minusma', ...args], { DRAWDOWN_URL: server.url });

  it('answers the JSON of the server with --json', async () => {
    const { stdout } = await why('summary', '/strength/departed/best', '--valid-at', '2023-08-13', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'count', value: 675, contributions: [{ contributed: 460 }, {}] });
  });

  it('says where there is no figure, and which are near', async () => {
    const { code, stderr } = await why('bases/ber', '/peopl');
    expect([code, stderr]).toEqual([1, expect.stringContaining('/people')]);
  });
});
