import type { MissionState } from '../state/mission.js';
import { namedIn, subjectOf } from '../state/duplicate-reports/about.js';
import type { Disagreement, Reports, Telling } from '../state/duplicate-reports/reports.js';
import { found, type Finding } from './found.js';

/** How many discrepancies come of two reports of one thing. */
export const countOfTwoReports = ({ reports }: MissionState): number =>
  reports.groups.size + reports.disagreements.size;

/** Reports that may be one thing, and sources that disagree; of these subjects alone, if some are given. */
export function ofTwoReports(state: MissionState, subjects?: ReadonlySet<string>): Iterable<Finding> {
  if (countOfTwoReports(state) === 0) return [];
  return subjects ? ofSubjects(state.reports, subjects) : ofAll(state.reports);
}

function* ofAll({ groups, disagreements }: Reports): Generator<Finding> {
  for (const group of groups.values()) yield duplicate(group);
  for (const one of disagreements.values()) yield disagreement(one);
}

/** The same of some subjects: of a long log they are few among many. */
function* ofSubjects({ groups, disagreements, about }: Reports, subjects: ReadonlySet<string>): Generator<Finding> {
  const keys = new Set<string | number>();
  for (const subject of subjects) for (const key of about.get(subject)?.keys() ?? []) keys.add(key);
  for (const key of keys) {
    const group = typeof key === 'number' ? groups.get(key) : undefined;
    if (group && isAbout(group, group, subjects)) yield duplicate(group);
    const one = typeof key === 'string' ? disagreements.get(key) : undefined;
    if (one && isAbout(one, one.among, subjects)) yield disagreement(one);
  }
}

/** What groups and disagreements are looked up by, none of which is ever changed. */
const names = new WeakMap<object, readonly string[]>();

function isAbout(of: object, tellings: readonly Telling[], subjects: ReadonlySet<string>): boolean {
  let named = names.get(of);
  if (!named) names.set(of, (named = namedIn(tellings)));
  return named.some((name) => subjects.has(name));
}

/** What was made of groups and disagreements, none of which is ever changed: each command asks for those of its base again. */
const made = new WeakMap<object, Finding>();

function madeOnce<T extends object>(of: T, make: (of: T) => Finding): Finding {
  let one = made.get(of);
  if (!one) made.set(of, (one = make(of)));
  return one;
}

const duplicate = (of: readonly Telling[]): Finding =>
  madeOnce(of, (group) =>
    found('possible-duplicate', subjectOf(group), revisionsOf(group), newestOf(group), { group }),
  );

const disagreement = (of: Disagreement): Finding =>
  madeOnce(of, (one) =>
    found('sources-disagree', subjectOf(one.among), revisionsOf(one.among), newestOf(one.among), one),
  );

const revisionsOf = (tellings: readonly Telling[]): number[] => tellings.map(({ revision }) => revision);
const newestOf = (tellings: readonly Telling[]): number => Math.max(...tellings.map(({ at }) => at));
