import type { Effective, EntryType } from '../envelope/entry.js';
import type { FigureKind } from '../values/figure-kinds.js';
import type { MissionState } from './mission.js';
import { PersistentList as PagedList } from '#libs/persistent';
import type { References } from '../values/references.js';

/** What changed a thing, for If-Match. */
export interface Changes {
  /** The highest of them. It never falls back: whatever takes an entry away is a later one about the same things. */
  last: number;
  /** Revisions in the order of the fold. */
  revisions: PagedList<number>;
}

/** The things that have changes of their own, as keys of `MissionState.changes`. Bases and convoys share their ids. */
export const changing = {
  mission: 'mission',
  place: (id: string): string => `place/${id}`,
  permit: (id: string): string => `permit/${id}`,
  /** By the revision of the report of an attack or incident. */
  incident: (revision: number): string => `incident/${revision}`,
};

/** Where those aboard a convoy come from and go to: not changed by whoever names the convoy, but by what moved them. */
const aboard = (convoy: string): string => `aboard/${convoy}`;

/** The things that an entry is about by what it says and by the kinds of figures that its type changes. */
export function thingsOf(kinds: readonly FigureKind[], references: References, revision?: number): string[] {
  const { mission, bases = [], convoys = [], places = [], permit, opens } = references;
  const isPlace = opens?.kind === 'base' || opens?.kind === 'convoy';
  const named = [...bases, ...convoys, ...places, isPlace ? opens.id : undefined].filter((id) => id !== undefined);
  const permits = [permit, opens?.kind === 'permit' ? opens.id : undefined].filter((id) => id !== undefined);
  return [
    ...(mission ? [changing.mission] : []),
    ...named.map(changing.place),
    ...permits.map(changing.permit),
    ...(kinds.includes('incidents') && revision !== undefined ? [changing.incident(revision)] : []),
    ...(kinds.includes('aboard') ? named.map(aboard) : []),
  ];
}

/** What an entry is about in the end, whatever it is corrected to. */
export interface Subject {
  revision: number;
  type: EntryType;
  /** Version of its data as it was recorded. */
  schema: number;
  things: readonly string[];
}

/** The places between which those aboard a convoy were moved. */
function endsOf(state: MissionState, convoy: string): string[] {
  const { from, to, arrived } = state.convoys.get(convoy) ?? {};
  return [from, to, arrived?.place].flatMap((id) => (id === undefined || id === 'abroad' ? [] : changing.place(id)));
}

/** The things that the toll of an incident is about. */
function thingsOfToll(state: MissionState, revised: number): string[] {
  const incident = state.incidents.get(state.revisedTolls.get(revised) ?? revised);
  if (!incident) return [];
  const places = [incident.base, incident.convoy].filter((id) => id !== undefined);
  return [changing.incident(incident.revision), ...places.map(changing.place)];
}

/** Notes what an entry changed: what it is about, and the places whose people it moved, by the journal from `postings` on. */
export function noteChanges(
  state: MissionState,
  { entry, about }: Effective,
  kinds: readonly FigureKind[],
  references: References,
  postings: number,
): void {
  const changed = new Set<string>();
  for (const thing of about ?? thingsOf(kinds, references, entry.revision)) {
    if (!thing.startsWith('aboard/')) changed.add(thing);
    else if (about) for (const end of endsOf(state, thing.slice('aboard/'.length))) changed.add(end);
  }
  if (kinds.includes('losses') && references.entry !== undefined)
    for (const thing of thingsOfToll(state, references.entry)) changed.add(thing);
  for (let index = postings; index < state.books.journal.length; index++) {
    const [, kind, id] = /^(base|convoy)\/(.+)$/.exec(state.books.journal.at(index)?.account ?? '') ?? [];
    if (kind !== undefined && id !== undefined) changed.add(changing.place(id));
  }
  for (const thing of changed) noteChange(state, thing, entry.revision);
}

function noteChange(state: MissionState, thing: string, revision: number): void {
  const changes = state.changes.edit(thing, ({ last, revisions }) => ({ last, revisions: revisions.fork() }));
  if (!changes) {
    state.changes.set(thing, { last: revision, revisions: PagedList.of([revision]) });
    return;
  }
  changes.revisions.push(revision);
  changes.last = Math.max(changes.last, revision);
}

/** The last entry that changed a thing, by revision. */
export const lastChangeOf = (state: MissionState, thing: string): number | undefined => state.changes.get(thing)?.last;
