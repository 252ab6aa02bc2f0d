import type { EventStore, Rules, StoredEntry } from '#libs/event-store';
import { streamDeleted } from './errors.js';

/** The type of the event that says in a stream's metadata that the stream was deleted for good. */
export const tombstoneType = '$streamDeleted';

/** The stream that holds what is said of another one. */
export const metastreamOf = (stream: string): string => `$$${stream}`;

/** What became of a stream. */
export interface Hidden {
  /** Its first revision that is shown. */
  from: number;
  /** It was deleted for good. */
  isDeleted: boolean;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value > 0;

const nothing: Hidden = { from: 0, isDeleted: false };

/** The last entry of a stream; undefined if it has none. */
export async function newestOf(store: EventStore, stream: string): Promise<StoredEntry | undefined> {
  const head = await store.headRevision(stream);
  if (head < 0) return undefined;
  for await (const page of store.readStream(stream, head)) return page[0];
  return undefined;
}

/** The object that an entry holds; empty if it holds none. */
export function dataOf({ body }: StoredEntry): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(body);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * Tells what of a stream is hidden, by the newest that is said of it. Nothing is removed, and of a mission's stream nothing is
 * hidden either, whatever is said of it.
 */
export class Hiding {
  constructor(
    private readonly store: EventStore,
    private readonly rules: Rules,
  ) {}

  /** Whether a stream is a mission's, or holds what is said of one. */
  isMission(stream: string): boolean {
    return stream.replace(/^\$\$/, '').startsWith(this.rules.streamPrefix);
  }

  /** What of a stream is hidden. */
  async of(stream: string): Promise<Hidden> {
    if (this.isMission(stream)) return nothing;
    if (stream.startsWith('$$')) return { from: 0, isDeleted: (await this.of(stream.slice(2))).isDeleted };
    const said = await newestOf(this.store, metastreamOf(stream));
    if (!said) return nothing;
    if (said.type === tombstoneType) return { from: 0, isDeleted: true };
    const { $tb, $maxCount } = dataOf(said);
    const truncated = isCount($tb) ? $tb : 0;
    const excess = isCount($maxCount) ? (await this.store.headRevision(stream)) + 1 - $maxCount : 0;
    return { from: Math.max(truncated, excess), isDeleted: false };
  }

  /** The first revision that is shown of a stream. Throws a ServiceError if it was deleted for good. */
  async firstShown(stream: string): Promise<number> {
    const { from, isDeleted } = await this.of(stream);
    if (isDeleted) throw streamDeleted(stream);
    return from;
  }
}
