import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { openEmbeddedStore, openKurrentDbStore } from '#libs/event-store';
import { startEndpoint } from '#libs/eventstoredb-endpoint';
import { hasTool } from '../faults/support.js';
import { certificate } from '../support/certificate.js';
import { entry } from '../support/engines.js';
import { startStandIn } from '../support/stand-in.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-access-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** What is said of a cluster before it is used. */
async function saidOf(url: string): Promise<string> {
  try {
    const store = await openKurrentDbStore(url);
    try {
      return JSON.stringify(await store.access());
    } finally {
      await store.close();
    }
  } catch (error) {
    return String(error);
  }
}

/** Listens while something is asked, and answers that. */
async function listening<T>(server: Server, ask: (port: number) => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await ask((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

const speakingTls = ({ key, cert }: { key: string; cert: string }): Server =>
  createServer({ key: readFileSync(key), cert: readFileSync(cert), ALPNProtocols: ['h2'] }).on(
    'tlsClientError',
    () => undefined,
  );

describe('what is said of a cluster that cannot be used', () => {
  if (hasTool('openssl', 'what is said of a cluster by its certificates')) {
    it('names a certificate that another authority has signed', async () => {
      const [node, other] = [certificate(dir, 'node', 30), certificate(dir, 'other', 30)];
      const said = await listening(speakingTls(node), (port) =>
        saidOf(`esdb://admin:secret@127.0.0.1:${port}?tls=true&tlsCAFile=${other.cert}`),
      );
      expect(said).toMatch(/127\.0\.0\.1:\d+: its certificate is by nobody who is trusted/);
      expect(said).not.toContain('secret');
    });

    it('names a certificate that has expired', async () => {
      const node = certificate(dir, 'node', -1);
      const said = await listening(speakingTls(node), (port) =>
        saidOf(`esdb://127.0.0.1:${port}?tls=true&tlsCAFile=${node.cert}`),
      );
      expect(said).toContain('its certificate has expired');
    });

    it('names tls=false where it speaks TLS, and tls=true where it does not', async () => {
      const node = certificate(dir, 'node', 30);
      const secure = await listening(speakingTls(node), (port) => saidOf(`esdb://127.0.0.1:${port}?tls=false`));
      expect(secure).toContain('it speaks TLS: leave tls=false out');
      const plain = createPlain(
        (socket) => void socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      );
      expect(await listening(plain, (port) => saidOf(`esdb://127.0.0.1:${port}?tls=true`))).toContain(
        'it speaks without TLS: say tls=false',
      );
    });
  }

  it('names each host of which none answers', async () => {
    const port = await listening(createPlain(), async (free) => free);
    const said = await saidOf(`esdb://127.0.0.1:${port},nobody.invalid:2113?tls=false&maxDiscoverAttempts=1`);
    expect(said).toMatch(/127\.0\.0\.1:\d+: nothing answers there \(ECONNREFUSED/);
    expect(said).toMatch(/nobody\.invalid:2113: the name of its host is not known/);
  });

  it.each([
    [
      'a file that is not there',
      '?tls=true&tlsCAFile=not-there.pem',
      'the file not-there.pem, which tlscafile names, does not exist',
    ],
    ['an option that nobody knows', '?tsl=false', 'an option that is not known: tsl'],
  ])('names %s, and no password', async (_what, options, words) => {
    const said = await saidOf(`esdb://admin:secret@127.0.0.1:2113${options}`);
    expect(said).toContain(words);
    expect(said).not.toContain('secret');
  });
});

describe('an account', () => {
  it.each([
    ['may only read', false],
    ['may append', true],
  ])('that %s is found out before the first command, and nothing is written', async (_what, append) => {
    const log = openEmbeddedStore({ dataDir: dir });
    const rules = { streamPrefix: 'mission-' };
    const endpoint = await startEndpoint(log, { port: 0, append, groupsFile: join(dir, 'g'), now: Date.now, rules });
    expect(await saidOf(`esdb://127.0.0.1:${endpoint.port}?tls=false`)).toBe(JSON.stringify({ mayAppend: append }));
    expect(await log.headPosition()).toBe(0);
    await endpoint.close();
    await log.close();
  });

  it('is told of the streams that others than administrators may delete or truncate', async () => {
    const standIn = await startStandIn(dir);
    const store = await openKurrentDbStore(standIn.url);
    const said: [string, object | undefined][] = [
      ['mission-a', undefined],
      ['mission-b', { $acl: { $d: '$admins', $mw: ['$admins'] } }],
      ['mission-c', { $acl: { $d: ['$admins', 'ops'], $mw: [] } }],
      ['mission-d', { $acl: { $d: [] } }],
    ];
    for (const [stream, metadata] of said) {
      await standIn.log.append(stream, -1, [entry()]);
      if (metadata) await standIn.admin.setMetadata(stream, metadata);
    }
    const streams = said.map(([stream]) => stream);
    expect(await store.unprotected(streams)).toEqual(['mission-a', 'mission-c', 'mission-d']);
    const forAll = { $userStreamAcl: { $d: '$admins', $mw: '$admins' } };
    await standIn.log.append('$settings', -1, [{ ...entry(), body: JSON.stringify(forAll) }]);
    expect(await store.unprotected(streams)).toEqual(['mission-c']);
    await store.close();
    await standIn.close();
  });
});
