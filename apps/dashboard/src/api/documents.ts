import type { Bounds as Range, Entry as Envelope, ViewName, views } from '#libs/domain';

// Types alone, so that nothing of the server is loaded: what the views show and what is drawn cannot drift apart.

type ViewOf<V extends ViewName> = ReturnType<(typeof views)[V]>;

export type Bounds = Range;
/** The people of a base or a convoy: that nobody said how many is not that there is nobody. */
export type People = Bounds | { reported: false };
export type Entry = Envelope;

interface Framed {
  mission: string;
  revision: number;
  validAt: string | null;
  knownAt: string | null;
}

/** The views that the dashboard shows. */
export const viewNames = [
  'summary',
  'bases',
  'convoys',
  'schedule',
  'permits',
  'discrepancies',
  'burndown',
  'incidents',
] as const satisfies readonly ViewName[];

export type Shown = (typeof viewNames)[number];

/** The answer of a view. */
export type Document<V extends Shown> = Partial<Framed> & ViewOf<V>;

/** Views by name, as far as they have come. */
export type Documents = { [V in Shown]?: Document<V> };

export type BaseItem = ViewOf<'bases'>['items'][number];
export type ConvoyItem = ViewOf<'convoys'>['items'][number];
export type IncidentItem = ViewOf<'incidents'>['items'][number];
export type BaseStatus = BaseItem['status'];
export type Day = ViewOf<'burndown'>['days'][number] & { present?: Bounds; bases?: number; revision?: number };

/** What history adds to an envelope. */
export interface HistoryItem extends Entry {
  sentence: string;
  marks: Readonly<Record<string, unknown>>;
}

/** A page of history. */
export interface HistoryPage {
  revision: number;
  items: HistoryItem[];
  next?: string;
}

/** A line of the list of missions. */
export interface MissionRow {
  mission: string;
  name?: string;
  revision?: number;
  deadline?: string;
  daysLeft?: number;
  present?: Bounds;
  remainingBases?: number;
  status?: string;
  verdicts?: Record<'people' | 'sites' | 'permits', { verdict: string; ageDays: number | null; last?: string }>;
  stopped?: { revision: number; reason: string };
}

/** A problem document (RFC 9457). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: { pointer: string; detail: string }[];
  pointer?: string;
  figures?: Record<string, unknown>;
  revision?: number;
  entries?: Entry[];
}
