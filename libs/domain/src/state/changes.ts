import type { Effective, EntryType } from '../envelope/entry.js';
import type { FigureKind } from '../values/figure-kinds.js';
import type { MissionState } from './mission.js';
import { kept, keyOf } from '../values/kept.js';
import type { References } from '../values/references.js';

/** That an entry changed a thing, for If-Match, and what changed it before in the order of the fold. */
export interface Change {
  readonly revision: number;
  /** The highest revision of this change and those before it: a late entry comes before others that were recorded earlier. */
  readonly last: number;
  readonly before: Change | undefined;
}

/** That an entry changed a thing after others did. */
export const changeAfter = (before: Change | undefined, revision: number): Change => ({
  revision,
  last: Math.max(before?.last ?? revision, revision),
  before,
});

/** The revisions above one that changed a thing, up to its newest change. */
export function* revisionsAbove(revision: number, newest: Change | undefined): Generator<number> {
  for (let change = newest; change && change.last > revision; change = change.before)
    if (change.revision > revision) yield change.revision;
}

/** The things that have changes of their own, as keys of `MissionState.changes`. Bases and convoys share their ids. */
export const changing = {
  mission: 'mission',
  place: kept((id) => `place/${id}`),
  permit: (id: string): string => keyOf.permit(id),
  /** By the revision of the report of an attack or incident. */
  incident: (revision: number): string => `incident/${revision}`,
};

/** Where those aboard a convoy come from and go to: not changed by whoever names the convoy, but by what moved them. */
const aboard = (convoy: string): string => `aboard/${convoy}`;

/** The things that an entry is about by what it says and by the kinds of figures that its type changes. */
export function thingsOf(kinds: readonly FigureKind[], references: References, revision?: number): string[] {
  const things = thingsNamed(kinds, references, revision);
  if (kinds.includes('aboard')) for (const id of placesNamed(references)) things.push(aboard(id));
  return things;
}

/** The same without where those aboard a convoy come from and go to. */
function thingsNamed(kinds: readonly FigureKind[], references: References, revision?: number): string[] {
  const { mission, permit, opens } = references;
  const things: string[] = mission ? [changing.mission] : [];
  for (const id of placesNamed(references)) addOnce(things, changing.place(id));
  if (permit !== undefined) addOnce(things, changing.permit(permit));
  if (opens?.kind === 'permit') addOnce(things, changing.permit(opens.id));
  if (kinds.includes('incidents') && revision !== undefined) addOnce(things, changing.incident(revision));
  return things;
}

function addOnce(things: string[], thing: string): void {
  if (!things.includes(thing)) things.push(thing);
}

/** The bases and convoys that are named, by bare id. */
function placesNamed({ bases, convoys, places, opens }: References): string[] {
  const named: string[] = [];
  for (const ids of [bases, convoys, places]) if (ids) for (const id of ids) if (id !== undefined) named.push(id);
  if (opens?.kind === 'base' || opens?.kind === 'convoy') named.push(opens.id);
  return named;
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

/** What a correction or retraction changes by what it is about. */
function thingsChanged(state: MissionState, about: readonly string[]): string[] {
  const changed: string[] = [];
  for (const thing of about) {
    if (!thing.startsWith('aboard/')) addOnce(changed, thing);
    else for (const end of endsOf(state, thing.slice('aboard/'.length))) addOnce(changed, end);
  }
  return changed;
}

/** Notes what an entry changed: what it is about, and the places whose people it moved, by the journal from `postings` on. */
export function noteChanges(
  state: MissionState,
  { entry, about }: Effective,
  kinds: readonly FigureKind[],
  references: References,
  postings: number,
): void {
  // Few: most entries are about a thing or two.
  const changed = about ? thingsChanged(state, about) : thingsNamed(kinds, references, entry.revision);
  if (kinds.includes('losses') && references.entry !== undefined)
    for (const thing of thingsOfToll(state, references.entry)) addOnce(changed, thing);
  for (let index = postings; index < state.books.journal.length; index++) {
    const place = placeOf(state.books.journal.at(index)?.account ?? '');
    if (place !== null) addOnce(changed, place);
  }
  for (const thing of changed) state.changes.set(thing, changeAfter(state.changes.get(thing), entry.revision));
}

/** The base or convoy whose account it is, as what changes. */
const placeOf = kept((account) => {
  const isPlace = account.startsWith('base/') || account.startsWith('convoy/');
  return isPlace ? changing.place(account.slice(account.indexOf('/') + 1)) : null;
});

/** The last entry that changed a thing, by revision. */
export const lastChangeOf = (state: MissionState, thing: string): number | undefined => state.changes.get(thing)?.last;
