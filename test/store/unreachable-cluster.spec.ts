import { createServer, type Server } from 'node:net';
import { openKurrentDbStore } from '#libs/event-store';
import { openGate } from '../support/tcp-gate.js';

/** Why a read of what a connection string names fails. */
async function failureOf(url: string): Promise<string> {
  const store = await openKurrentDbStore(url);
  try {
    await store.headPosition();
    return 'it was read';
  } catch (error) {
    return String(error);
  } finally {
    await store.close();
  }
}

describe('a cluster that cannot be read', () => {
  it('is named with the cause: nothing answers', async () => {
    const gate = await openGate(1);
    await gate.close();
    expect(await failureOf(`esdb://127.0.0.1:${gate.port}?tls=false`)).toMatch(/nothing answers there \(ECONNREFUSED/);
  });

  it('is named with the cause: it speaks without TLS', async () => {
    const plain: Server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const port = await new Promise<number>((resolve) =>
      plain.listen(0, '127.0.0.1', () => resolve((plain.address() as { port: number }).port)),
    );
    expect(await failureOf(`esdb://127.0.0.1:${port}?tls=true`)).toMatch(/speaks without TLS: say tls=false/);
    plain.close();
  });

  it('is named with the cause: no host may be used', async () => {
    const gate = await openGate(1);
    await gate.close();
    const url = `esdb+discover://user:secret@127.0.0.1:${gate.port}?tls=false&maxDiscoverAttempts=1`;
    const told = await failureOf(url);
    expect(told).toMatch(/no host that the connection string names/);
    expect(told).not.toContain('secret');
  });
});
