import { forkState, type Acting, type Actor, type Entry, type MissionState } from '#libs/domain';
import { nextTurn } from '../event-loop/slices.js';
import type { Head } from '../read/head.js';
import type { DecidedLog, DecidedOn } from './decided-log.js';
import { decideSubmission } from './decide-submission.js';
import { mayHalfFail } from './steps.js';
import type { CommandInput, Refused, Submission, SubmissionWarning } from './submission.js';

/** Commands that somebody would give, one after another, on the log up to a revision; on all of it if none is named. */
export interface Trying {
  mission: string;
  base?: number;
  scenarios: readonly (readonly CommandInput[])[];
  actor: Actor;
  acting?: Omit<Acting, 'id'>;
}

/** What one command of a scenario comes to. */
export type TriedCommand =
  | {
      kind: 'would-record';
      entries: readonly Entry[];
      warnings: readonly SubmissionWarning[];
      /** Whether nobody may give it alone. */
      needsSecond: boolean;
    }
  | Refused;

/** What a scenario comes to: the mission as it would be, for the caller to own. */
export interface TriedScenario {
  commands: readonly TriedCommand[];
  state: MissionState;
}

/** Scenarios decided on one state of a log. Nothing of them is in the log. */
export interface Trial {
  kind: 'tried';
  /** The revision that they were decided on, and the newest that there was. */
  base: number;
  newest: number;
  /** The mission without them, for the caller to own. */
  state: MissionState;
  scenarios: readonly TriedScenario[];
}

/** An earlier state of a mission's log, to decide on. */
export const aside = (id: string, head: Head): DecidedOn => ({
  id,
  head,
  stopped: undefined,
  bring: async () => false,
  catchUp: async () => false,
  show: () => undefined,
});

/**
 * Decides scenarios, each on a log that was loaded; that is as before afterwards. A command that is refused is left out, as
 * if the others had been sent one by one. `now` is in milliseconds since 1970.
 */
export async function tryScenarios(log: DecidedLog, trying: Trying, now: number): Promise<TriedScenario[]> {
  const tried: TriedScenario[] = [];
  for (const commands of trying.scenarios) {
    const before = log.mark();
    try {
      const outcomes: TriedCommand[] = [];
      for (const command of commands) {
        outcomes.push(await tryCommand(log, trying, command, now));
        await nextTurn();
      }
      tried.push({ commands: outcomes, state: forkState(log.head.folded.state) });
    } finally {
      log.rewind(before);
    }
  }
  return tried;
}

async function tryCommand(log: DecidedLog, trying: Trying, command: CommandInput, now: number): Promise<TriedCommand> {
  const alone = await decideOne(log, trying, command, now, false);
  const needsSecond = alone.kind === 'refused' && alone.code === 'needs-second-person';
  return needsSecond ? decideOne(log, trying, command, now, true) : alone;
}

async function decideOne(
  log: DecidedLog,
  { mission, actor, acting }: Trying,
  command: CommandInput,
  now: number,
  isApproved: boolean,
): Promise<TriedCommand> {
  const submission: Submission = {
    mission,
    commands: [command],
    batch: false,
    dryRun: true,
    actor,
    acting: { ...acting, isApproved },
  };
  const before = mayHalfFail(submission) ? log.mark() : undefined;
  const identified = { submission, commandId: `tried-${log.length}`, digest: '' };
  const warnings: SubmissionWarning[] = [];
  const decided = await decideSubmission(log, identified, now, warnings);
  if (Array.isArray(decided)) {
    const entries = decided.map(({ body }) => JSON.parse(body) as Entry);
    return { kind: 'would-record', entries, warnings, needsSecond: isApproved };
  }
  if (before) log.rewind(before);
  return decided;
}
