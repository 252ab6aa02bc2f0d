/** A change of a JSON document (RFC 6902), of the kinds that the server makes. */
export interface Operation {
  op: string;
  path: string;
  value?: unknown;
}

const unescaped = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** The parts of a JSON pointer (RFC 6901). */
export const tokensOf = (pointer: string): string[] => pointer.split('/').slice(1).map(unescaped);

/**
 * A document after some changes. What did not change is the same object as before, so that nothing of it is drawn anew.
 * Throws if a change does not fit the document: then something was missed.
 */
export function patched<T>(document: T, operations: readonly Operation[]): T {
  // Each object is copied once, however many of its fields change.
  const own = new Set<object>();
  let root: unknown = document;
  for (const { op, path, value } of operations) root = changed(root, tokensOf(path), op, value, own);
  return root as T;
}

function changed(at: unknown, path: readonly string[], op: string, value: unknown, own: Set<object>): unknown {
  const [token, ...rest] = path;
  if (token === undefined) return value;
  if (typeof at !== 'object' || at === null) throw new Error('a change does not fit the document');
  const copy = copied(at, own);
  if (Array.isArray(copy)) {
    const index = token === '-' ? copy.length : Number(token);
    if (!Number.isInteger(index) || index < 0 || index > copy.length) throw new Error(`${token} is no place in a list`);
    if (rest.length > 0) copy[index] = changed(copy[index], rest, op, value, own);
    else if (op === 'add') copy.splice(index, 0, value);
    else if (op === 'remove') copy.splice(index, 1);
    else if (op === 'replace') copy[index] = value;
    else throw new Error(`${op} is not understood`);
    return copy;
  }
  const fields = copy as Record<string, unknown>;
  const put = (of: unknown): object =>
    Object.defineProperty(fields, token, { value: of, writable: true, enumerable: true, configurable: true });
  // What an object inherits ("constructor") is no field of a document.
  const field = Object.hasOwn(fields, token) ? fields[token] : undefined;
  if (rest.length > 0) put(changed(field, rest, op, value, own));
  else if (op === 'remove') delete fields[token];
  else if (op === 'add' || op === 'replace') put(value);
  else throw new Error(`${op} is not understood`);
  return fields;
}

function copied(at: object, own: Set<object>): object {
  if (own.has(at)) return at;
  const copy: object = Array.isArray(at) ? [...(at as unknown[])] : { ...at };
  own.add(copy);
  return copy;
}
