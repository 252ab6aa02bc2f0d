import type { Entry, FoldOptions, MissionState } from '#libs/domain';
import type { HistoryEntry } from './history.js';
import type { Surroundings } from './surroundings.js';

/** A mission seen as of some times. */
export interface Seen {
  state: MissionState;
  /** Highest revision among the entries considered. */
  revision: number;
  /** The instant it is shown for, in milliseconds since 1970. */
  at: number;
  /** One of the entries considered, with those that bear on it; undefined if there is none. Throws MissionStopped. */
  around(revision: number): Promise<Surroundings | undefined>;
  /** The entries considered, by revision, with their marks. Throws MissionStopped. */
  history(): Promise<HistoryEntry[]>;
  /** The log of the state as it is when this is called, and the horizon that it was folded for. Throws MissionStopped. */
  log(): Promise<{ entries: readonly Entry[]; options: FoldOptions }>;
}
