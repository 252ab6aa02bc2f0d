import {
  inWords,
  partsOf,
  type Effective,
  type Entry,
  type EntryType,
  type Language,
  type Parts,
  type Resolved,
} from '#libs/domain';
import type { Contributed } from './figures.js';

/** An entry that edits another: who recorded it, when, and why. */
export interface Amendment {
  revision: number;
  type: EntryType;
  /** With its reason. */
  sentence: string;
  /** What the sentence is written from. */
  parts: Parts;
  /** Who: an id. */
  actor: string;
  /** RFC 3339. */
  recordedAt: string;
  /** The corrections of it that are in force. */
  correctedBy?: Amendment[];
}

/** An entry behind a figure, as corrected. */
export interface CitedEntry {
  revision: number;
  type: EntryType;
  sentence: string;
  parts: Parts;
  occurredAt: string;
  /** The corrections in force, oldest first. */
  correctedBy?: Amendment[];
  /** The retraction in force. */
  retractedBy?: Amendment;
}

/** An entry and what it contributed to a count. */
export interface Contribution extends CitedEntry {
  contributed: Contributed;
  /** What it contributes if neither corrections nor retractions are applied; there if that is something else. */
  asRecorded?: Contributed;
}

/** A log within a horizon: as it was recorded, and as it folds. */
export interface Logs {
  /** By revision. */
  entries: ReadonlyMap<number, Entry>;
  resolved: Resolved;
  /** What folds, by revision. */
  effective: ReadonlyMap<number, Effective>;
  /** In which its entries are said. */
  language: Language;
}

/** A log as it was recorded and as it was resolved. */
export const logsOf = (entries: readonly Entry[], resolved: Resolved, language: Language): Logs => ({
  entries: new Map(entries.map((entry) => [entry.revision, entry])),
  resolved,
  language,
  effective: new Map(resolved.effective.map((one) => [one.entry.revision, one])),
});

/** The sentence of an entry as corrected; of a retracted one, as it was recorded. */
export function sentenceNow(
  { entries, effective, language }: Logs,
  revision: number,
): { sentence: string; parts: Parts } {
  const entry = entries.get(revision);
  const data = effective.get(revision)?.data ?? entry?.data;
  const parts = entry && data ? partsOf(entry.type, data, language) : [];
  return { sentence: inWords(parts, language), parts };
}

function entryAt({ entries }: Logs, revision: number): Entry {
  const entry = entries.get(revision);
  if (!entry) throw new Error(`there is no entry ${revision}`);
  return entry;
}

/** An entry that edits another, with the corrections of itself. */
export function amendmentOf(logs: Logs, revision: number): Amendment {
  const { type, actor, recordedAt } = entryAt(logs, revision);
  const corrections = logs.resolved.correctedBy.get(revision);
  return {
    revision,
    type,
    ...sentenceNow(logs, revision),
    actor: actor.id,
    recordedAt,
    ...(corrections && { correctedBy: corrections.map((one) => amendmentOf(logs, one)) }),
  };
}

/** An entry with what edits it. */
export function citedEntryOf(logs: Logs, revision: number): CitedEntry {
  const { type, occurredAt } = entryAt(logs, revision);
  const corrections = logs.resolved.correctedBy.get(revision);
  const retraction = logs.resolved.retractedBy.get(revision);
  return {
    revision,
    type,
    ...sentenceNow(logs, revision),
    occurredAt: logs.effective.get(revision)?.occurredAt ?? occurredAt,
    ...(corrections && { correctedBy: corrections.map((one) => amendmentOf(logs, one)) }),
    ...(retraction !== undefined && { retractedBy: amendmentOf(logs, retraction) }),
  };
}
