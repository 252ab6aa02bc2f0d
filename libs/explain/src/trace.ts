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
 * (milliseconds since 1970) are left out. They are folded on from a state, which is then changed; from nothing without it. Yields
 * now and then, so that the caller can let others work.
 */
export function* trace<T>(
  effective: readonly Effective[],
  until: number,
  walks: readonly Trace<T>[],
  start?: MissionState,
): Generator<undefined, Change<T>[][]> {
  const state = start ?? emptyState();
  const kept = { ranges: new KeptRanges(), places: new KeptPlaces() };
  const before = start && new StateFigures(start, kept);
  const tracks = walks.map((walk) => ({
    walk,
    before: before && walk.of(state, before),
    changes: [] as Change<T>[],
  }));
  const ofConvoys = groupBy(tracks, ({ walk }) => walk.convoy);
  const last = walks.reduce((latest, walk) => Math.max(latest, walk.until ?? until), Number.NEGATIVE_INFINITY);
  const end = Math.min(last, until);
  let folded = 0;
  for (const entry of effective) {
    if (entry.at > end) break;
    evolve(state, entry);
    const moment = new StateFigures(state, kept);
    const named = convoyNamedBy(entry);
    const looked = [ofConvoys.get(undefined), named === undefined ? undefined : ofConvoys.get(named)];
    for (const track of looked.flatMap((some) => some ?? [])) {
      const { walk, before: was } = track;
      if (walk.on && !mayChange(entry.type, walk.on)) continue;
      if (walk.until !== undefined && entry.at > walk.until) continue;
      const after = walk.of(state, moment);
      yield undefined;
      if (isSame(was, after)) continue;
      track.changes.push({ revision: entry.entry.revision, at: entry.at, before: was, after });
      track.before = after;
    }
    if (++folded % entriesPerSlice === 0) yield undefined;
  }
  return tracks.map(({ changes }) => changes);
}
