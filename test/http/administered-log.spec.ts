import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBeside, stoppedOf, until, type Beside } from '../support/beside.js';
import { startStandIn, type StandIn } from '../support/stand-in.js';

let dir: string;
let standIn: StandIn;
let running: Beside[];
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-administered-'));
  standIn = await startStandIn(dir);
  running = [];
});
afterEach(async () => {
  for (const server of running) await server.close();
  await standIn.close();
  rmSync(dir, { recursive: true });
});

async function start(): Promise<Beside> {
  const server = await startBeside(standIn, () => Date.now() - 3_600_000);
  running.push(server);
  return server;
}

const deeds: [string, string, (admin: StandIn['admin']) => Promise<void> | void, RegExp][] = [
  [
    'truncated with $tb',
    'its entries before revision 2 are gone',
    (admin) => admin.truncate('mission-m', { $tb: 2 }),
    /\(\$tb\).*without \$tb/,
  ],
  [
    'cut to a $maxCount',
    'its entries before revision 2 are gone',
    (admin) => admin.truncate('mission-m', { $maxCount: 1 }),
    /\(\$maxCount\)/,
  ],
  [
    'given a $maxAge',
    'are gone',
    // They go by themselves within a second, the oldest first: whoever looks may still see the newest.
    (admin) => admin.truncate('mission-m', { $maxAge: 3601 }),
    /\(\$maxAge\)/,
  ],
  ['deleted', 'all of its entries are gone', (admin) => admin.softDelete('mission-m'), /deleted or truncated/],
  ['deleted for good', 'a tombstone', (admin) => admin.tombstone('mission-m'), /cannot be used again/],
];

describe.each(deeds)('a mission whose stream an administrator has %s', (_what, lost, deed, how) => {
  it.each([
    ['', false],
    [' and scavenged', true],
  ])('stops on a running server%s, which records nothing on top', async (_scavenged, isScavenged) => {
    const server = await start();
    for (const mission of ['m', 'other']) await server.open(mission);
    for (const text of ['one', 'two']) await server.note('m', text);
    const before = await standIn.log.headRevision('mission-m');
    await deed(standIn.admin);
    if (isScavenged) await standIn.admin.scavenge();
    const { m } = await until(
      () => stoppedOf(server),
      (stopped) => 'm' in stopped,
    );
    expect(m).toMatchObject({ revision: 0, reason: expect.stringContaining(lost) as string });
    expect(m?.reason).toMatch(how);
    expect(m?.reason).toContain('estore the mission');
    for (const reply of [await server.note('m'), await server.get('/v1/missions/m'), await server.open('m')])
      expect([reply.status, reply.body.type]).toEqual([503, '/problems/mission-stopped']);
    expect(await standIn.log.headRevision('mission-m')).toBe(before);
    expect((await server.note('other')).status).toBe(201);
    expect((await server.get('/readyz')).status).toBe(200);
  });

  it.each([
    ['', false],
    [' and scavenged', true],
  ])('is stopped on a server that starts later%s, with or without snapshots', async (_scavenged, isScavenged) => {
    const server = await start();
    for (const mission of ['m', 'other']) await server.open(mission);
    for (const text of ['one', 'two']) await server.note('m', text);
    await server.restart(() => undefined);
    await server.close();
    running = [];
    await deed(standIn.admin);
    if (isScavenged) await standIn.admin.scavenge();
    const later = await start();
    const { m } = await until(
      () => stoppedOf(later),
      (stopped) => 'm' in stopped,
    );
    expect(m).toMatchObject({ revision: 0, reason: expect.stringContaining(lost) as string });
    for (const reply of [await later.note('m'), await later.get('/v1/missions/m')])
      expect([reply.status, reply.body.type]).toEqual([503, '/problems/mission-stopped']);
    expect((await later.note('other')).status).toBe(201);
  });
});

it('does not stop a mission for what an administrator says that hides nothing', async () => {
  const server = await start();
  await server.open('m');
  await standIn.admin.setMetadata('mission-m', { $acl: { $d: '$admins', $mw: '$admins' } });
  await standIn.admin.truncate('mission-m', { $maxCount: 100 });
  expect((await server.note('m')).status).toBe(201);
  expect(await stoppedOf(server)).toEqual({});
});
