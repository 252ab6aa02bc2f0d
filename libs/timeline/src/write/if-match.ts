import {
  amends,
  changing,
  referencesOf,
  revisionsAbove,
  rootsOf,
  subjectOf,
  thingsNamedBy,
  thingsOfAct,
  type Amending,
  type Incoming,
  type Subject,
} from '#libs/domain';
import type { DecidedLog } from './decided-log.js';
import { incomingOf } from './submission-entries.js';
import { noBase } from './no-base.js';
import type { Answer, Submission } from './submission.js';

/** What is asked of a mission's log. */
type Asked = Pick<DecidedLog, 'head' | 'length' | 'bearingOn' | 'range'>;

/** The bases, convoys and permits that a command is about, those of the entry that it names included; else the mission. */
async function thingsOfCommand(incoming: Incoming, log: Asked): Promise<string[]> {
  const references = referencesOf(incoming.type, incoming.data);
  const own = thingsNamedBy(incoming.type, incoming.data);
  const { entry } = references;
  const things = entry === undefined ? own : [...own, ...(await thingsOfEntry(entry, log))];
  return things.length === 0 ? [changing.mission] : things;
}

/** The things that an entry is about in the end, through corrections and toll revisions, as recorded and as corrected. */
async function thingsOfEntry(named: number, log: Asked): Promise<string[]> {
  const entries = await log.bearingOn(named);
  const actAt = (revision: number): Amending | undefined => {
    const entry = entries[revision];
    return entry && amends(entry) ? entry : undefined;
  };
  const acts = entries.filter(amends);
  const roots = rootsOf(acts);
  const root = roots.get(named) ?? named;
  const subjectAt = (revision: number): Subject | undefined => {
    const entry = entries[revision];
    return entry && subjectOf(entry, subjectAt);
  };
  const subject = subjectAt(root);
  if (!subject) return [];
  const family = acts.filter(({ revision }) => roots.get(revision) === root);
  const things = thingsOfAct(subject, family, actAt);
  const target = entries[root];
  const revised = target?.type === 'TollRevised' ? target.data.entry : undefined;
  if (revised === undefined) return things;
  return [...things, ...(await thingsOfEntry(revised, log))];
}

/**
 * Whether what a submission is about (its base or convoy; the mission if it has none) has changed since the revision of its
 * If-Match, by whatever entry, or anything at all since its base; the answer names the entries in between.
 */
export async function changedSince({ ifMatch, base, commands }: Submission, log: Asked): Promise<Answer | undefined> {
  if (base === undefined && ifMatch === undefined) return undefined;
  const newest = log.length - 1;
  if (base !== undefined && base !== newest)
    return { kind: 'stale', actual: newest, between: noBase(base, newest) ? [] : await log.range(base + 1, newest) };
  if (ifMatch === undefined) return undefined;
  if (ifMatch > newest) return { kind: 'stale', actual: newest, between: [] };
  const things = await Promise.all(commands.map((command) => thingsOfCommand(incomingOf(command), log)));
  const since = new Set<number>();
  for (const thing of new Set(things.flat()))
    for (const revision of revisionsAbove(ifMatch, log.head.folded.state.changes.get(thing))) since.add(revision);
  if (since.size === 0) return undefined;
  const between = (await log.range(ifMatch + 1, newest)).filter(({ revision }) => since.has(revision));
  return { kind: 'stale', actual: newest, between };
}
