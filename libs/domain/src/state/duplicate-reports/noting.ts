import type { Claim, Subject } from '../claim.js';
import type { Effective } from '../../envelope/entry.js';
import type { MissionState } from '../mission.js';
import { peopleOf } from '../../ledger/lines.js';
import { kept, spaced } from '../../values/kept.js';
import { nextDay } from '../../values/occurrence.js';
import { noteAbout } from './about.js';
import { disagreementOf, isAlike, mayMean } from './compare.js';
import { tellingsOf, chained, type Alike, type Reports, type Telling } from './reports.js';
import { tellingOf } from './telling.js';

/** Notes what a report claims, once it was folded, beside what others do; `hasPosted` says whether it moved anybody. */
export function noteReport(state: MissionState, entry: Effective, claim: Claim, hasPosted: boolean): void {
  const telling = tellingOf(state, entry, claim, effectOf(state, entry.entry.revision, claim, hasPosted));
  if (!telling) return;
  const key = statedKey(telling, claim);
  if (key === undefined) noteTold(state.reports, telling);
  else noteStated(state, key, telling, claim.kind === 'once');
}

function effectOf(state: MissionState, revision: number, claim: Claim, hasPosted: boolean): Telling['effect'] {
  if (claim.kind === 'remark') return 'nothing';
  // A convoy's people are booked once: what tells it again confirms. Whoever goes to where they are has not moved.
  const people = claim.kind === 'movement' ? claim.people : undefined;
  if (people && !hasPosted && (claim.subject.convoy !== undefined || peopleOf(people) > 0)) return 'nothing';
  const total = claim.kind === 'total' ? state.totals.at(-1) : undefined;
  if (total?.revision !== revision) return 'booked';
  if (total.effect === 'shown beside') return 'beside';
  return total.effect === 'refused' ? 'nothing' : 'booked';
}

/** Under what a claim is compared that can be true in one way only; undefined for one that can be true beside others. */
export function statedKey({ type, subject, first, last }: Telling, { kind }: Claim): string | undefined {
  if (kind === 'movement' || kind === 'remark') return undefined;
  // Answers within one month may be of two days: a change of mind.
  if (kind !== 'once' && first !== last) return undefined;
  return [type, ...Object.values(subject as object), kind === 'once' ? '' : first].join('\n');
}

function noteStated(state: MissionState, key: string, telling: Telling, isOnce: boolean): void {
  const { stated, disagreements } = state.reports;
  const before = stated.get(key);
  const list = before ? [...before, telling] : [telling];
  stated.set(key, list);
  if (!before) return;
  const found = disagreementOf(list, state.mission?.timeZone ?? 'UTC', isOnce);
  if (!found) return disagreements.delete(key);
  disagreements.set(key, found);
  noteAbout(state.reports, key, found.among);
}

/** What a report is looked up by first: the first thing that its type is about. */
function leading(subject: Subject): string {
  for (const role in subject) return subject[role as keyof Subject] ?? '';
  return '';
}

const monthOf = kept((day) => day.slice(0, 7));

const periodTold = ({ first, last }: Telling): string => (first === last ? first : monthOf(first));

function noteTold(reports: Reports, telling: Telling): void {
  if (telling.effect === 'booked' && telling.figures.length > 0) joinOthers(reports, telling);
  const key = spaced(telling.type, periodTold(telling));
  let bySubject = reports.told.edit(key, copyMap);
  if (!bySubject) reports.told.set(key, (bySubject = new Map()));
  const lead = leading(telling.subject);
  const chains = bySubject.get(lead) ?? [];
  const place = chains.findIndex((chain) => isAlike(telling, chain.telling));
  const chain = chained(telling, chains[place]);
  bySubject.set(lead, place < 0 ? [...chains, chain] : chains.with(place, chain));
}

const copyMap = <K, V>(map: Map<K, V>): Map<K, V> => new Map(map);

/** Groups a report with those of other sources that may be one with it. */
function joinOthers(reports: Reports, telling: Telling): void {
  const others: Telling[] = [];
  for (const chains of toldBeside(reports, telling))
    for (const chain of chains) {
      if (chain.source === telling.source || !mayMean(telling, chain.telling)) continue;
      // What joins one of those that are alike joins all, so that they are in one group together or in none.
      if (reports.groupOf.has(chain.telling.revision)) others.push(chain.telling);
      else for (const other of tellingsOf(chain)) others.push(other);
    }
  if (others.length > 0) group(reports, telling, others);
}

/** The reports of a type that may be about the same, on days that overlap: a month overlaps its days. */
export function toldBeside({ told }: Reports, telling: Telling): (readonly Alike[])[] {
  const lead = leading(telling.subject);
  const lists: (readonly Alike[])[] = [];
  for (const period of periodsAround(telling)) {
    const bySubject = told.get(spaced(telling.type, period));
    if (!bySubject) continue;
    if (lead === '') lists.push(...bySubject.values());
    else for (const list of [bySubject.get(lead), bySubject.get('')]) if (list) lists.push(list);
  }
  return lists;
}

function periodsAround({ first, last }: Telling): string[] {
  const periods = [monthOf(first), first];
  for (let day = first; day < last;) periods.push((day = nextDay(day)));
  return periods;
}

/** Joins a report and those that may be one with it, and the groups that these are in. */
function group(reports: Reports, telling: Telling, others: readonly Telling[]): void {
  const { groups, groupOf } = reports;
  const members = new Map([[telling.revision, telling]]);
  for (const other of others) {
    const id = groupOf.get(other.revision);
    if (members.has(other.revision)) continue;
    for (const member of (id === undefined ? undefined : groups.get(id)) ?? [other])
      members.set(member.revision, member);
    if (id !== undefined) groups.delete(id);
  }
  const list = [...members.values()].toSorted((a, b) => a.revision - b.revision);
  const id = list[0]?.revision ?? telling.revision;
  groups.set(id, list);
  noteAbout(reports, id, list);
  for (const { revision } of list) if (groupOf.get(revision) !== id) groupOf.set(revision, id);
}
