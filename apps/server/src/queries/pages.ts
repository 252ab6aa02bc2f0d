import { opaque, opened } from '../http/opaque.js';
import { badParameter } from '../http/problems.js';
import { wholeNumber } from '../http/request.js';
import { details } from './details.js';

/** A page of a list, and the cursor of the next one. */
export interface Page<T> {
  items: readonly T[];
  next?: string;
}

/** How many items a page holds: 50 if nothing is said, at most 500. */
export const limitOf = (text: string | undefined): number => wholeNumber('limit', text, 1, 500) ?? 50;

/** What is asked of a list, and which list it is: the cursor of another one names nothing here. */
interface Asked {
  list: string;
  after?: string;
  limit?: string;
}

/**
 * The page that a query asks for. JSON comes in pages; other formats come whole, unless a limit was asked for. Throws a
 * Problem if `after` or `limit` cannot be used.
 */
export function pageFor<T>(
  format: string,
  items: readonly T[],
  idOf: (item: T) => string,
  { list, after, limit }: Asked,
): Page<T> {
  const most = limitOf(limit);
  const isWhole = format !== 'application/json' && limit === undefined;
  const ids = items.map(idOf);
  const from = after === undefined ? 0 : placeBehind(ids, readCursor(after, list));
  const to = isWhole ? items.length : from + most;
  const page = items.slice(from, to);
  return to < items.length ? { items: page, next: cursorAt(list, ids, to) } : { items: page };
}

/**
 * The same of a list of which only those that are needed are made: `make` leaves out those that are not to be shown. Throws as
 * `pageFor` does.
 */
export async function pageOfSome<T>(
  format: string,
  ids: readonly string[],
  { list, after, limit }: Asked,
  make: (ids: readonly string[]) => Promise<readonly T[]>,
): Promise<Page<T>> {
  const most = format !== 'application/json' && limit === undefined ? ids.length : limitOf(limit);
  const items: T[] = [];
  let to = after === undefined ? 0 : placeBehind(ids, readCursor(after, list));
  while (items.length < most && to < ids.length) {
    const some = ids.slice(to, to + most - items.length);
    items.push(...(await make(some)));
    to += some.length;
  }
  // What follows is a page only if any of it is shown.
  for (let next = to; next < ids.length; next++)
    if ((await make(ids.slice(next, next + 1))).length > 0) return { items, next: cursorAt(list, ids, to) };
  return { items };
}

/** Where a reader of a list has come to: how many items were before, and the last of them, newest first. */
interface Cursor {
  place: number;
  seen: string[];
}

/** So many of the items seen last may go before a reader can no longer be told exactly where to go on. */
const seenMax = 5;

const version = 1;

/** Cursors name the items seen last, so that what is recorded since does not shift the pages. */
const cursorAt = (list: string, ids: readonly string[], place: number): string =>
  opaque([version, list, place, ids.slice(Math.max(0, place - seenMax), place).toReversed()]);

/** Behind the last item seen that is still there; behind as many items as were seen if none of them is. */
function placeBehind(ids: readonly string[], { place, seen }: Cursor): number {
  for (const id of seen) {
    const index = ids.indexOf(id);
    if (index >= 0) return index + 1;
  }
  return Math.max(0, place - seen.length);
}

function readCursor(text: string, list: string): Cursor {
  const parts = opened(text);
  const [of, name, place, seen] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const isCursor = of === version && name === list && Number.isSafeInteger(place) && Array.isArray(seen);
  if (isCursor && (seen as unknown[]).every((id) => typeof id === 'string'))
    return { place: place as number, seen: seen as string[] };
  throw badParameter('after', details.noCursor);
}
