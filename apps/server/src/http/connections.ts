import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const sweepMs = 20;

/** The connections of a server, so that it can be ended without waiting for those that ask nothing. */
export class Connections {
  private readonly open = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
  }

  /** Until all are answered: ends connections that are kept alive once they fall idle, and those opened ahead of need. */
  async endWhileClosing(closed: Promise<unknown>): Promise<void> {
    const sweep = setInterval(() => {
      this.server.closeIdleConnections();
      for (const socket of this.open) if (socket.bytesRead === 0) socket.destroy();
    }, sweepMs);
    await closed.finally(() => clearInterval(sweep));
    this.server.closeAllConnections();
  }
}
