import type { AppendResult, NewEntry, StoredEntry } from './event-store.js';

/**
 * What an append comes to before anything is written, `found` being the entries with its ids and `actual` the stream's last
 * revision: made before, if all of its ids stand in the stream in this order; overtaken, if the stream has grown;
 * undefined if it is to be written. Throws if the caller knows the stream and yet repeats a part of it.
 */
export function judgeAppend(
  { stream, expectedRevision, entries }: { stream: string; expectedRevision: number; entries: readonly NewEntry[] },
  found: readonly (Pick<StoredEntry, 'stream' | 'revision' | 'position'> | undefined)[],
  actual: number,
): AppendResult | undefined {
  const [first] = found;
  const last = found.at(-1);
  const isRepeat = found.every((one, index) => one?.stream === stream && one.revision - index === first?.revision);
  if (isRepeat && first && last)
    return { outcome: 'already', first: first.revision, last: last.revision, position: last.position };
  // Another server may have recorded some of these commands, and this one has not seen it yet.
  if (actual !== expectedRevision) return { outcome: 'conflict', actual };
  if (found.every((one) => one === undefined)) return undefined;
  const ids = entries.map(({ id }) => id).join(', ');
  throw new Error(`an append to ${stream} repeats some of its ids (${ids}) but not all in order`);
}
