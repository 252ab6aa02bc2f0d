import type { StoredEntry } from '#libs/event-store';
import type { Resolved } from '../links.js';
import type { Latencies } from './latencies.js';
import type { Parked } from './settings.js';

/** An event on its way to a consumer. */
export interface Message {
  entry: StoredEntry;
  /** What consumers are told of it. */
  told: Resolved;
  retries: number;
  /** Where it was parked before, if it was. */
  parked?: Parked;
}

/** A message that a consumer has and has not answered. */
export interface Given extends Message {
  timer: NodeJS.Timeout;
  /** When it was given, in milliseconds of a clock that never goes back. */
  at: number;
}

/** Somebody who takes events. */
export interface Consumer {
  /** Its own, for as long as it is connected. */
  key: string;
  /**
   * Where it comes from, who it says that it is, and how it calls its connection: told where a group is described, and believed
   * for nothing else.
   */
  from: string;
  user: string;
  connectionName: string;
  /** How many it may have unanswered. */
  slots: number;
  inFlight: Map<string, Given>;
  /** How many events it was given. */
  total: number;
  /** How long it took to handle the newest of them. */
  latencies: Latencies;
  send(message: Message): void;
  /** Ends its call. */
  drop(): void;
}

/** Why an event was not done with. */
export type Nack = 'park' | 'retry' | 'skip' | 'stop';
