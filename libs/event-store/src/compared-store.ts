import type {
  AppendResult,
  EventStore,
  Following,
  NewEntry,
  OnEntries,
  StoredEntry,
  Subscription,
} from './event-store.js';
import { ForwardingStore } from './forwarding-store.js';
import { LogAltered } from './sealing.js';
import type { Altered, TreeComparison } from './tree-comparison.js';

/**
 * A store whose streams are compared with what was signed before anything is read from them or appended to them. From the first
 * entry on that is not what was signed, entries are marked as damaged; to such a stream nothing is appended.
 */
export class ComparedStore extends ForwardingStore {
  constructor(
    store: EventStore,
    private readonly comparison: TreeComparison,
  ) {
    super(store);
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const altered = this.comparison.isDone(stream) ? this.comparison.found(stream) : await this.comparison.of(stream);
    if (altered) throw new LogAltered(stream, altered.from + 1, alteredInWords(altered));
    return this.store.append(stream, expectedRevision, entries);
  }

  override async *readStream(stream: string, from = 0): AsyncIterable<readonly StoredEntry[]> {
    const altered = await this.comparison.of(stream);
    for await (const page of this.store.readStream(stream, from))
      yield altered ? page.map((entry) => marked(entry, altered)) : page;
    if (altered?.isMissing) yield [missing(altered, 0)];
  }

  override async *readAll(following: Following): AsyncIterable<readonly StoredEntry[]> {
    for await (const page of this.store.readAll(following)) yield following.unproven ? page : await this.compared(page);
  }

  override subscribe(following: Following, onEntries: OnEntries, onError: (error: unknown) => void): Subscription {
    return this.store.subscribe(following, async (page) => onEntries(await this.compared(page)), onError);
  }

  /** A page with what was found of its streams. What is missing at the end of one stands before its other entries. */
  private async compared(page: readonly StoredEntry[]): Promise<readonly StoredEntry[]> {
    const found: Altered[] = [];
    for (const stream of new Set(page.map((entry) => entry.stream))) {
      const altered = this.comparison.isDone(stream) ? this.comparison.found(stream) : await this.comparison.of(stream);
      if (altered) found.push(altered);
    }
    if (found.length === 0) return page;
    const altered = new Map(found.map((one) => [one.stream, one]));
    const gone = found.filter(({ isMissing }) => isMissing).map((one) => missing(one, page[0]?.position ?? 0));
    return [
      ...gone,
      ...page.map((entry) => {
        const where = altered.get(entry.stream);
        return where ? marked(entry, where) : entry;
      }),
    ];
  }
}

/** Says what was found of a stream. */
export const alteredInWords = ({ stream, from, until, what }: Altered): string =>
  from === until
    ? `entry ${from} of ${stream} is not what was signed: ${what}`
    : `the first of entries ${from} to ${until} of ${stream} that differs is not what was signed: ${what}`;

const marked = (entry: StoredEntry, altered: Altered): StoredEntry =>
  entry.damaged || entry.revision < altered.from
    ? entry
    : { ...entry, damaged: true, fault: `${alteredInWords(altered)}. Verify the log, and restore a backup` };

/** Stands for the first of entries that are not there. */
const missing = (altered: Altered, position: number): StoredEntry => {
  const { stream, from: revision } = altered;
  const nothing = { id: '00000000-0000-0000-0000-000000000000', type: 'Missing', body: '{}' };
  return marked({ position, stream, revision, ...nothing, recordedAt: '1970-01-01T00:00:00.000Z' }, altered);
};
