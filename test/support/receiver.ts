import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A message as it came. */
export interface Received {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Whoever is told by webhook: keeps what comes, and answers as a test says. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly server = createServer((request, response) => void this.take(request, response));

  private constructor(private readonly answer: (response: ServerResponse, path: string) => void) {}

  /** Listens on a free port of the loopback address. */
  static async open(
    answer: (response: ServerResponse, path: string) => void = (response) => response.writeHead(204).end(),
  ): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(answer);
    receiver.server.listen(0, '127.0.0.1');
    await once(receiver.server, 'listening');
    return receiver;
  }

  /** The address of a path of it, by an address or another name. */
  url(path: string, host = '127.0.0.1'): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** The messages that came to a path, once there are so many. */
  async at(path: string, count: number): Promise<Received[]> {
    for (;;) {
      const own = this.received.filter((one) => one.path === path);
      if (own.length >= count) return own;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const path = request.url ?? '';
    this.received.push({ path, headers: request.headers as Record<string, string>, body });
    this.answer(response, path);
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
