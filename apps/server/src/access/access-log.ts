import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AccessState, readEntry, type AccessEntry } from '#libs/access';
import { EventStore } from '#libs/event-store';
import { Problem } from '../http/problems.js';
import { OwnStream } from '../log/own-stream.js';
import { say } from '../say.js';

/** Who may be let in, folded from a stream of its own in the store of the missions: every server that shares the store agrees. */
@Injectable()
export class AccessLog implements OnModuleInit, OnModuleDestroy {
  private readonly folded = new AccessState();
  private unreadable: unknown;
  private readonly stream: OwnStream<AccessEntry>;

  constructor(store: EventStore) {
    this.stream = new OwnStream<AccessEntry>(
      store,
      'access',
      (body) => this.folded.take(readEntry(body)),
      (error) => this.stop(error),
    );
  }

  /** Reads what is there, and follows what other servers add. Throws StoreUnavailable. */
  onModuleInit(): Promise<void> {
    return this.stream.open();
  }

  onModuleDestroy(): Promise<void> {
    return this.stream.close();
  }

  /** What is known now. Throws a Problem if an entry of it cannot be read: it might have been the one that shuts somebody out. */
  get state(): AccessState {
    if (this.unreadable !== undefined) throw new Problem('access-unreadable');
    return this.folded;
  }

  /** Records what is decided on the newest state, durably; decided again if another server was quicker. */
  record(decide: (state: AccessState) => readonly AccessEntry[]): Promise<void> {
    return this.stream.record(() => decide(this.state));
  }

  private stop(error: unknown): void {
    this.unreadable ??= error;
    say(`nobody can be let in any more: ${error instanceof Error ? error.message : String(error)}`);
  }
}
