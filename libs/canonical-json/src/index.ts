import { configure } from 'safe-stable-stringify';

const stringify = configure({ deterministic: true, strict: true });

/** How many keys are few. */
const fewMax = 20;

/** Canonical JSON (RFC 8785) of a value that came out of JSON: the same value has the same bytes everywhere. */
export function canonical(value: object): string {
  const ordered = inOrder(value);
  // What is in order the engine itself writes in order, in half of the time.
  return ordered === undefined ? (stringify(value) ?? '') : JSON.stringify(ordered);
}

/** Canonical JSON of a value, and the value as whoever parses that has it. */
export function written<T extends object>(value: T): { text: string; read: T } {
  const ordered = inOrder(value);
  if (ordered !== undefined) return { text: JSON.stringify(ordered), read: ordered };
  const text = stringify(value) ?? '';
  return { text, read: JSON.parse(text) as T };
}

/**
 * A value with its keys in order, and none that is undefined. What is so already is not copied. Undefined of what an object cannot
 * hold in that order, or JSON not as it is.
 */
function inOrder<T extends object>(value: T): T | undefined {
  if (Array.isArray(value)) return elementsInOrder(value) as T | undefined;
  return Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value) ? fieldsInOrder(value) : undefined;
}

function elementsInOrder(list: readonly unknown[]): unknown[] | undefined {
  const ordered: unknown[] = [];
  let isSame = true;
  for (const element of list) {
    const own = element === undefined ? undefined : valueInOrder(element);
    if (own === undefined) return undefined;
    isSame &&= own === element;
    ordered.push(own);
  }
  return isSame ? (list as unknown[]) : ordered;
}

function fieldsInOrder<T extends object>(value: T): T | undefined {
  const names = Object.keys(value);
  const ordered: Record<string, unknown> = {};
  let isSame = isRising(names);
  if (!isSame) sort(names);
  for (const name of names) {
    const field = (value as Record<string, unknown>)[name];
    if (field === undefined) {
      isSame = false;
      continue;
    }
    const own = isUnordered(name) ? undefined : valueInOrder(field);
    if (own === undefined) return undefined;
    isSame &&= own === field;
    ordered[name] = own;
  }
  return isSame ? value : (ordered as T);
}

/** Undefined for what JSON writes as something else, or not at all. */
function valueInOrder(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : undefined;
  return typeof value === 'object' ? inOrder(value) : undefined;
}

function isRising(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index++) if ((names[index - 1] ?? '') > (names[index] ?? '')) return false;
  return true;
}

/** Most objects have few keys, and sorting them takes less than what the engine sets up for it. */
function sort(names: string[]): void {
  if (names.length > fewMax) return void names.sort();
  for (let end = 1; end < names.length; end++) {
    const name = names[end] ?? '';
    let place = end;
    for (; place > 0 && (names[place - 1] ?? '') > name; place--) names[place] = names[place - 1] ?? '';
    names[place] = name;
  }
}

/** Whether an object has a key elsewhere than where it was added: keys that are numbers come first, by their value. */
const isUnordered = (name: string): boolean => (name >= '0' && name < ':') || name === '__proto__';
