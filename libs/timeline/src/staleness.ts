import { referencesOf, type Entry, type References } from '#libs/domain';
import { incomingOf } from './submission-entries.js';
import type { Answer, Submission } from './submission.js';

/** Reads entries of the mission's log: all from one revision to another, both included. */
type Read = (from: number, until: number) => Promise<readonly Entry[]>;

/** The bases and convoys that an entry speaks of, those of the entry that it names included. */
async function thingsOf(references: References, read: Read): Promise<Set<string>> {
  const { bases = [], convoys = [], places = [], opens, entry } = references;
  const things = new Set([...bases, ...convoys, ...places].filter((id) => id !== undefined));
  if (opens?.kind === 'base' || opens?.kind === 'convoy') things.add(opens.id);
  const [named] = entry === undefined ? [] : await read(entry, entry);
  if (named) for (const id of await thingsOf(referencesOf(named.type, named.data), read)) things.add(id);
  return things;
}

/**
 * Whether what a submission is about (its base or convoy; the mission where it has none) has changed since the
 * revision of its If-Match; the answer names the entries in between. `actual` is the newest revision.
 */
export async function changedSince(submission: Submission, actual: number, read: Read): Promise<Answer | undefined> {
  const { ifMatch, commands } = submission;
  if (ifMatch === undefined) return undefined;
  if (ifMatch > actual) return { kind: 'stale', actual, between: [] };
  const mine = await Promise.all(
    commands.map((command) => {
      const { type, data } = incomingOf(command);
      return thingsOf(referencesOf(type, data), read);
    }),
  );
  const between: Entry[] = [];
  for (const entry of await read(ifMatch + 1, actual)) {
    const theirs = await thingsOf(referencesOf(entry.type, entry.data), read);
    if (mine.some((things) => things.size === 0 || [...things].some((thing) => theirs.has(thing)))) between.push(entry);
  }
  return between.length === 0 ? undefined : { kind: 'stale', actual, between };
}
