import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createServer, type Server } from 'node:tls';
import { hasTool } from '../faults/support.js';
import { opening } from '../support/beside.js';
import { endPrograms, startServerProcess, type Program } from '../support/program.js';
import { startStandIn, type StandIn } from '../support/stand-in.js';

/** A server ends within 5 s of SIGTERM; a loaded machine is given as long again to see it. */
const endMsMax = 10_000;

let dir: string;
let standIn: StandIn;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-process-'));
  standIn = await startStandIn(dir);
});
afterEach(async () => {
  standIn.gate.resume();
  endPrograms();
  await standIn.close();
  rmSync(dir, { recursive: true });
});

type Served = Program & { url: string };

const serve = (url = standIn.url): Promise<Served> => startServerProcess(join(dir, 'server'), [], { EVENT_STORE: url });

/** Waits for a line on standard error. */
async function told(server: Served, words: string): Promise<void> {
  while (!server.out().stderr.includes(words))
    if ((await Promise.race([server.ended, setTimeout(20, 'runs')])) !== 'runs') throw new Error(server.out().stderr);
}

async function open(server: Served, mission: string): Promise<void> {
  const response = await fetch(`${server.url}/v1/missions/${mission}/commands/open-mission`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(opening),
  });
  if (response.status !== 201) throw new Error(await response.text());
}

const end = async (server: Served): Promise<number | string> => {
  server.process.kill('SIGTERM');
  return Promise.race([server.ended, setTimeout(endMsMax, 'goes on', { ref: false })]);
};

describe('a server beside a shared log that does not answer', () => {
  it('ends when it is told to, with exit code 0, although a command waits', async () => {
    const server = await serve();
    await open(server, 'm');
    standIn.gate.stall();
    const command = fetch(`${server.url}/v1/missions/m/commands/add-note`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"text":"x","occurredAt":"2023-08-01"}',
    }).catch(() => undefined);
    await told(server, 'does not answer');
    expect(await end(server)).toBe(0);
    await command;
  }, 120_000);
});

describe('a server that starts beside a shared log', () => {
  const warning = 'have no $acl that leaves $d and $mw to administrators alone';

  it('names the missions that others may delete or truncate, and those alone', async () => {
    const first = await serve();
    await open(first, 'bare');
    await open(first, 'guarded');
    expect(await end(first)).toBe(0);
    await standIn.admin.setMetadata('mission-guarded', { $acl: { $d: '$admins', $mw: '$admins' } });
    const second = await serve();
    await told(second, warning);
    expect(second.out().stderr).toContain(`the streams of bare ${warning}`);
    await standIn.admin.setMetadata('mission-bare', { $acl: { $d: '$admins', $mw: '$admins' } });
    expect(await end(second)).toBe(0);
    const third = await serve();
    await open(third, 'later');
    expect(await end(third)).toBe(0);
    expect(third.out().stderr).not.toContain(warning);
  }, 120_000);
});

/** Speaks TLS for an address, before a port of this machine that does not. */
async function tlsBefore(port: number): Promise<Server> {
  const [key, cert] = [join(dir, 'node.key'), join(dir, 'node.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'].concat([
      '-subj',
      '/CN=node',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ]),
    { stdio: 'ignore' },
  );
  const options = { key: readFileSync(key), cert: readFileSync(cert), ALPNProtocols: ['h2'] };
  const server = createServer(options, (outer) => {
    const inner = connect(port, '127.0.0.1');
    outer.pipe(inner).pipe(outer);
    outer.on('error', () => inner.destroy());
    inner.on('error', () => outer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

if (hasTool('openssl', 'what a server says beside a cluster with TLS'))
  describe('a server beside a cluster with TLS whose hosts are addresses', () => {
    it('takes commands, and says nothing of what Node thinks of such names', async () => {
      const tls = await tlsBefore(standIn.endpoint.port);
      const { port } = tls.address() as AddressInfo;
      const server = await serve(`esdb://127.0.0.1:${port}?tls=true&tlsCAFile=${join(dir, 'node.pem')}`);
      await open(server, 'm');
      expect(await end(server)).toBe(0);
      expect(server.out().stderr).not.toMatch(/DEP0123|Warning/);
      tls.close();
    }, 120_000);
  });
