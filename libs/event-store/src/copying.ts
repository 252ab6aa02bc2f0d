import { createHash } from 'node:crypto';
import { pageSize, type EventStore, type StoredEntry } from './event-store.js';

/** What became of one stream. */
export interface Copied {
  stream: string;
  entries: number;
  /** SHA-256 (hexadecimal) of ids and bodies in order: the same in both stores, as read back from each. */
  digest: string;
}

/** The other store holds something else under a stream's name, or did not keep what it was given. */
export class NotCopied extends Error {}

/** The streams of a store with a prefix, in the order in which they began. */
async function streamsOf(store: EventStore, streamPrefix: string): Promise<string[]> {
  const streams = new Set<string>();
  for await (const page of store.readAll({ after: 0, streamPrefix }))
    for (const { stream } of page) streams.add(stream);
  return [...streams];
}

async function digestOf(store: EventStore, stream: string): Promise<{ entries: number; digest: string }> {
  const digest = createHash('sha256');
  let entries = 0;
  for await (const page of store.readStream(stream)) {
    for (const { id, body, revision, damaged } of page) {
      if (damaged) throw new NotCopied(`entry ${revision} of ${stream} is damaged: its hash differs`);
      digest.update(`${id}\n${body}\n`);
      entries++;
    }
  }
  return { entries, digest: digest.digest('hex') };
}

const sameEntry = (a: StoredEntry, b: StoredEntry | undefined): boolean => a.id === b?.id && a.body === b.body;

/** How many entries of a stream are in the other store already. Throws NotCopied if they are not these. */
async function alreadyIn(to: EventStore, from: EventStore, stream: string): Promise<number> {
  const there: StoredEntry[] = [];
  for await (const page of to.readStream(stream)) there.push(...page);
  if (there.length === 0) return 0;
  let compared = 0;
  for await (const page of from.readStream(stream)) {
    for (const entry of page.slice(0, there.length - compared)) {
      if (!sameEntry(entry, there[compared++])) compared = Number.NaN;
    }
    if (!(compared < there.length)) break;
  }
  if (compared === there.length) return compared;
  throw new NotCopied(`${stream} exists in the other store and holds other entries. Nothing of it was copied.`);
}

/**
 * Copies streams verbatim into another store, where they must not exist yet (the beginning of an interrupted copy may), and
 * proves that both hold the same. Answers each stream as it is done. Throws NotCopied.
 */
export async function* copyStreams(from: EventStore, to: EventStore, streamPrefix: string): AsyncGenerator<Copied> {
  for (const stream of await streamsOf(from, streamPrefix)) {
    let revision = await alreadyIn(to, from, stream);
    for await (const page of from.readStream(stream, revision)) {
      for (let start = 0; start < page.length; start += pageSize / 5) {
        const entries = page.slice(start, start + pageSize / 5);
        const result = await to.append(
          stream,
          revision - 1,
          entries.map(({ id, type, body, recordedAt, original }) => ({
            id,
            type,
            body,
            recordedAt,
            ...(original !== undefined && { original }),
          })),
        );
        if (result.outcome === 'conflict')
          throw new NotCopied(`somebody else writes to ${stream} in the other store. Stop them first.`);
        revision += entries.length;
      }
    }
    const [source, target] = [await digestOf(from, stream), await digestOf(to, stream)];
    if (source.digest !== target.digest)
      throw new NotCopied(
        `${stream} does not read back as it was written: ${source.entries} entries here, ${target.entries} there.`,
      );
    yield { stream, ...target };
  }
}
