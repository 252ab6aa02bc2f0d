import type { AppendResult, NewEntry, StoredEntry } from './event-store.js';

/**
 * Whether an append was made before: all of its ids stand in the stream in this order. Undefined where none is there.
 * Throws where only some are, or where one is in another stream: then the caller has mixed up its commands.
 */
export function alreadyThere(
  stream: string,
  entries: readonly NewEntry[],
  found: readonly (Pick<StoredEntry, 'stream' | 'revision' | 'position'> | undefined)[],
): AppendResult | undefined {
  const [first] = found;
  if (found.every((one) => one === undefined)) return undefined;
  const same = found.every((one, index) => one?.stream === stream && one.revision === (first?.revision ?? 0) + index);
  if (!first || !same) {
    throw new Error(
      `an append to ${stream} repeats some of its ids (${entries.map(({ id }) => id).join(', ')}) but not all in order`,
    );
  }
  const last = found.at(-1) ?? first;
  return { outcome: 'already', first: first.revision, last: last.revision, position: last.position };
}
