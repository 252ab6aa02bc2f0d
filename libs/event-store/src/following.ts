import type { EventStore, Following, OnEntries, Subscription } from './event-store.js';

/**
 * A catch-up subscription over `readAll`: it reads on from its own position whenever the store signals news, so a slow
 * consumer is waited for and nothing is buffered.
 */
export class Follower implements Subscription {
  private closed = false;
  private news = true;
  private wake: (() => void) | undefined;
  private readonly done: Promise<void>;

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly following: Following,
    private readonly onEntries: OnEntries,
    private readonly onError: (error: unknown) => void,
    private readonly onClose: (follower: Follower) => void,
  ) {
    this.done = this.run();
  }

  /** Tells that entries were appended. */
  signal(): void {
    this.news = true;
    this.wake?.();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.onClose(this);
    this.wake?.();
    await this.done;
  }

  private async run(): Promise<void> {
    let after = this.following.after;
    try {
      while (!this.closed) {
        if (!this.news) await new Promise<void>((resolve) => (this.wake = resolve));
        this.wake = undefined;
        this.news = false;
        for await (const page of this.store.readAll({ ...this.following, after })) {
          if (this.closed) return;
          await this.onEntries(page);
          after = page.at(-1)?.position ?? after;
        }
      }
    } catch (error) {
      this.closed = true;
      this.onClose(this);
      this.onError(error);
    }
  }
}
