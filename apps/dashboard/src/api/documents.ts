import type { Bounds, Documents as AllDocuments, ViewDocument, ViewName } from '#libs/client';

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
export type Document<V extends Shown> = ViewDocument<V>;

/** Views by name, as far as they have come. */
export type Documents = Pick<AllDocuments, Shown>;

export type BaseItem = Document<'bases'>['items'][number];
export type ConvoyItem = Document<'convoys'>['items'][number];
export type BaseStatus = BaseItem['status'];
export type Day = Document<'burndown'>['days'][number] & { present?: Bounds; bases?: number; revision?: number };
