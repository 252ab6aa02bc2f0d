import type { ServerWritableStream } from '@grpc/grpc-js';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { closing } from './errors.js';
import type { streams } from './generated.js';
import type { Serving } from './serving.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;

/** One answer that is being written: no faster than it is read, and no longer than it is wanted. */
export class Outgoing {
  private isGone = false;
  /** Resolves when the client no longer wants anything; rejects when the server is to end. */
  readonly gone: Promise<void>;

  constructor(
    private readonly call: ServerWritableStream<ReadReq, ReadResp>,
    private readonly serving: Serving,
  ) {
    this.gone = new Promise((resolve, reject) => {
      const end = (): void => reject(closing());
      serving.closing.addEventListener('abort', end);
      const leave = (): void => {
        this.isGone = true;
        serving.closing.removeEventListener('abort', end);
        resolve();
      };
      call.once('cancelled', leave).once('close', leave);
    });
    // Only whoever follows waits for it.
    this.gone.catch(() => undefined);
  }

  get isWanted(): boolean {
    return !this.isGone && !this.call.destroyed;
  }

  /** Writes an answer, when the client has taken what was written before. Rejects when the server is to end. */
  async send(response: ReadResp): Promise<void> {
    if (this.serving.closing.aborted) throw closing();
    if (!this.isWanted) return;
    const isTaken = this.call.write(response);
    if (this.serving.habits.isOneByOne) await setImmediate();
    if (!isTaken) await Promise.race([once(this.call, 'drain'), this.gone]);
  }
}
