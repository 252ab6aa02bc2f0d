import { nodeOf } from '../values/components.js';
import type { MissionState } from '../state/mission.js';
import type { Disagreement, Telling } from '../state/duplicate-reports/reports.js';
import { found, type Discrepancy } from './found.js';

/** How many discrepancies come of two reports of one thing. */
export const countOfTwoReports = ({ reports }: MissionState): number =>
  reports.groups.size + reports.disagreements.size;

/** Reports that may be one thing, and sources that disagree; of these subjects alone, if some are given. */
export function* ofTwoReports({ reports }: MissionState, subjects?: ReadonlySet<string>): Generator<Discrepancy> {
  for (const group of reports.groups.values()) if (isAbout(group, subjects)) yield duplicate(group);
  for (const one of reports.disagreements.values()) if (isAbout(one.among, subjects)) yield disagreement(one);
}

const isAbout = (tellings: readonly Telling[], subjects: ReadonlySet<string> | undefined): boolean =>
  subjects === undefined ||
  subjects.has(subjectOf(tellings)) ||
  tellings.some(({ subject }) => places.some((role) => subjects.has(subject[role] ?? '')));

/** The roles in which a base or a convoy is named. */
const places = ['convoy', 'base', 'from', 'to', 'at'] as const;

/** By which of its roles a thing is named in an id, the first that any report gives. */
const naming = ['convoy', 'base', 'permit', 'counter', 'from', 'at', 'category', 'place', 'to'] as const;

/** What several reports are about: a base, a convoy or another thing, else the population. */
function subjectOf(tellings: readonly Telling[]): string {
  for (const role of naming) {
    const named = tellings.map(({ subject }) => subject[role]).find((name) => name !== undefined);
    // Ids are read by their colons.
    if (named !== undefined) return named.replaceAll(':', ' ');
  }
  const [{ subject, figures } = { subject: {}, figures: [] }] = tellings;
  if (subject.component !== undefined) return nodeOf(subject.component, subject.contingent);
  const [first] = figures;
  if (!first) return '';
  return first.of === 'people' ? nodeOf(first.component, first.contingent) : (first.of.split(' ')[0] ?? '');
}

const duplicate = (group: readonly Telling[]): Discrepancy =>
  found('possible-duplicate', subjectOf(group), revisionsOf(group), newestOf(group), { group });

const disagreement = (one: Disagreement): Discrepancy =>
  found('sources-disagree', subjectOf(one.among), revisionsOf(one.among), newestOf(one.among), one);

const revisionsOf = (tellings: readonly Telling[]): number[] => tellings.map(({ revision }) => revision);
const newestOf = (tellings: readonly Telling[]): number => Math.max(...tellings.map(({ at }) => at));
