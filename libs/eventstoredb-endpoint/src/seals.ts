import type { EventStore, Seal, StoredEntry } from '#libs/event-store';

/** The seals that end with entries of a page. */
export async function sealsIn(store: EventStore, page: readonly StoredEntry[]): Promise<Map<StoredEntry, Seal>> {
  const byStream = new Map<string, Map<number, StoredEntry>>();
  for (const entry of page) {
    let entries = byStream.get(entry.stream);
    if (!entries) byStream.set(entry.stream, (entries = new Map()));
    entries.set(entry.revision + 1, entry);
  }
  const found = new Map<StoredEntry, Seal>();
  for (const [stream, entries] of byStream) {
    const sizes = [...entries.keys()];
    for await (const seal of store.seals(stream, {
      from: Math.min(...sizes),
      until: Math.max(...sizes),
      order: 'oldest',
    })) {
      const entry = entries.get(seal.size);
      if (entry) found.set(entry, seal);
    }
  }
  return found;
}
