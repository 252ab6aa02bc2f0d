import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodeEventId } from './event-id.js';
import type { LiveEvent } from './steps.js';

/** Bytes that may wait for a slow reader; one that has more is dropped. */
const pendingMax = 256 * 1024;

/** An event as Server-Sent Events have it: made once, sent to everybody who follows. */
export const frameOf = ({ id, name, data }: LiveEvent): string =>
  `id: ${encodeEventId(id)}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Takes a reply away from Fastify, and sends what a stream says before its first event. */
function begin(reply: FastifyReply): FastifyReply['raw'] {
  reply.hijack();
  const { raw } = reply;
  const told = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...told }))
    if (value !== undefined) raw.setHeader(name, value);
  return raw.writeHead(200);
}

/** Answers a HEAD of a stream, if it is one: what comes after its headers would never end, and the headers not go out before. */
export function answerHead({ method }: FastifyRequest, reply: FastifyReply): boolean {
  if (method !== 'HEAD') return false;
  begin(reply).end();
  return true;
}

/** One open event stream. It buffers nothing without end: a reader that is too slow is dropped. */
export class Connection {
  private ended = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly reply: FastifyReply,
    private readonly onEnd: (connection: Connection, dropped: boolean) => void,
  ) {
    const raw = begin(reply);
    raw.on('close', () => this.end());
    raw.on('error', () => this.end());
    raw.on('drain', () => this.wake?.());
    raw.write('retry: 3000\n\n');
  }

  /** Whether anybody may still be reading. */
  get isOpen(): boolean {
    return !this.ended;
  }

  /** Writes frames. What waits from before counts, not the frames themselves: a large view must reach a good reader. */
  write(text: string): void {
    if (this.ended || text === '') return;
    if (this.reply.raw.writableLength > pendingMax) this.end(true);
    else this.reply.raw.write(text);
  }

  /** Resolves when the reader has taken what was written, so that a long history does not drop it; or when it ends. */
  async drained(): Promise<void> {
    if (this.ended || !this.reply.raw.writableNeedDrain) return;
    await new Promise<void>((resolve) => (this.wake = resolve));
    this.wake = undefined;
  }

  /** Ends the stream; clients connect again by themselves. */
  end(dropped = false): void {
    if (this.ended) return;
    this.ended = true;
    if (dropped) this.reply.raw.destroy();
    else this.reply.raw.end();
    this.wake?.();
    this.onEnd(this, dropped);
  }
}
