import { pageSize, type EventStore, type StoredEntry } from '#libs/event-store';

type Pages = AsyncIterable<readonly StoredEntry[]>;

/** A stream from a revision backwards to its first one that is shown (both inclusive), in pages. */
export async function* streamBackwards(store: EventStore, stream: string, from: number, first: number): Pages {
  let end = Math.min(from, await store.headRevision(stream));
  while (end >= first) {
    const start = Math.max(first, end - pageSize + 1);
    const page: StoredEntry[] = [];
    for await (const found of store.readStream(stream, start)) {
      page.push(...found.filter(({ revision }) => revision <= end));
      if ((found.at(-1)?.revision ?? 0) >= end) break;
    }
    yield page.toReversed();
    end = start - 1;
  }
}

/** All streams before a position backwards, in pages. */
export async function* allBackwards(store: EventStore, before: number): Pages {
  let end = Math.min(before, (await store.headPosition()) + 1);
  while (end > 1) {
    const after = Math.max(0, end - pageSize - 1);
    const page: StoredEntry[] = [];
    for await (const found of store.readAll({ after })) {
      page.push(...found.filter(({ position }) => position < end));
      if ((found.at(-1)?.position ?? 0) >= end - 1) break;
    }
    if (page.length > 0) yield page.toReversed();
    end = after + 1;
  }
}
