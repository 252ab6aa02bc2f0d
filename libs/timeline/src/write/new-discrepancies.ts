import {
  discrepanciesAbout,
  discrepanciesInSteps,
  legsOf,
  referencesOf,
  type Discrepancy,
  type Folded,
  type Incoming,
  type MissionState,
} from '#libs/domain';
import { inSlices } from '../event-loop/slices.js';

/** The discrepancies that were open before a submission, about what it may touch. */
export interface Watched {
  ids: ReadonlySet<string>;
  /** What to look at again afterwards; everything if it is undefined. */
  about: { bases: string[]; convoys: string[] } | undefined;
}

/** Notes what is open before a submission, so that its answer can tell what is new. `now` is in milliseconds since 1970. */
export async function snapshotFor(incoming: readonly Incoming[], { state }: Folded, now: number): Promise<Watched> {
  const about = subjectsOf(incoming, state);
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

/** The bases and convoys that commands speak of; undefined if they may change more than those. */
function subjectsOf(incoming: readonly Incoming[], state: MissionState): Watched['about'] {
  const bases = new Set<string>();
  const convoys = new Set<string>();
  for (const { type, data } of incoming) {
    const references = referencesOf(type, data);
    if (references.entry !== undefined || references.permit !== undefined || references.opens?.kind === 'permit')
      return undefined;
    const { bases: namedBases = [], convoys: namedConvoys = [], places = [] } = references;
    for (const id of [...namedBases, ...places]) if (id !== undefined) bases.add(id);
    for (const id of [...namedConvoys, ...places]) if (id !== undefined) convoys.add(id);
    if (references.opens?.kind === 'base') bases.add(references.opens.id);
    if (references.opens?.kind === 'convoy') convoys.add(references.opens.id);
  }
  if (bases.size === 0 && convoys.size === 0) return undefined;
  for (const id of convoys) {
    const convoy = state.convoys.get(id);
    for (const leg of convoy ? legsOf(convoy) : [])
      for (const end of [leg.from, leg.to, leg.arrived?.place]) if (end !== undefined) bases.add(end);
  }
  // A base is also the hub of others: their plans depend on its own.
  for (const base of state.bases.values()) if (base.hub !== undefined && bases.has(base.hub)) bases.add(base.id);
  return { bases: [...bases], convoys: [...convoys] };
}
