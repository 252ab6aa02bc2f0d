import type { Rules } from '../rules.js';
import type { ClusterObserver } from './condition.js';
import type { Timers } from './timers.js';

/** What the engine is given beside its client. */
export interface ClusterOptions {
  /** What is asked of entries, whoever wrote them. */
  rules?: Rules;
  observer?: ClusterObserver;
  /** Whether somebody may remove all that a stream holds: then nothing is wrong with one of which nothing is left. */
  mayBeRemoved?: (stream: string) => boolean;
  timers?: Timers;
}
