import type { StoredEntry } from './event-store.js';

/** What is asked of entries that other processes append to a shared log. */
export interface Rules {
  /** Streams of entries: what is in them is checked. Others are kept and read as they come. */
  streamPrefix: string;
  /** What is wrong with an entry where it stands, beyond its form; undefined if nothing is. */
  faultOf?: (entry: Omit<StoredEntry, 'position'>) => string | undefined;
}
