import type { Claim } from '../state/claim.js';
import type { Effective } from '../envelope/entry.js';
import type { MissionState } from '../state/mission.js';
import type { Refusal } from '../decider/refusals.js';
import type { Sentence } from '../sentences/part.js';
import type { References } from '../values/references.js';

/** What a report speaks of, and what it claims of it: the one place that says what its data refers to. */
export interface ReportReferences extends References {
  claim: Claim | 'none';
}

/** What an order is judged by, besides the state: when it is given. */
export interface Judgement {
  /** Milliseconds since 1970. */
  at: number;
}

/** What is said of an entry in each language. */
interface EntrySentence<D> extends Sentence<D> {
  /** The entry type in French; in English it goes by its own name. */
  nameFr: string;
}

interface Definition<D extends object> {
  /** The command that makes it, in the imperative. */
  command: string;
  /** One sentence for API descriptions and the catalogue: what it records. */
  summary: string;
  /** Class that says the shape and limits of the data (class-validator). */
  data: new () => D;
  /** A valid body of the command, without `occurredAt` and `source`. */
  example: D;
  /** Folds the entry into a state that the caller owns. Total: it neither throws nor decides. */
  evolve(state: MissionState, data: D, entry: Effective<D>): void;
  /** What history says of it. */
  sentence: EntrySentence<D>;
}

/** A decision, which is judged. */
export interface OrderDefinition<D extends object> extends Definition<D> {
  kind: 'order';
  /** What the data speaks of. */
  refers(data: D): References;
  /** The rule that judges it; undefined where it is accepted. */
  judge?(state: MissionState, data: D, judgement: Judgement): Refusal | undefined;
}

/** An observed fact, which is recorded whatever it contradicts: so it says what it can be compared by. */
export interface ReportDefinition<D extends object> extends Definition<D> {
  kind: 'report';
  /** What the data speaks of, and what it claims. */
  refers(data: D): ReportReferences;
}

/** Everything about one entry type, in one place. */
export type EntryDefinition<D extends object> = OrderDefinition<D> | ReportDefinition<D>;

/** Checks an entry definition's types without widening them. */
export const define = <D extends object>(definition: EntryDefinition<D>): EntryDefinition<D> => definition;
