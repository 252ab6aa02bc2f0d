import type { Entry, OrderedLog, Placement } from '#libs/domain';
import { Slice, type Pace } from '../event-loop/slices.js';
import type { ReadEntries } from './adding.js';

/** How many entries are read at once. */
const readLength = 500;

/** Gives the entries that fold after a placement one after another, as long as they are taken. */
export async function eachAfter(
  log: OrderedLog,
  after: Placement | undefined,
  take: ReadEntries,
  taken: (revision: number, entry: Entry) => boolean,
  pace?: Pace,
): Promise<void> {
  const slice = new Slice(pace);
  const revisions = log.after(after);
  for (;;) {
    const some = next(revisions, readLength);
    for (const entry of await take(some)) {
      if (!taken(entry.revision, entry)) return;
      if (slice.isOver) await slice.next();
    }
    if (some.length < readLength) return;
  }
}

/** Reads entries and does something with each. */
export async function eachOf(
  revisions: readonly number[],
  take: ReadEntries,
  work: (entry: Entry) => unknown,
  pace?: Pace,
): Promise<void> {
  const slice = new Slice(pace);
  for (let from = 0; from < revisions.length; from += readLength) {
    for (const entry of await take(revisions.slice(from, from + readLength))) {
      work(entry);
      if (slice.isOver) await slice.next();
    }
  }
}

/** The next items of a generator, as many as there are. */
function next<T>(items: Generator<T>, count: number): T[] {
  const some: T[] = [];
  while (some.length < count) {
    const { done, value } = items.next();
    if (done) break;
    some.push(value);
  }
  return some;
}
