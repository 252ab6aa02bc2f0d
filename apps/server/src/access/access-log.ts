import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { AccessState, readEntry, type AccessEntry } from '#libs/access';
import { EventStore, type StoredEntry, type Subscription } from '#libs/event-store';
import { Serial } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { say } from '../say.js';

const stream = 'access';

/** Who may be let in, folded from a stream of its own in the store of the missions: every server that shares the store agrees. */
@Injectable()
export class AccessLog implements OnModuleInit, OnModuleDestroy {
  private readonly folded = new AccessState();
  private revision = -1;
  private unreadable: unknown;
  private following: Subscription | undefined;
  private readonly turn = new Serial();

  constructor(private readonly store: EventStore) {}

  /** Reads what is there, and follows what other servers add. Throws StoreUnavailable. */
  async onModuleInit(): Promise<void> {
    const after = await this.store.headPosition();
    await this.catchUp();
    this.following = this.store.subscribe(
      { after, streamPrefix: stream },
      (entries) => this.take(entries),
      (error) => this.stop(error),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.following?.close();
  }

  /** What is known now. Throws a Problem where an entry of it cannot be read: it might have been the one that shuts somebody out. */
  get state(): AccessState {
    if (this.unreadable !== undefined) throw new Problem('access-unreadable');
    return this.folded;
  }

  /** Records what is decided on the newest state, durably; decided again where another server was quicker. */
  record(decide: (state: AccessState) => readonly AccessEntry[]): Promise<void> {
    return this.turn.run(async () => {
      for (;;) {
        const entries = decide(this.state);
        if (entries.length === 0) return;
        const rows = entries.map((entry) => ({
          id: uuid(),
          type: entry.type,
          body: JSON.stringify(entry),
          recordedAt: entry.at,
        }));
        const { outcome } = await this.store.append(stream, this.revision, rows);
        await this.catchUp();
        if (outcome !== 'conflict') return;
      }
    });
  }

  private async catchUp(): Promise<void> {
    for await (const page of this.store.readStream(stream, this.revision + 1)) this.take(page);
  }

  /** Each entry once, whether it was read or told. */
  private take(entries: readonly StoredEntry[]): void {
    for (const stored of entries) {
      if (stored.stream !== stream || stored.revision !== this.revision + 1) continue;
      try {
        if (stored.damaged) throw new SyntaxError(`entry ${stored.revision} of the log of access is damaged`);
        this.folded.take(readEntry(stored.body));
      } catch (error) {
        this.stop(error);
      }
      this.revision = stored.revision;
    }
  }

  private stop(error: unknown): void {
    this.unreadable ??= error;
    say(`nobody can be let in any more: ${error instanceof Error ? error.message : String(error)}`);
  }
}
