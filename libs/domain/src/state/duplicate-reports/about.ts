import { PersistentMap } from '#libs/persistent';
import { nodeOf } from '../../values/components.js';
import type { Reports, Telling } from './reports.js';

/** The roles in which a base or a convoy is named. */
const places = ['convoy', 'base', 'from', 'to', 'at'] as const;

/** By which of its roles a thing is named in an id, the first that any report gives. */
const naming = ['convoy', 'base', 'permit', 'counter', 'from', 'at', 'category', 'place', 'to'] as const;

/** What several reports are about: a base, a convoy or another thing, else the population. */
export function subjectOf(tellings: readonly Telling[]): string {
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

/** All that such reports are looked up by: what they are about, and the bases and convoys that any of them names. */
export function namedIn(tellings: readonly Telling[]): string[] {
  const names = new Set([subjectOf(tellings)]);
  for (const { subject } of tellings)
    for (const role of places) if (subject[role] !== undefined) names.add(subject[role]);
  return [...names];
}

/** Notes what a group or a disagreement is about, by its key. Keys of what is gone since stay: whoever looks finds nothing by them. */
export function noteAbout({ about }: Reports, key: number | string, tellings: readonly Telling[]): void {
  for (const name of namedIn(tellings)) {
    const keys = about.edit(name, (shared) => shared.fork());
    if (!keys) about.set(name, PersistentMap.of([[key, true]]));
    else if (!keys.has(key)) keys.set(key, true);
  }
}
