import { v7 as uuid } from 'uuid';
import { canonical } from '#libs/canonical-json';
import type { EventStore, StoredEntry, Subscription } from '#libs/event-store';
import { Serial } from '#libs/timeline';

/** An entry of such a stream. */
interface OwnEntry {
  type: string;
  /** RFC 3339. */
  at: string;
}

/** A stream of its own in the store of the missions, folded as it is read: every server that shares the store agrees. */
export class OwnStream<E extends OwnEntry> {
  private revision = -1;
  private following: Subscription | undefined;
  private readonly turn = new Serial();

  constructor(
    private readonly store: EventStore,
    private readonly name: string,
    /** Takes each entry once, in order. What it throws stops the stream. */
    private readonly take: (body: string) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Reads what is there, and follows what other servers add. Throws StoreUnavailable. */
  async open(): Promise<void> {
    const after = await this.store.headPosition();
    await this.catchUp();
    this.following = this.store.subscribe(
      { after, streamPrefix: this.name },
      (entries) => this.takeAll(entries),
      this.onFailure,
    );
  }

  async close(): Promise<void> {
    await this.following?.close();
  }

  /** Reads what other servers have added by now. Throws StoreUnavailable. */
  refresh(): Promise<void> {
    return this.turn.run(() => this.catchUp());
  }

  /** Records what is decided on the newest state, durably; decided again if another server was quicker. */
  record(decide: () => readonly E[]): Promise<void> {
    return this.turn.run(async () => {
      for (;;) {
        const entries = decide();
        if (entries.length === 0) return;
        const rows = entries.map((entry) => ({
          id: uuid(),
          type: entry.type,
          // As it is read again: a cluster keeps the value, not the text.
          body: canonical(entry),
          recordedAt: entry.at,
        }));
        const { outcome } = await this.store.append(this.name, this.revision, rows);
        await this.catchUp();
        if (outcome !== 'conflict') return;
      }
    });
  }

  private async catchUp(): Promise<void> {
    for await (const page of this.store.readStream(this.name, this.revision + 1)) this.takeAll(page);
  }

  private takeAll(entries: readonly StoredEntry[]): void {
    for (const stored of entries) {
      if (stored.stream !== this.name || stored.revision !== this.revision + 1) continue;
      try {
        if (stored.damaged) throw new SyntaxError(`entry ${stored.revision} of the stream ${this.name} is damaged`);
        this.take(stored.body);
      } catch (error) {
        this.onFailure(error);
      }
      this.revision = stored.revision;
    }
  }
}
