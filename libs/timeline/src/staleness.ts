import { referencesOf, type Entry, type References } from '#libs/domain';
import { incomingOf } from './submission-entries.js';
import type { Answer, Submission } from './submission.js';

/** The bases and convoys that an entry speaks of, those of the entry that it names included. */
function thingsOf(references: References, entries: readonly Entry[]): Set<string> {
  const { bases = [], convoys = [], places = [], opens, entry } = references;
  const things = new Set([...bases, ...convoys, ...places].filter((id) => id !== undefined));
  if (opens?.kind === 'base' || opens?.kind === 'convoy') things.add(opens.id);
  const named = entry === undefined ? undefined : entries[entry];
  if (named) for (const id of thingsOf(referencesOf(named.type, named.data), entries)) things.add(id);
  return things;
}

/**
 * Whether what a submission is about (its base or convoy; the mission where it has none) has changed since the
 * revision of its If-Match; the answer names the entries in between.
 */
export function changedSince(submission: Submission, entries: readonly Entry[]): Answer | undefined {
  const { ifMatch, commands } = submission;
  if (ifMatch === undefined) return undefined;
  const actual = entries.length - 1;
  if (ifMatch > actual) return { kind: 'stale', actual, between: [] };
  const later = entries.slice(ifMatch + 1);
  const mine = commands.map((command) => {
    const { type, data } = incomingOf(command);
    return thingsOf(referencesOf(type, data), entries);
  });
  const between = later.filter((entry) => {
    const theirs = thingsOf(referencesOf(entry.type, entry.data), entries);
    return mine.some((things) => things.size === 0 || [...things].some((thing) => theirs.has(thing)));
  });
  return between.length === 0 ? undefined : { kind: 'stale', actual, between };
}
