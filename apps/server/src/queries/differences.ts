import { listKeys } from '#libs/explain';

/** A figure that differs between two documents. Without `from` (or `to`), there is none in that one. */
export interface Difference {
  /** Where it stands; items of a view's list by id, days by date. */
  path: readonly string[];
  from?: unknown;
  to?: unknown;
}

/** Two documents differ in more places than anybody would read. */
export class TooManyDifferences extends Error {}

/** How many places are compared between two yields. */
const placesPerSlice = 256;

/**
 * Compares two documents of one view, leaf by leaf; an empty list or object is a leaf. Elements of the view's list are those
 * of the same id, so that one more does not move the others. Yields now and then. Throws TooManyDifferences beyond `most`.
 */
export function* differencesBetween(before: unknown, after: unknown, most: number): Generator<undefined, Difference[]> {
  const found: Difference[] = [];
  let places = 0;
  function* compare(from: unknown, to: unknown, path: readonly string[]): Generator<undefined, void> {
    if (++places % placesPerSlice === 0) yield undefined;
    // Most of what lies in a list is the same in both.
    if (path.length > 1 && isAlike(from, to)) return;
    const [inFrom, inTo] = [partsOf(from, path), partsOf(to, path)];
    const difference: Difference = { path };
    if (from !== undefined && !inFrom && !(inTo && isEmpty(from))) difference.from = from;
    if (to !== undefined && !inTo && !(inFrom && isEmpty(to))) difference.to = to;
    if (!isSame(difference.from, difference.to) && found.push(difference) > most) throw new TooManyDifferences();
    for (const name of new Set([...(inFrom?.keys() ?? []), ...(inTo?.keys() ?? [])]))
      yield* compare(inFrom?.get(name), inTo?.get(name), [...path, name]);
  }
  yield* compare(before, after, []);
  return found;
}

/** Whether two values of documents are written the same; of those that are written in another order, it may say that they are not. */
export function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const names = Object.keys(one);
  if (Array.isArray(one) !== Array.isArray(other) || names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isAlike(valueIn(one, name), valueIn(other, name)));
}

const valueIn = (of: object, name: string): unknown => (of as Record<string, unknown>)[name];

/** What is empty in one document and not in the other is told by what lies in it there. */
const isEmpty = (leaf: unknown): boolean => typeof leaf === 'object' && leaf !== null;

/** Leaves are texts, numbers, flags and nulls, or empty. */
const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** What lies directly in a value, by name; undefined if it is a leaf. */
function partsOf(value: unknown, path: readonly string[]): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const key = path.length === 1 && Array.isArray(value) ? listKeys[path[0] ?? ''] : undefined;
  const parts = new Map<string, unknown>();
  for (const [place, part] of Object.entries(value) as [string, unknown][]) {
    if (part === undefined) continue;
    const name = key === undefined ? undefined : (part as Record<string, unknown>)[key];
    parts.set(typeof name === 'string' ? name : place, part);
  }
  return parts.size === 0 ? undefined : parts;
}
