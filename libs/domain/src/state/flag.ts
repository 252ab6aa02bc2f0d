import type { LineLike } from '../ledger/accounts.js';
import type { Effective } from '../envelope/entry.js';
import type { Node } from '../values/components.js';
import type { Count } from '../values/count.js';
import type { MissionState } from './mission.js';

/** Where a convoy goes, and with whom. */
export interface Route {
  from?: string;
  to?: string;
  toPlace?: string;
  lines?: readonly LineLike[];
}

interface OfConvoy {
  convoy: string;
}

/** A convoy that was in another state than a report has it. */
export interface OfConvoyThatWas extends OfConvoy {
  was: string;
}

/** The contradictions that the fold itself sees, by rule, with what the sentence of each is made of. */
export interface FlagFigures {
  'attacked-when-not-under-way': OfConvoyThatWas;
  'halted-when-not-under-way': OfConvoyThatWas;
  'resumed-when-not-under-way': OfConvoyThatWas;
  'planned-before-it-ended': OfConvoy & { began: number };
  'turned-back-after-arriving': OfConvoy;
  'turned-back-without-departing': OfConvoy;
  'arrived-without-departing': OfConvoy;
  'arrived-after-turning-back': OfConvoy & { at?: string };
  'arrived-elsewhere': OfConvoy & { at?: string; arrivedAt?: string };
  /** More than were still missing of those who set out. */
  'arrived-with-other-numbers': OfConvoy & { beyond: number; brings: number };
  'departed-otherwise': OfConvoy & { told: Route; known: Route };
  'different-receivers': { base: string; called: string; receivers: readonly [string, string] };
  'restricted-disposed': { category: string; method: string; count: Count; base?: string };
  'total-below-books': { count: Count; component: string; booked: number };
  'more-present-than-booked': { untold: number; component: string };
  'totals-contradict': { count: Count; node: Node; above: Node; beyond: number };
}

/** Notes a contradiction that the fold saw, with the figures that it is said with. */
export function flag<R extends keyof FlagFigures>(
  state: MissionState,
  entry: Effective,
  rule: R,
  subject: string,
  figures: FlagFigures[R],
  others: number[] = [],
): void {
  state.flagsOf.set(subject, [...(state.flagsOf.get(subject) ?? []), state.flags.length]);
  state.flags.push({
    rule,
    subject,
    entries: [...new Set([...others, entry.entry.revision])].sort((a, b) => a - b),
    since: entry.at,
    figures,
  });
}

/** A contradiction that the fold itself saw; conditions that hold at a date are worked out when shown. */
export interface Flag {
  rule: keyof FlagFigures;
  subject: string;
  entries: number[];
  since: number;
  figures: FlagFigures[keyof FlagFigures];
}
