import type { Actor } from '../envelope/entry.js';
import type { AlertRule } from '../values/alert-rules.js';
import type { Fact } from './fact.js';

/** That somebody looks after an alert. It holds until that has resolved. */
export interface Acknowledgement extends Fact {
  alert: string;
  by: Actor;
  reason?: string;
}

/** That alerts are to be quiet: of a rule, about a subject, or all of them. */
export interface Silence extends Fact {
  rule?: AlertRule;
  subject?: string;
  /** The last instant of it, in milliseconds since 1970. */
  until: number;
  reason: string;
  by: Actor;
}
