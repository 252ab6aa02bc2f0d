import {
  decide,
  isJudgedWithoutReports,
  placementOfLate,
  pointerOf,
  within,
  type Entry,
  type Incoming,
  type Log,
  type MissionState,
  type Verdict,
} from '#libs/domain';
import { entryBytesMax, type NewEntry } from '#libs/event-store';
import { encodeNew } from '../codec.js';
import type { DecidedLog } from './decided-log.js';
import { tooLarge } from './outcome.js';
import { proposedSteps, type Step } from './steps.js';
import { entryOf, incomingOf, type Making } from './submission-entries.js';
import type { Refused } from './submission.js';

type Accepted = Extract<Verdict, { kind: 'accepted' }>;

/** A command with what it was judged to be. */
interface Judged {
  incoming: Incoming;
  verdict: Verdict;
}

/** What one step comes to: its entry, and the row that it is stored as. */
export interface DecidedStep {
  entry: Entry;
  row: NewEntry;
}

/** What the writer knows of an envelope before it knows where the log ends. */
type MakingOfStep = Omit<Making, 'revision' | 'command' | 'actor'>;

/** Judges one command on the log as it is and adds its entry to the log; or says why it is refused, and leaves the log alone. */
export async function decideStep(log: DecidedLog, step: Step, making: MakingOfStep): Promise<DecidedStep | Refused> {
  const { incoming, verdict } = await judge(log, step, making.recordedAt);
  if (verdict.kind !== 'accepted') return refusedAt(step, verdict);
  const no = incoming.type === 'OrderProposed' ? await tryOut(log, incoming, step, making) : undefined;
  if (no) return no;
  const { command, actor } = step;
  // As whoever reads it has it: what is folded here is what is folded elsewhere.
  const { row, read } = encodeNew(entryOf(incoming, verdict, { command, actor, revision: log.length, ...making }));
  if (Buffer.byteLength(row.body) > entryBytesMax) return tooLarge;
  await log.add(read);
  return { entry: read, row };
}

async function judge(log: DecidedLog, { command, by }: Step, now: number): Promise<Judged> {
  const incoming = incomingOf(command, by);
  await log.settle(isJudgedWithoutReports(incoming));
  const entries = await log.entriesFor(incoming);
  const judgedOn: Log = { entries, ...log.head };
  const judged = incoming.late === true ? await stateAt(log, judgedOn, incoming, now) : log.head.folded.state;
  return { incoming, verdict: decide(judgedOn, incoming, now, judged) };
}

/** The state on which a late order is judged: what had happened by its own place, or by that of what it waits for. */
async function stateAt(log: DecidedLog, on: Log, incoming: Incoming, now: number): Promise<MissionState> {
  if (on.facts.length === 0) return on.folded.state;
  return log.stateAt(placementOfLate(on, incoming, now));
}

/** Why what is proposed could not be given now, if it could not: nobody is asked to approve what is refused anyway. */
async function tryOut(
  log: DecidedLog,
  { data }: Extract<Incoming, { type: 'OrderProposed' }>,
  { actor, line }: Step,
  making: MakingOfStep,
): Promise<Refused | undefined> {
  const mark = log.mark();
  try {
    for (const step of proposedSteps(data.commands, actor, line)) {
      const { incoming, verdict } = await judge(log, step, making.recordedAt);
      if (verdict.kind !== 'accepted') return refusedAt(step, verdict);
      const { command } = step;
      await log.add(entryOf(incoming, verdict, { command, actor, revision: log.length, ...making }));
    }
    return undefined;
  } finally {
    log.rewind(mark);
  }
}

/** A refusal, with the line that it is about, and which of the proposed commands. */
function refusedAt({ line, proposed }: Step, verdict: Exclude<Verdict, Accepted>): Refused {
  if (proposed === undefined) return { ...verdict, index: line };
  if (verdict.kind === 'invalid')
    return { ...verdict, errors: within(pointerOf(['commands', String(proposed)]), verdict.errors), index: line };
  return verdict.kind === 'refused'
    ? { ...verdict, figures: { ...verdict.figures, proposed }, index: line }
    : { ...verdict, index: line };
}
