import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventStore } from '#libs/event-store';
import { OwnStream } from '../log/own-stream.js';
import { say } from '../say.js';
import { WebhookState, type WebhookEntry } from './webhook-state.js';

/** The endpoints and how far they have been told, folded from a stream of their own: a mission's log knows nothing of them. */
@Injectable()
export class WebhookLog implements OnModuleInit, OnModuleDestroy {
  readonly state = new WebhookState();
  private readonly stream: OwnStream<WebhookEntry>;
  private readonly listeners: (() => void)[] = [];

  constructor(store: EventStore) {
    this.stream = new OwnStream<WebhookEntry>(
      store,
      'webhooks',
      (body) => {
        this.state.take(body);
        for (const told of this.listeners) told();
      },
      (error) =>
        say(`the stream of webhooks cannot be read on: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  /** Reads what is there, and follows what other servers add. Throws StoreUnavailable. */
  onModuleInit(): Promise<void> {
    return this.stream.open();
  }

  onModuleDestroy(): Promise<void> {
    return this.stream.close();
  }

  /** Calls somebody whenever something was recorded. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Reads what other servers have added by now. Throws StoreUnavailable. */
  refresh(): Promise<void> {
    return this.stream.refresh();
  }

  /** Records what is decided on the newest state, durably. */
  record(decide: (state: WebhookState) => readonly WebhookEntry[]): Promise<void> {
    return this.stream.record(() => decide(this.state));
  }
}
