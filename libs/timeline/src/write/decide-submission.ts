import {
  decide,
  definitionOf,
  isJudgedWithoutReports,
  pointerOf,
  placedAtOfLate,
  warningsOf,
  within,
  type Entry,
  type Incoming,
  type Log,
  type MissionState,
  type Verdict,
} from '#libs/domain';
import { entryBytesMax, type NewEntry } from '#libs/event-store';
import { encode } from '../codec.js';
import { Slice } from '../event-loop/slices.js';
import type { DecidedLog } from './decided-log.js';
import { tooLarge } from './outcome.js';
import { proposedSteps, stepsOf, type Step } from './steps.js';
import { entryOf, incomingOf, type Identified, type Making } from './submission-entries.js';
import type { Refused, SubmissionWarning } from './submission.js';

/** How much one append may hold. */
export const bytesPerAppendMax = 900 * 1024;

/** How much some rows hold. */
export const bytesOf = (rows: readonly NewEntry[]): number =>
  rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);

type Accepted = Extract<Verdict, { kind: 'accepted' }>;

/** A command with what it was judged to be. */
interface Judged {
  incoming: Incoming;
  verdict: Verdict;
}

/**
 * The entries that a submission comes to, added to the log; or why it is refused. `now` is when they are recorded, in milliseconds
 * since 1970: what is one batch was recorded at one time. A dry run collects warnings.
 */
export async function decideSubmission(
  log: DecidedLog,
  identified: Identified,
  now: number,
  warnings: SubmissionWarning[],
): Promise<NewEntry[] | Refused> {
  const { submission } = identified;
  const rows: NewEntry[] = [];
  const slice = new Slice();
  const steps = stepsOf(submission, log.head.folded.state);
  let approval: string | undefined;
  for (const [index, step] of steps.entries()) {
    const { incoming, verdict } = await judge(log, step, now);
    if (verdict.kind !== 'accepted') return refusedAt(step, verdict);
    const no = incoming.type === 'OrderProposed' ? await tryOut(log, incoming, step, now) : undefined;
    if (no) return no;
    const { command, actor, proposed } = step;
    const making = { identified, index, size: steps.length, command, actor, recordedAt: now };
    const entry = entryOf(incoming, verdict, {
      ...making,
      revision: log.length,
      ...(proposed !== undefined && { causationId: approval }),
    });
    if (incoming.type === 'OrderApproved') approval = entry.id;
    const row = encode(entry);
    if (bytesOf([row]) > entryBytesMax) return tooLarge;
    rows.push(row);
    // As whoever reads it has it: what is folded here is what is folded elsewhere.
    await log.add(JSON.parse(row.body) as Entry);
    if (submission.dryRun && definitionOf(entry.type).kind === 'report') {
      await log.settle();
      for (const warning of warningsOf(log.head.folded.state, entry)) warnings.push({ ...warning, index: step.line });
    }
    if (slice.isOver) await slice.next();
  }
  if (bytesOf(rows) > bytesPerAppendMax) return tooLarge;
  await log.settle();
  return rows;
}

/** Judges one command on the log as it is. */
export async function judge(log: DecidedLog, { command, by }: Step, now: number): Promise<Judged> {
  const incoming: Incoming = { ...incomingOf(command), by };
  await log.settle(isJudgedWithoutReports(incoming));
  const entries = await log.entriesFor(incoming);
  const judgedOn: Log = { ...log.head, entries };
  const judged = incoming.late === true ? await stateAt(log, judgedOn, incoming, now) : log.head.folded.state;
  return { incoming, verdict: decide(judgedOn, incoming, now, judged) };
}

/** The state on which a late order is judged: what had happened by its own place. */
async function stateAt(log: DecidedLog, on: Log, incoming: Incoming, now: number): Promise<MissionState> {
  if (on.facts.length === 0) return on.folded.state;
  return log.stateAt(placedAtOfLate(on, incoming, now));
}

/** Why what is proposed could not be given now, if it could not: nobody is asked to approve what is refused anyway. */
async function tryOut(
  log: DecidedLog,
  { data }: Extract<Incoming, { type: 'OrderProposed' }>,
  { actor, line }: Step,
  now: number,
): Promise<Refused | undefined> {
  const mark = log.mark();
  try {
    const making = { identified: trial, index: 0, size: 1, recordedAt: now } satisfies Partial<Making>;
    for (const step of proposedSteps(data.commands, actor, line)) {
      const { incoming, verdict } = await judge(log, step, now);
      if (verdict.kind !== 'accepted') return refusedAt(step, verdict);
      const { command } = step;
      await log.add(entryOf(incoming, verdict, { ...making, command, actor, revision: log.length }));
    }
    return undefined;
  } finally {
    log.rewind(mark);
  }
}

/** What is only tried is nobody's. */
const trial: Identified = {
  submission: { mission: '', commands: [], batch: false, dryRun: true, actor: { id: '', role: '' } },
  commandId: 'trial',
  digest: '',
};

/** A refusal, with the line that it is about, and which of the proposed commands. */
export function refusedAt({ line, proposed }: Step, verdict: Exclude<Verdict, Accepted>): Refused {
  if (proposed === undefined) return { ...verdict, index: line };
  if (verdict.kind === 'invalid')
    return { ...verdict, errors: within(pointerOf(['commands', String(proposed)]), verdict.errors), index: line };
  return verdict.kind === 'refused'
    ? { ...verdict, figures: { ...verdict.figures, proposed }, index: line }
    : { ...verdict, index: line };
}
