import type { Subject } from '../state/changes.js';
import { type Amending, type Entry, recordedOf } from '../envelope/entry.js';
import { dataOf, saidNow, type Said } from '../entries/older-schemas.js';
import { definitionOf, thingsNamedBy } from '../entries/registry.js';
import type { Resolved } from './resolved-log.js';

/** What a corrected entry says now: other data, another time, or both. */
export interface Replacement {
  data?: object;
  /** The correction that gave the data; one that gave the time alone if none did. */
  by: Entry;
  /** Where the correction that gave the data puts what that names: data of a correction moves another entry. */
  dataPlacedAt?: string;
  occurredAt?: string;
  placedAt: string;
}

/** What corrections and retractions come to. */
export type Amended = Pick<Resolved, 'retractedBy' | 'correctedBy' | 'replaced'>;

/** Whether an entry takes another one's place or takes it away, before the fold. */
export const amends = (entry: Entry): entry is Amending => {
  const { relation } = definitionOf(entry.type);
  return relation === 'corrects' || relation === 'retracts';
};

/**
 * Applies corrections and retractions, given from the newest to the oldest: each names only an earlier one, so there are
 * no cycles.
 */
export function amend(acts: Iterable<Amending>): Amended {
  const retractedBy = new Map<number, number>();
  const correctedBy = new Map<number, number[]>();
  const replaced = new Map<number, Replacement>();
  for (const entry of acts) {
    const { revision } = entry;
    if (retractedBy.has(revision)) continue;
    const mine = replaced.get(revision);
    if (entry.type === 'EntryRetracted') {
      const retracted = dataOf(entry, mine).entry;
      if (!retractedBy.has(retracted)) retractedBy.set(retracted, revision);
      continue;
    }
    const data = dataOf(entry, mine);
    const by = mine?.data ? mine.by : entry;
    correctedBy.set(data.entry, [revision, ...(correctedBy.get(data.entry) ?? [])]);
    const later = replaced.get(data.entry);
    const placedAt = mine?.dataPlacedAt ?? entry.placedAt;
    const moved = later?.occurredAt !== undefined ? later : { ...data.replacement, placedAt };
    // A correction that gives a time alone moves the correction that it names, and so nothing that one names.
    const said = data.replacement.data && { data: data.replacement.data, by, dataPlacedAt: placedAt };
    replaced.set(data.entry, {
      ...(later?.data ? later : (said ?? { by })),
      occurredAt: moved.occurredAt,
      placedAt: moved.placedAt,
    });
  }
  return { retractedBy, correctedBy, replaced };
}

/** The revisions of the entries that acts, given from the oldest to the newest, are about in the end, by their own. */
export function rootsOf(acts: Iterable<Amending>): Map<number, number> {
  const roots = new Map<number, number>();
  for (const { revision, data } of acts) roots.set(revision, roots.get(data.entry) ?? data.entry);
  return roots;
}

/** What an entry is about that corrections and retractions are about; a toll revision, what the toll is of. */
export function subjectOf(entry: Entry, subjectAt: (revision: number) => Subject | undefined): Subject {
  const { revision, type, data } = entry;
  const revised = entry.type === 'TollRevised' ? subjectAt(entry.data.entry) : undefined;
  return {
    revision,
    type,
    schema: recordedOf(entry).schema,
    things: revised?.things ?? thingsNamedBy(type, data, revision),
  };
}

/** What a correction, or a correction of it, says that the entry should have said which they are about in the end. */
function saidBy(act: Amending, actAt: (revision: number) => Amending | undefined): Said {
  let { entry } = act.data;
  let data = act.type === 'EntryCorrected' ? act.data.replacement.data : undefined;
  // What says nothing about the data of what it names says nothing about what that names either.
  for (let named = actAt(entry); named && data; named = actAt(entry)) {
    ({ entry } = named.data);
    data = named.type === 'EntryCorrected' ? dataOf(named, { data, by: act }).replacement.data : undefined;
  }
  return { data, by: act };
}

/**
 * The things that a correction or retraction is about: those of the entry that it is about in the end, as that was recorded and
 * as the acts so far on it (`family`) have it, in force or not.
 */
export function thingsOfAct(
  subject: Subject,
  family: readonly Amending[],
  actAt: (revision: number) => Amending | undefined,
): string[] {
  const { type, revision, schema } = subject;
  const corrected = family.flatMap((act) => {
    const { data, by } = saidBy(act, actAt);
    return data ? thingsNamedBy(type, saidNow(type, schema, { data, by }), revision) : [];
  });
  return [...subject.things, ...corrected];
}

/** What gives the things that the corrections and retractions of a log are about. */
export function aboutIn(visible: readonly Entry[]): (act: Amending) => string[] {
  const byRevision = new Map(visible.map((entry) => [entry.revision, entry]));
  const actAt = (revision: number): Amending | undefined => {
    const entry = byRevision.get(revision);
    return entry && amends(entry) ? entry : undefined;
  };
  const subjectAt = (revision: number): Subject | undefined => {
    const entry = byRevision.get(revision);
    return entry && subjectOf(entry, subjectAt);
  };
  const acts = visible.filter(amends);
  const roots = rootsOf(acts);
  const corrections = new Map<number, Amending[]>();
  for (const act of acts) {
    // Retractions say nothing of what they are about.
    if (act.type === 'EntryRetracted') continue;
    const root = roots.get(act.revision) ?? act.revision;
    const others = corrections.get(root);
    if (others) others.push(act);
    else corrections.set(root, [act]);
  }
  return (act) => {
    const root = roots.get(act.revision) ?? act.revision;
    const subject = subjectAt(root);
    const family = (corrections.get(root) ?? []).filter(({ revision }) => revision <= act.revision);
    return subject ? thingsOfAct(subject, family, actAt) : [];
  };
}
