import { thingsOf, thingsOfAct, type Subject } from '../state/changes.js';
import type { Entry } from '../envelope/entry.js';
import { referencesOf } from '../entries/registry.js';
import type { Resolved } from './resolved-log.js';

/** What a corrected entry says now: other data, another time, or both. */
export interface Replacement {
  data?: object;
  /** Where the correction that gave the data puts what that names: data of a correction moves another entry. */
  dataPlacedAt?: string;
  occurredAt?: string;
  placedAt: string;
}

/** What corrections and retractions come to. */
export type Amended = Pick<Resolved, 'retractedBy' | 'correctedBy' | 'replaced'>;

/** Whether an entry takes another one's place or takes it away, before the fold. */
export const amends = ({ type }: Entry): boolean => type === 'EntryRetracted' || type === 'EntryCorrected';

/**
 * Applies corrections and retractions, given from the newest to the oldest: each names only an earlier one, so there are
 * no cycles.
 */
export function amend(acts: Iterable<Entry>): Amended {
  const retractedBy = new Map<number, number>();
  const correctedBy = new Map<number, number[]>();
  const replaced = new Map<number, Replacement>();
  for (const entry of acts) {
    const { revision } = entry;
    if (retractedBy.has(revision)) continue;
    const mine = replaced.get(revision);
    const data = (mine?.data ?? entry.data) as { entry: number; replacement?: { data?: object; occurredAt?: string } };
    if (entry.type === 'EntryRetracted') {
      if (!retractedBy.has(data.entry)) retractedBy.set(data.entry, revision);
      continue;
    }
    correctedBy.set(data.entry, [revision, ...(correctedBy.get(data.entry) ?? [])]);
    const later = replaced.get(data.entry);
    const placedAt = mine?.dataPlacedAt ?? entry.placedAt;
    const moved = later?.occurredAt !== undefined ? later : { ...data.replacement, placedAt };
    replaced.set(data.entry, {
      ...(later?.data ? later : { data: data.replacement?.data, dataPlacedAt: placedAt }),
      occurredAt: moved.occurredAt,
      placedAt: moved.placedAt,
    });
  }
  return { retractedBy, correctedBy, replaced };
}

/** The revision of the entry that an act is about in the end; of an entry that is no act, its own. */
export function rootOf(revision: number, actAt: (revision: number) => Entry | undefined): number {
  let root = revision;
  for (let act = actAt(root); act; act = actAt(root)) root = (act.data as { entry: number }).entry;
  return root;
}

/** What an entry is about that corrections and retractions are about; a toll revision, what the toll is of. */
export function subjectOf(entry: Entry, subjectAt: (revision: number) => Subject | undefined): Subject {
  const { revision, type, data } = entry;
  const references = referencesOf(type, data);
  const revised = type === 'TollRevised' && references.entry !== undefined ? subjectAt(references.entry) : undefined;
  return { revision, type, things: revised?.things ?? thingsOf(type, references, revision) };
}

/** What gives the things that the corrections and retractions of a log are about. */
export function aboutIn(visible: readonly Entry[]): (act: Entry) => string[] {
  const byRevision = new Map(visible.map((entry) => [entry.revision, entry]));
  const actAt = (revision: number): Entry | undefined => {
    const entry = byRevision.get(revision);
    return entry && amends(entry) ? entry : undefined;
  };
  const subjectAt = (revision: number): Subject | undefined => {
    const entry = byRevision.get(revision);
    return entry && subjectOf(entry, subjectAt);
  };
  const families = new Map<number, Entry[]>();
  for (const act of visible) {
    if (!amends(act)) continue;
    const root = rootOf(act.revision, actAt);
    families.set(root, [...(families.get(root) ?? []), act]);
  }
  return (act) => {
    const root = rootOf(act.revision, actAt);
    const subject = subjectAt(root);
    const family = (families.get(root) ?? []).filter(({ revision }) => revision <= act.revision);
    return subject ? thingsOfAct(subject, family, actAt, referencesOf) : [];
  };
}
