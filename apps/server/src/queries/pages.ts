import { Problem } from '../http/problems.js';
import { wholeNumber } from '../http/request.js';

/** A page of a list, and the cursor of the next one. */
export interface Page<T> {
  items: readonly T[];
  next?: string;
}

/** How many items a page holds: 50 where nothing is said, at most 500. */
export const limitOf = (text: string | undefined): number => wholeNumber('limit', text, 1, 500) ?? 50;

/**
 * The page that a query asks for. JSON comes in pages; other formats come whole, unless a limit was asked for. Throws a
 * Problem where `after` or `limit` cannot be used.
 */
export function pageFor<T>(
  format: string,
  items: readonly T[],
  idOf: (item: T) => string,
  { after, limit }: { after?: string; limit?: string },
): Page<T> {
  const most = limitOf(limit);
  const isWhole = format !== 'application/json' && limit === undefined;
  return pageOf(items, idOf, after, isWhole ? Number.POSITIVE_INFINITY : most);
}

/** The page after a cursor. Cursors name the last item seen, so that items recorded since do not shift the pages. */
function pageOf<T>(items: readonly T[], idOf: (item: T) => string, after: string | undefined, limit: number): Page<T> {
  let from = 0;
  if (after !== undefined) {
    const id = Buffer.from(after, 'base64url').toString();
    const index = items.findIndex((item) => idOf(item) === id);
    if (index < 0)
      throw new Problem('parameter-invalid', 'after is no cursor of this list. Begin again without it.', {
        parameter: 'after',
      });
    from = index + 1;
  }
  const page = items.slice(from, from + limit);
  const last = page.at(-1);
  return from + limit < items.length && last !== undefined
    ? { items: page, next: Buffer.from(idOf(last)).toString('base64url') }
    : { items: page };
}
