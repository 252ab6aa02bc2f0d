import { pageSize } from './event-store.js';
import type { EventStore, Following, OnEntries, StoredEntry, Subscription } from './event-store.js';

/** How many entries are kept for a consumer that is slower than the store; one that is slower still reads them again. */
const handedMax = 4 * pageSize;

/**
 * A catch-up subscription: it reads on from its own position, and once it has caught up it is handed what the store appends.
 * A slow consumer is waited for, and little is kept for it.
 */
export class Follower implements Subscription {
  private closed = false;
  /** Whether there may be entries that it was not handed. */
  private isBehind = true;
  private handed: StoredEntry[] = [];
  private after: number;
  private wake: (() => void) | undefined;
  private readonly done: Promise<void>;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly following: Following,
    private readonly onEntries: OnEntries,
    private readonly onError: (error: unknown) => void,
    private readonly onClose: (follower: Follower) => void,
  ) {
    this.after = following.after;
    this.done = this.run();
  }

  /** Takes entries that were appended, in order of position. */
  take(appended: readonly StoredEntry[]): void {
    if (this.handed.length + appended.length <= handedMax) this.handed.push(...appended);
    else {
      this.handed = [];
      this.isBehind = true;
    }
    this.wake?.();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.onClose(this);
    this.wake?.();
    await this.done;
  }

  private async run(): Promise<void> {
    try {
      while (!this.closed) {
        if (this.isBehind) await this.catchUp();
        else if (this.handed.length > 0) await this.pass(this.handed.splice(0, pageSize));
        else await new Promise<void>((resolve) => (this.wake = resolve));
        this.wake = undefined;
      }
    } catch (error) {
      this.closed = true;
      this.onClose(this);
      this.onError(error);
    }
  }

  private async catchUp(): Promise<void> {
    this.isBehind = false;
    for await (const page of this.store.readAll({ ...this.following, after: this.after })) {
      if (this.closed) return;
      await this.pass(page);
    }
  }

  /** Passes on what was not passed on before: what was read may be handed as well. */
  private async pass(entries: readonly StoredEntry[]): Promise<void> {
    const { streamPrefix = '' } = this.following;
    const fresh = entries.filter(({ position, stream }) => position > this.after && stream.startsWith(streamPrefix));
    if (fresh.length > 0) await this.onEntries(fresh);
    this.after = Math.max(this.after, entries.at(-1)?.position ?? 0);
  }
}
