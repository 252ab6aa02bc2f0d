import { accountsCrossedBy, belowZero, shortTop } from './below-zero.js';
import { countOfEquipmentBelowZero, equipmentBelowZero, wholeMission } from './equipment-below-zero.js';
import { countOfBrokenGlass, ofBrokenGlass } from './broken-glass.js';
import { fewerThanNone, impossible } from './fewer-than-none.js';
import { found, idOf, settledWordsOf, type Discrepancy, type Finding } from './found.js';
import { nodesAmong, nodesAround, type Books } from '../ledger/accounts.js';
import type { Node } from '../values/components.js';
import { ofBase } from './of-base.js';
import { ofConvoy } from './of-convoy.js';
import { countOfTwoReports, ofTwoReports } from './two-reports.js';
import type { Entry } from '../envelope/entry.js';
import type { MissionState } from '../state/mission.js';
import { shiftDay, startOf } from '../values/occurrence.js';
import { dayIn, dayOfFact } from '../state/calendar.js';
import type { Permit } from '../state/permit.js';
import type { PersistentMap } from '#libs/persistent';

/** Which bases, convoys, medical places and people to look at. */
export interface About {
  bases: Iterable<string>;
  convoys: Iterable<string>;
  medical?: Iterable<string>;
  people?: Iterable<Node>;
}

/** What is looked at: subjects (bases, convoys, permits, populations), and accounts by name; all if undefined. */
export interface Scope {
  subjects?: ReadonlySet<string>;
  accounts?: readonly string[];
  /** Only what this entry is behind is asked for: sources may leave out what it is not. */
  behind?: number;
}

/** Accounts that any movement may touch. */
const commonAccounts = ['unallocated', 'departed', 'separated', 'died'];

/** Most days that a permit may be waited for. */
const permitDaysMax = 7;

/** So many are looked at between two steps. */
const findingsPerStep = 256;

/** All open discrepancies at an instant (milliseconds since 1970), in order of id. */
export const discrepanciesOf = (state: MissionState, at: number): Discrepancy[] => discrepanciesAbout(state, at, {});

/** The open discrepancies at an instant (milliseconds since 1970) that an entry is behind, in order of id. */
export const discrepanciesBehind = (state: MissionState, at: number, revision: number): Discrepancy[] =>
  discrepanciesAbout(state, at, { accounts: accountsCrossedBy(state, revision), behind: revision });

/** How many discrepancies are open at an instant (milliseconds since 1970). They are looked at one by one only if some were settled. */
export function openCountOf(state: MissionState, at: number): number {
  if (state.settled.size > 0) {
    let open = 0;
    for (const one of allOf(state, at, {})) if (!isSettled(state, one)) open++;
    return open;
  }
  let count =
    state.flags.length + countOfTwoReports(state) + countOfBrokenGlass(state) + countOfEquipmentBelowZero(state);
  const inTimeFrom = firstInTime(state, at);
  for (const permit of state.permits.values()) if (unansweredSince(state, permit, inTimeFrom) !== undefined) count++;
  const today = dayIn(state, at);
  for (const base of state.bases.values()) count += ofBase(state, base, today).length;
  count += impossible(state).length;
  for (const convoy of state.convoys.values()) count += ofConvoy(convoy).length;
  for (const name of state.books.accounts.keys()) if (shortTop(state, name) !== undefined) count++;
  return count;
}

/**
 * What is looked at of some things: they, their accounts, the mission's own (`unallocated`, `departed` and the like), and some people
 * with those whom they are a part of and their parts.
 */
export function scopeOf(books: Books, { bases, convoys, medical = [], people = [] }: About): Scope {
  const subjects = new Set<string>([...bases, ...convoys]);
  const accounts = [...commonAccounts];
  for (const id of bases) accounts.push(`base/${id}`);
  for (const id of convoys) accounts.push(`convoy/${id}`);
  for (const id of [...subjects, ...medical]) accounts.push(`medical/${id}`);
  for (const node of people) for (const around of nodesAround(books, node)) subjects.add(around);
  return { subjects: subjects.add(wholeMission), accounts };
}

/**
 * The figures that a settlement holds for: those behind the discrepancy in the state of all that was known when it was recorded.
 * Undefined if it is no settlement, or there was no such discrepancy.
 */
export function settledOn(known: MissionState, entry: Entry): string | undefined {
  if (entry.type !== 'DiscrepancySettled') return undefined;
  const { discrepancy: id } = entry.data;
  const subject = id.split(':')[1] ?? '';
  const scope: Scope = { subjects: new Set([subject]), accounts: [subject] };
  for (const one of allOf(known, Date.parse(entry.recordedAt), scope)) if (idOf(one) === id) return settledWordsOf(one);
  return undefined;
}

/** The same, yielding now and then: a long log has many. */
export function* discrepanciesInSteps(state: MissionState, at: number): Generator<undefined, Discrepancy[]> {
  const open: Finding[] = [];
  let looked = 0;
  for (const one of allOf(state, at, {})) {
    if (!isSettled(state, one)) open.push(one);
    if (++looked % findingsPerStep === 0) yield undefined;
  }
  return inOrder(open);
}

/**
 * The open discrepancies about some things (see `scopeOf`), the mission's equipment among them, for comparing before and after a
 * command: permits are then left out. All for an empty scope.
 */
export function discrepanciesAbout(state: MissionState, at: number, scope: Scope): Discrepancy[] {
  const { behind } = scope;
  const isWanted = ({ entries }: Finding): boolean => behind === undefined || entries.includes(behind);
  const open: Finding[] = [];
  // Asked twice of every command, mostly in vain: one generator around all took as long as what is in it.
  for (const source of sources)
    for (const one of source(state, at, scope)) if (isWanted(one) && !isSettled(state, one)) open.push(one);
  return open.length === 0 ? [] : inOrder(open);
}

/** These by their ids, in order of those. */
const inOrder = (open: readonly Finding[]): Discrepancy[] =>
  open.map((one) => ({ id: idOf(one), ...one })).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Whether somebody settled it on the figures that it stands on now. */
function isSettled({ settled }: MissionState, finding: Finding): boolean {
  if (settled.size === 0) return false;
  const on = settled.get(idOf(finding));
  if (!on) return false;
  const words = settledWordsOf(finding);
  return on.some(({ figures }) => figures === words);
}

/** What is looked through for discrepancies, one kind of thing after the other. */
const sources: readonly ((state: MissionState, at: number, scope: Scope) => Iterable<Finding>)[] = [
  ofBrokenGlass,
  seenInFold,
  (state, _at, { subjects }) => ofTwoReports(state, subjects),
  unanswered,
  (state, at, scope) => {
    const today = dayIn(state, at);
    return foundOf(thingsIn(state.bases, scope), (base) => ofBase(state, base, today));
  },
  (state, _at, { subjects }) => fewerThanNone(state, subjects && nodesAmong(state.books, subjects)),
  (state, _at, scope) => foundOf(thingsIn(state.convoys, scope), ofConvoy),
  (state, _at, { subjects }) => equipmentBelowZero(state, subjects),
  (state, _at, { accounts }) => belowZero(state, accounts ?? state.books.accounts.keys()),
];

function* allOf(state: MissionState, at: number, scope: Scope): Generator<Finding> {
  for (const source of sources) yield* source(state, at, scope);
}

/** The bases, convoys or permits that are looked at: of a large mission they are few. */
function thingsIn<T>(things: PersistentMap<string, T>, { subjects }: Scope): T[] {
  if (subjects === undefined) return [...things.values()];
  const these: T[] = [];
  for (const id of subjects) {
    const thing = things.get(id);
    if (thing !== undefined) these.push(thing);
  }
  return these;
}

/** What was found of each of some things: `flatMap` takes as long as looking at a thing in which there is nothing. */
function foundOf<T>(things: readonly T[], look: (thing: T) => readonly Finding[]): Finding[] {
  const all: Finding[] = [];
  for (const thing of things) all.push(...look(thing));
  return all;
}

/** What the fold itself saw: facts about entries, which no date changes. */
function seenInFold({ flags, flagsOf }: MissionState, _at: number, { subjects, behind }: Scope): Iterable<Finding> {
  if (behind !== undefined) return flags.filter(({ entries }) => entries.includes(behind));
  if (flags.length === 0 || !subjects) return flags;
  return [...subjects].flatMap((subject) => (flagsOf.get(subject) ?? []).flatMap((place) => flags.at(place) ?? []));
}

/** The first day on which a permit may have been requested that has not been waited for too long at an instant. */
const firstInTime = (state: MissionState, at: number): string => shiftDay(dayIn(state, at), -permitDaysMax);

/** The day on which a permit was requested that has not been answered for too long; undefined if that is not so. */
function unansweredSince(state: MissionState, { answered, requested }: Permit, inTimeFrom: string): string | undefined {
  if (answered || !state.mission) return undefined;
  const asked = dayOfFact(state, requested);
  return asked < inTimeFrom ? asked : undefined;
}

function unanswered(state: MissionState, at: number, scope: Scope): Finding[] {
  const permits = thingsIn(state.permits, scope);
  if (permits.length === 0) return [];
  const inTimeFrom = firstInTime(state, at);
  return permits.flatMap((permit) => {
    const { id, kind, authority, requested } = permit;
    if (scope.behind !== undefined && scope.behind !== requested.revision) return [];
    const asked = unansweredSince(state, permit, inTimeFrom);
    if (asked === undefined || !state.mission) return [];
    // The days waited are left out of the message: they would open again each midnight what was settled.
    const figures = { authority, permit: id, kind, asked, days: permitDaysMax };
    const since = startOf(shiftDay(asked, permitDaysMax + 1), state.mission.timeZone);
    return [found('permit-unanswered', id, [requested.revision], since, figures)];
  });
}
