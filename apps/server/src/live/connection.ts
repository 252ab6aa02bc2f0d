import type { FastifyReply, FastifyRequest } from 'fastify';

/** Bytes that may wait for a slow reader; beyond that it is dropped. */
const pendingMax = 256 * 1024;
const heartbeatMs = 15_000;

/** One open event stream. It buffers nothing without end: a reader that is too slow is dropped. */
export class Connection {
  private readonly timer: NodeJS.Timeout;
  private ended = false;
  private readonly enders: (() => void)[] = [];

  constructor(
    request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly onEnd: (dropped: boolean) => void,
  ) {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive', 'x-accel-buffering': 'no' });
    raw.write('retry: 3000\n\n');
    this.timer = setInterval(() => this.write(': still here\n\n'), heartbeatMs);
    this.timer.unref();
    raw.on('close', () => this.end(false));
    raw.on('error', () => this.end(false));
    request.raw.on('error', () => this.end(false));
  }

  get isOpen(): boolean {
    return !this.ended;
  }

  /** Calls back once when the stream ends. */
  whenEnded(ender: () => void): void {
    if (this.ended) ender();
    else this.enders.push(ender);
  }

  /** Sends one event. */
  send(name: string, data: object, id?: string): void {
    this.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Ends the stream; the client will connect again by itself. */
  end(dropped = false): void {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.timer);
    if (dropped) this.reply.raw.destroy();
    else this.reply.raw.end();
    this.onEnd(dropped);
    for (const ender of this.enders) ender();
  }

  private write(text: string): void {
    if (this.ended) return;
    this.reply.raw.write(text);
    if (this.reply.raw.writableLength > pendingMax) this.end(true);
  }
}
