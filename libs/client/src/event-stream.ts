import { errorOf, readProblem, Unreachable } from './problems.js';
import type { Transport } from './transport.js';

/** One of the Server-Sent Events. */
export interface StreamEvent {
  id: string;
  event: string;
  data: string;
}

/**
 * The events of an answer, as they come. `EventSource` would do, but it does not say when the comments come that keep the
 * line alive, so nobody would know for how long nothing has: `onBytes` hears them too.
 */
export async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: () => void = () => undefined,
): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      const parts = (rest + value).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const event = eventIn(part);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventIn(text: string): StreamEvent | undefined {
  const event: StreamEvent = { id: '', event: 'message', data: '' };
  const data: string[] = [];
  for (const line of text.split('\n')) {
    const [, field = '', value = ''] = /^([a-z]+):? ?(.*)$/.exec(line) ?? [];
    if (field === 'id') event.id = value;
    else if (field === 'event') event.event = value;
    else if (field === 'data') data.push(value);
  }
  return data.length === 0 ? undefined : { ...event, data: data.join('\n') };
}

/** Nothing came for so long that the line is as good as dead. */
export class Silent extends Error {
  override readonly name = 'Silent';
}

/** Who follows a stream. */
export interface StreamListener {
  onEvent(event: StreamEvent): void;
  /** Anything came, a comment too: the line is alive. */
  onHeard?(): void;
  /** The line is gone, and made again until the stream is closed: Unreachable, Silent, or the problem that the server has. */
  onLost?(why: unknown): void;
}

/** How long is waited before a line that is lost is made again, in milliseconds; twice as long each further time. */
const [retryMs, retryMsMax] = [1000, 10_000];

/** A stream that is followed until it is closed: a line that is lost is made again, and goes on after the last event. */
export class EventStream {
  private lastId: string | undefined;
  private line: AbortController | undefined;
  private heardAt = 0;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private goOn: (() => void) | undefined;
  private isClosed = false;
  private waitMs = retryMs;

  constructor(
    private readonly transport: Transport,
    private readonly path: string,
    private readonly listener: StreamListener,
  ) {
    void this.follow();
  }

  /** Follows no longer; nothing is heard any more. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.watch);
    this.line?.abort();
    this.goOn?.();
  }

  /** Makes the line again at once if it is being waited for, or if it is dead: after sleep it often is, without a word. */
  look(): void {
    if (this.goOn) return this.goOn();
    const since = Date.now() - this.heardAt;
    // A clock that was put back says nothing of how long it was.
    if (since < 0 || since >= this.transport.silenceMsMax) this.giveUp();
  }

  private giveUp(): void {
    this.line?.abort(new Silent('nothing came for too long'));
  }

  private async follow(): Promise<void> {
    while (!this.isClosed) {
      const line = (this.line = new AbortController());
      this.expect();
      const why = await this.read(line).catch((error: unknown) => (line.signal.aborted ? line.signal.reason : error));
      clearTimeout(this.watch);
      if (this.isClosed) return;
      // If the server says no, or told something that does not fit what is held, nothing can be gone on with.
      if (!(why instanceof Unreachable || why instanceof Silent)) this.lastId = undefined;
      this.listener.onLost?.(why);
      await this.pause();
      this.waitMs = Math.min(retryMsMax, this.waitMs * 2);
    }
  }

  /** Reads one line to its end, and answers why it ended. */
  private async read(line: AbortController): Promise<unknown> {
    const response = await this.transport.open(this.path, {
      headers: { accept: 'text/event-stream', ...(this.lastId !== undefined && { 'last-event-id': this.lastId }) },
      cache: 'no-store',
      signal: line.signal,
    });
    if (!response.ok || !response.body) {
      const problem = readProblem(response.status, await response.text());
      return problem ? errorOf(problem) : new Unreachable(`HTTP ${response.status}`);
    }
    const heard = (): void => {
      this.waitMs = retryMs;
      this.expect();
      if (!this.isClosed) this.listener.onHeard?.();
    };
    try {
      for await (const event of eventsOf(response.body, heard)) {
        if (this.isClosed) return undefined;
        this.take(event);
      }
    } catch (error) {
      if (error instanceof Unfit || line.signal.aborted) throw error;
      return new Unreachable(String(error), { cause: error });
    }
    return new Unreachable('the stream ended');
  }

  private take(event: StreamEvent): void {
    try {
      this.listener.onEvent(event);
    } catch (error) {
      throw new Unfit('what came does not fit what is held', { cause: error });
    }
    this.lastId = event.id;
  }

  private expect(): void {
    this.heardAt = Date.now();
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.giveUp(), this.transport.silenceMsMax);
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.goOn?.(), this.waitMs);
      this.goOn = () => {
        clearTimeout(timer);
        this.goOn = undefined;
        resolve();
      };
    });
  }
}

/** The listener could not take an event. */
class Unfit extends Error {}
