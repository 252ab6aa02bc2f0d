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
    /** Opened only if nobody has before (a convoy that was not planned). */
    unlessKnown?: true;
    /** Where it is known, it must have ended: a convoy that has arrived or turned back. */
    onceEnded?: true;
  };
}

/** What can be opened by an entry. Bases and convoys share their ids. */
export type Opened = 'base' | 'convoy' | 'permit' | 'incident';
