import { liveViews, type Bounds, type Documents as AllDocuments, type ViewDocument, type ViewName } from '#libs/client';

/** The views that the dashboard shows. */
export const viewNames = [...liveViews, 'incidents'] as const satisfies readonly ViewName[];

const asked: Readonly<Record<string, string>> = {
  convoys: 'read-movement',
  schedule: 'read-movement',
  permits: 'read-movement',
  discrepancies: 'read-movement',
  contingents: 'read-movement',
  ledger: 'read-history',
  entries: 'read-own',
};

/** What the server asks of whoever reads a view. A test holds it to what the server says of itself. */
export const permissionOf = (view: string): string => asked[view] ?? 'read-remains';

export type Shown = (typeof viewNames)[number];

/** The answer of a view. */
export type Document<V extends Shown> = ViewDocument<V>;

/** Views by name, as far as they have come. */
export type Documents = Pick<AllDocuments, Shown>;

export type BaseItem = Document<'bases'>['items'][number];
export type ConvoyItem = Document<'convoys'>['items'][number];
export type BaseStatus = BaseItem['status'];
export type Day = Document<'burndown'>['days'][number] & { present?: Bounds; bases?: number; revision?: number };

/** What of a document its reader may not see is left out of it, lists as well. */
interface Come {
  items?: object[];
  rest?: object;
  verdicts?: { people: object; sites: object; permits: object };
}

/** A document with its lists: of those that its reader may not see nothing stands in them. Figures of that kind are missing. */
function withLists(view: string, come: Come): Come {
  const { items, rest, verdicts } = come;
  if (view === 'summary' && verdicts && !('bases' in verdicts.sites))
    return {
      ...come,
      verdicts: {
        people: verdicts.people,
        sites: { ...verdicts.sites, bases: [] },
        permits: { ...verdicts.permits, permits: [] },
      },
    };
  if (view === 'bases' && items && !rest)
    return { ...come, rest: {}, items: items.map((base) => ({ lines: [], ...base })) };
  return view === 'summary' || view === 'burndown' || items ? come : { ...come, items: [] };
}

/** Views with their lists. */
export const listed = (documents: object): Documents =>
  Object.fromEntries(Object.entries(documents).map(([view, come]: [string, Come]) => [view, withLists(view, come)]));
