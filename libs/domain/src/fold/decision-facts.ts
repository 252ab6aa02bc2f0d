import { type Entry, zoneOpenedWith } from '../envelope/entry.js';
import { actedOnBy } from './acted-on.js';
import { notePlacement, takeBackPlacement, type KnownPlacements } from './placed-at.js';
import { sliceLength } from './slice-length.js';

/** What decisions ask of a whole log besides its fold, kept up to date entry by entry. */
export interface DecisionFacts {
  /** How many entries there are. */
  length: number;
  /** The zone in which times are read: the one that the mission was opened with. */
  timeZone: string;
  /** When the newest entry was recorded, in milliseconds since 1970. */
  recordedAt: number;
  /** Revision of the first entry of each command, by command id. */
  commands: Map<string, number>;
  placements: KnownPlacements;
  /** Revisions of the entries that correct, retract, revise, dispute or settle one, by its revision. */
  naming: Map<number, number[]>;
}

/** What there is to know of a log without entries. */
export const emptyFacts = (): DecisionFacts => ({
  length: 0,
  timeZone: 'UTC',
  recordedAt: 0,
  commands: new Map(),
  placements: { instants: [], totals: [] },
  naming: new Map(),
});

/** Notes one more entry. */
export function noteEntry(facts: DecisionFacts, entry: Entry): void {
  if (facts.length === 0) facts.timeZone = zoneOpenedWith(entry);
  // First what may throw: an entry is noted whole or not at all.
  notePlacement(facts.placements, entry, facts.timeZone);
  facts.length++;
  facts.recordedAt = Date.parse(entry.recordedAt);
  if (!facts.commands.has(entry.commandId)) facts.commands.set(entry.commandId, entry.revision);
  for (const named of actedOnBy(entry)) {
    const naming = facts.naming.get(named);
    if (naming) naming.push(entry.revision);
    else facts.naming.set(named, [entry.revision]);
  }
}

/** Takes back the newest entry that was noted; `recordedAt` is what it was before (milliseconds since 1970). */
export function takeBackEntry(facts: DecisionFacts, entry: Entry, recordedAt: number): void {
  facts.length--;
  facts.recordedAt = recordedAt;
  if (facts.commands.get(entry.commandId) === entry.revision) facts.commands.delete(entry.commandId);
  takeBackPlacement(facts.placements, entry, facts.timeZone);
  for (const named of actedOnBy(entry)) {
    const naming = facts.naming.get(named);
    naming?.pop();
    if (naming?.length === 0) facts.naming.delete(named);
  }
  if (facts.length === 0) facts.timeZone = emptyFacts().timeZone;
}

/** What there is to know of a log. Yields every so many entries so that the caller can let others work. */
export function* factsInSlices(entries: readonly Entry[]): Generator<undefined, DecisionFacts> {
  const facts = emptyFacts();
  for (const entry of entries) {
    noteEntry(facts, entry);
    if (facts.length % sliceLength === 0) yield undefined;
  }
  return facts;
}
