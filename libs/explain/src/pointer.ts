/** JSON Pointers (RFC 6901) into what views show. */
import { pointerOf } from '#libs/domain';
import { isBounds } from './figures.js';

/** By what the elements of a view's own lists are named, besides their place; `bases` are those of a forecast. */
export const listKeys: Readonly<Record<string, string>> = { items: 'id', days: 'date', bases: 'id' };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Something that was found: its value, and its path with the elements of the view's lists by name. */
export interface Found {
  value: unknown;
  named: string[];
}

/** How far a path leads that leads nowhere: to a value without the next segment. */
export interface Lost {
  value: unknown;
  named: string[];
  missing: string;
}

/** The name of an element of a view's list; undefined for elements of other lists. */
function nameIn(named: readonly string[], element: unknown): string | undefined {
  const key = named.length === 1 ? listKeys[named[0] ?? ''] : undefined;
  const name = key !== undefined && isFields(element) ? element[key] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The value at a path. Elements of a view's list go by place or, if `first` says so or there is no such place, by name. `above` leads to `doc`. */
export function find(
  doc: unknown,
  path: readonly string[],
  first: 'place' | 'name' = 'place',
  above: readonly string[] = [],
): Found | Lost {
  let value = doc;
  const named = [...above];
  for (const segment of path) {
    const next = Array.isArray(value) ? elementOf(value, named, segment, first) : fieldOf(value, segment);
    if (next === undefined) return { value, named, missing: segment };
    named.push((Array.isArray(value) ? nameIn(named, next) : undefined) ?? segment);
    value = next;
  }
  return { value, named };
}

const fieldOf = (value: unknown, name: string): unknown =>
  isFields(value) && Object.hasOwn(value, name) ? value[name] : undefined;

function elementOf(list: readonly unknown[], named: readonly string[], segment: string, first: string): unknown {
  const placed: unknown = /^(0|[1-9]\d{0,14})$/.test(segment) ? list[Number(segment)] : undefined;
  if (placed !== undefined && first === 'place') return placed;
  const place = placesIn(list, named).get(segment);
  return place === undefined ? placed : list[place];
}

/** Places by name in lists that were looked into: what views show does not change, and some lists are long. */
const known = new WeakMap<readonly unknown[], ReadonlyMap<string, number>>();

/** Where the elements of a view's list are by name, the first of each; none of other lists. */
function placesIn(list: readonly unknown[], named: readonly string[]): ReadonlyMap<string, number> {
  const found = known.get(list);
  if (found) return found;
  const places = new Map<string, number>();
  for (const [place, element] of list.entries()) {
    const name = nameIn(named, element);
    if (name !== undefined && !places.has(name)) places.set(name, place);
  }
  known.set(list, places);
  return places;
}

/** A pointer to something that was found, to be read by others: elements by name, or by place if a name is a number. */
export function stablePointer(doc: unknown, named: readonly string[]): string {
  const [list = '', name] = named;
  if (name === undefined || !/^\d+$/.test(name) || !isFields(doc)) return pointerOf(named);
  const elements = doc[list];
  if (!Array.isArray(elements)) return pointerOf(named);
  return pointerOf([list, placesIn(elements, [list]).get(name) ?? name, ...named.slice(2)]);
}

/** The names of what lies directly in a value. */
export function namesIn(value: unknown, named: readonly string[]): string[] {
  if (Array.isArray(value)) return value.map((element, place) => nameIn(named, element) ?? String(place));
  if (!isFields(value)) return [];
  return Object.keys(value).filter((name) => value[name] !== undefined);
}

/** Paths to all figures in a value: counts, texts, numbers, flags and nulls; elements of a view's list by name. */
export function* figuresOf(value: unknown, path: readonly string[]): Generator<readonly string[]> {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || isBounds(value)) yield path;
  else
    for (const name of namesIn(value, path)) yield* figuresOf(find(value, [name], 'name', path).value, [...path, name]);
}

/** Paths to all texts, numbers, flags and nulls in a value, with the elements of lists by place. */
export function* leavesOf(value: unknown, path: readonly string[] = []): Generator<string[]> {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) yield [...path];
  else if (Array.isArray(value))
    for (const [place, one] of value.entries()) yield* leavesOf(one, [...path, `${place}`]);
  else for (const [name, one] of Object.entries(value)) yield* leavesOf(one, [...path, name]);
}
