import type { Effective } from './entry.js';
import type { MissionState } from './mission-state.js';
import type { Refusal } from './refusals.js';

/** The things of a mission that an entry speaks of: what it names must exist, what it opens must not. */
export interface References {
  bases?: (string | undefined)[];
  convoys?: (string | undefined)[];
  /** A base or a convoy, by bare id. */
  places?: (string | undefined)[];
  permit?: string;
  /** Revision of an earlier entry of the same mission. */
  entry?: number;
  /** Whether it is about the mission itself: its opening, deadline, closing or settings. */
  mission?: true;
  opens?: {
    kind: Opened;
    id: string;
    /** Opened only where nobody has before (a convoy that was not planned). */ unlessKnown?: true;
  };
}

/** What can be opened by an entry. Bases and convoys share their ids. */
export type Opened = 'base' | 'convoy' | 'permit' | 'incident';

/** What an order is judged by, besides the state: when it is given. */
export interface Judgement {
  /** Milliseconds since 1970. */
  at: number;
}

/** Everything about one entry type, in one place. */
export interface EntryDefinition<D extends object> {
  /** The command that makes it, in the imperative. */
  command: string;
  kind: 'order' | 'report';
  /** One sentence for API descriptions and the catalogue: what it records. */
  summary: string;
  /** Class that says the shape and limits of the data (class-validator). */
  data: new () => D;
  /** A valid body of the command, without `occurredAt` and `source`. */
  example: D;
  /** What the data speaks of. */
  refers(data: D): References;
  /** The rule that judges an order; undefined where it is accepted. Reports are never judged. */
  judge?(state: MissionState, data: D, judgement: Judgement): Refusal | undefined;
  /** Folds the entry into a state that the caller owns. Total: it neither throws nor decides. */
  evolve(state: MissionState, data: D, entry: Effective<D>): void;
  /** The sentence that history shows. */
  sentence(data: D): string;
}

/** Checks an entry definition's types without widening them. */
export const define = <D extends object>(definition: EntryDefinition<D>): EntryDefinition<D> => definition;
