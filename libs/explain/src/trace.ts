import { type Effective, evolve, emptyState, groupBy, KeptRanges, mayChange, type MissionState } from '#libs/domain';
import { isSame, type Moved } from './figures.js';
import { KeptPlaces } from './kept-places.js';
import { StateFigures } from './state-figures.js';
import type { Trace } from './approach.js';

/** That an entry changed a figure in a fold. */
export interface Change<T> extends Moved<T> {
  /** Where it stands, in milliseconds since 1970. */
  at: number;
}

/** How many entries are folded between two yields, if none of them costs an evaluation of a figure. */
const entriesPerSlice = 16;

/** The convoy that an entry names; undefined if it names none. */
export const convoyNamedBy = ({ data }: Effective): string | undefined => ('convoy' in data ? data.convoy : undefined);

/**
 * Folds entries, in their order, and notes for each of the walks which of them changed its figure. Entries after `until`
 * (milliseconds since 1970) are left out. They are folded on from a state, which is then changed; from nothing without it. If revisions
 * are `asked` for, changes by other entries are left out, and what those did is not looked at. Yields now and then, so that the caller can
 * let others work.
 */
export function* trace<T>(
  effective: readonly Effective[],
  until: number,
  walks: readonly Trace<T>[],
  start?: MissionState,
  asked?: ReadonlySet<number>,
): Generator<undefined, Change<T>[][]> {
  const state = start ?? emptyState();
  const kept = { ranges: new KeptRanges(), places: new KeptPlaces() };
  const before = start && new StateFigures(start, kept);
  const tracks = walks.map((walk) => ({
    walk,
    before: before && walk.of(state, before),
    changes: [] as Change<T>[],
    passed: 0,
  }));
  const ofConvoys = groupBy(tracks, ({ walk }) => walk.convoy);
  const last = walks.reduce((latest, walk) => Math.max(latest, walk.until ?? until), Number.NEGATIVE_INFINITY);
  const end = Math.min(last, until);
  let folded = 0;
  // How many entries were folded that nobody asked for: what a figure was before them is not what it is.
  let passed = 0;
  const length = asked ? effective.findLastIndex(({ entry }) => asked.has(entry.revision)) + 1 : effective.length;
  for (const entry of effective.slice(0, length)) {
    if (entry.at > end) break;
    const { revision } = entry.entry;
    const looked: typeof tracks = [];
    if (!asked || asked.has(revision)) {
      const named = convoyNamedBy(entry);
      const near = [ofConvoys.get(undefined), named === undefined ? undefined : ofConvoys.get(named)];
      for (const track of near.flatMap((some) => some ?? [])) {
        const { on, until: latest = Number.POSITIVE_INFINITY } = track.walk;
        if ((!on || mayChange(entry.type, on)) && entry.at <= latest) looked.push(track);
      }
    } else passed++;
    const stale = looked.filter((track) => track.passed !== passed);
    const past = stale.length > 0 ? new StateFigures(state, kept) : undefined;
    for (const track of stale) {
      if (past) track.before = track.walk.of(state, past);
      track.passed = passed;
      yield undefined;
    }
    evolve(state, entry);
    const moment = new StateFigures(state, kept);
    for (const track of looked) {
      const { walk, before: was } = track;
      const after = walk.of(state, moment);
      yield undefined;
      if (isSame(was, after)) continue;
      track.changes.push({ revision, at: entry.at, before: was, after });
      track.before = after;
    }
    if (++folded % entriesPerSlice === 0) yield undefined;
  }
  return tracks.map(({ changes }) => changes);
}
