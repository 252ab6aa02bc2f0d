import {
  discrepanciesAbout,
  discrepanciesInSteps,
  scopeOf,
  type Discrepancy,
  type Folded,
  type Incoming,
  type MissionState,
  type Scope,
} from '#libs/domain';
import { inSlices } from '../event-loop/slices.js';
import { subjectsOf } from './subjects-of.js';

/** The discrepancies that were open before a submission, about what it may touch. */
export interface Watched {
  ids: ReadonlySet<string>;
  /** What to look at again afterwards; everything if it is undefined. */
  about: Scope | undefined;
}

/** Notes what is open before a submission, so that its answer can tell what is new. `now` is in milliseconds since 1970. */
export async function snapshotFor(incoming: readonly Incoming[], { state }: Folded, now: number): Promise<Watched> {
  const subjects = subjectsOf(incoming, state);
  const about = subjects && scopeOf(state.books, subjects);
  return { about, ids: new Set((await open(state, now, about)).map(({ id }) => id)) };
}

/** The discrepancies that are open now and were not before. */
export async function newDiscrepancies(watched: Watched, state: MissionState, now: number): Promise<Discrepancy[]> {
  const isOpen = await open(state, now, watched.about);
  return isOpen.filter(({ id }) => !watched.ids.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Those about some things are few. All of a mission may be many: others go between. */
async function open(state: MissionState, now: number, about: Watched['about']): Promise<Discrepancy[]> {
  if (!state.mission) return [];
  return about ? discrepanciesAbout(state, now, about) : inSlices(discrepanciesInSteps(state, now));
}
