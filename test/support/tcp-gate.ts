import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Connections to a server that can be held up, as when it is stopped, or cut, as when it is killed. */
export interface TcpGate {
  port: number;
  /** Holds up what goes through, in both directions, and what comes meanwhile. */
  stall(): void;
  /** Lets everything go on. */
  resume(): void;
  /** Cuts all connections; those that come meanwhile are cut too. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a gate before a port of this machine. */
export async function openGate(target: number): Promise<TcpGate> {
  const pairs = new Set<[Socket, Socket]>();
  let state: 'open' | 'stalled' | 'cut' = 'open';
  const server = createServer({ noDelay: true }, (outer) => {
    if (state === 'cut') return void outer.destroy();
    const inner = connect({ port: target, host: '127.0.0.1', noDelay: true });
    const pair: [Socket, Socket] = [outer, inner];
    pairs.add(pair);
    for (const [here, there] of [pair, pair.toReversed() as [Socket, Socket]]) {
      here.on('data', (bytes) => void there.write(bytes));
      here.on('error', () => there.destroy());
      here.on('close', () => {
        there.destroy();
        pairs.delete(pair);
      });
      if (state === 'stalled') here.pause();
    }
  });
  const each = (act: (socket: Socket) => void): void => {
    for (const pair of pairs) pair.forEach(act);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stall() {
      state = 'stalled';
      each((socket) => socket.pause());
    },
    resume() {
      state = 'open';
      each((socket) => socket.resume());
    },
    cut() {
      state = 'cut';
      each((socket) => socket.destroy());
    },
    close: () =>
      new Promise((resolve) => {
        each((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}
