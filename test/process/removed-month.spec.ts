import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrMakeKey } from '#libs/transparency';
import { removeAccessLogOfCluster } from '../../apps/cli/src/commands/remove-access-log.js';
import { startServer, type Running } from '../../apps/server/src/server.js';
import { until } from '../support/beside.js';
import { endPrograms, run } from '../support/program.js';
import { ask } from '../support/server.js';
import { testConfig } from '../support/settings.js';
import { startStandIn, type StandIn } from '../support/stand-in.js';

let dir: string;
let standIn: StandIn;
let server: Running;
let now = Date.parse('2023-08-29T10:00:00Z');
const month = 'access-log-2023-08';

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-month-'));
  standIn = await startStandIn(dir);
  const CHECKPOINT_KEY_FILE = join(dir, 'checkpoint.key');
  loadOrMakeKey(CHECKPOINT_KEY_FILE, 'log.example');
  const env = { DATA_DIR: dir, CHECKPOINT_KEY_FILE, EVENT_STORE: standIn.url, ACCESS_LOG: 'true' };
  server = await startServer(testConfig(env), () => now);
});
afterAll(async () => {
  endPrograms();
  await server.close();
  await standIn.close();
  rmSync(dir, { recursive: true });
});

const asked = async (path: string): Promise<string> => (await ask(server.url, path)).text;

it('removes a month that is over from a cluster, beside a server that writes on; its checkpoints stay, and so does the rest', async () => {
  // Reading the log writes down first what was read before.
  for (const path of ['/v1/missions', '/v1/access-log']) await asked(path);
  const lines = await asked('/v1/access-log/2023-08/lines');
  const checkpoint = await asked('/v1/access-log/2023-08/checkpoint');
  const count = lines.split('\n').length - 1;
  expect(count).toBeGreaterThan(0);
  await standIn.admin.setMetadata(month, { $acl: { $mw: '$admins' } });
  now = Date.parse('2023-09-02T10:00:00Z');
  // The last line of the month is in the log before it is removed.
  await until(
    () => asked('/v1/access-log/2023-08/lines'),
    (written) => written.includes('/v1/access-log/2023-08/checkpoint'),
  );
  const remove = (): ReturnType<typeof run> =>
    run(['remove-access-log', '2023-08', '--data-dir', dir], { EVENT_STORE: standIn.url });
  expect(await remove()).toMatchObject({ code: 0, stderr: expect.stringContaining('lines of 2023-08 were removed') });
  const again = { code: 1, stderr: expect.stringContaining(`Nothing was removed: ${month} is not in this log.`) };
  expect(await remove()).toMatchObject(again);

  expect(await asked('/v1/access-log/2023-08/lines')).toBe('');
  const kept = readFileSync(join(dir, `${month}.checkpoints.ndjson`), 'utf8')
    .trimEnd()
    .split('\n');
  expect(kept).toContain(JSON.stringify({ checkpoint }));
  expect(await asked('/v1/access-log/2023-08/checkpoint')).toBe(
    (JSON.parse(kept.at(-1) ?? '') as { checkpoint: string }).checkpoint,
  );
  const { items } = JSON.parse(await asked('/v1/access-log?from=2023-08-01&limit=500')) as {
    items: { month: string }[];
  };
  expect(new Set(items.map((one) => one.month))).toEqual(new Set(['2023-09']));
  for await (const page of standIn.log.readStream(`$$${month}`)) {
    const said = JSON.parse(page.at(-1)?.body ?? '') as { $tb: number };
    expect(said).toEqual({ $acl: { $mw: '$admins' }, $tb: expect.any(Number) });
    expect(said.$tb).toBeGreaterThanOrEqual(count);
  }
});

it('leaves alone a month that was not over a day ago: a server whose clock is behind may have a line for it yet', () =>
  expect(removeAccessLogOfCluster('2023-08', standIn.url, dir, Date.parse('2023-09-01T10:00:00Z'))).rejects.toThrow(
    'is not over yet',
  ));
