/**
 * The id of an event of a mission's stream: a revision, and an index within it. With n views, index 0 is the entry, 1 to
 * n its patches, and each midnight and each end of a silence since takes n more; so an id says exactly what a client that saw it holds. Of
 * entries that were taken together only the last patch has such an id.
 */
export interface EventId {
  revision: number;
  index: number;
}

/** An id as it stands in a stream. */
export const encodeEventId = ({ revision, index }: EventId): string => `${revision}.${index}`;

/** Indexes from here on say that the client has the entries up to the revision but not all views: it needs those anew. */
export const withoutViews = 900_000_000;

/** Reads an id; undefined if it is none of ours. */
export function parseEventId(text: string): EventId | undefined {
  const [, revision, index] = /^(\d{1,15})\.(\d{1,9})$/.exec(text) ?? [];
  return revision === undefined || index === undefined
    ? undefined
    : { revision: Number(revision), index: Number(index) };
}
