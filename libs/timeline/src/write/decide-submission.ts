import { definitionOf, warningsOf } from '#libs/domain';
import type { NewEntry } from '#libs/event-store';
import { Slice } from '../event-loop/slices.js';
import { bytesOf, bytesPerAppendMax } from './appends.js';
import { decideStep } from './decide-step.js';
import type { DecidedLog } from './decided-log.js';
import { tooLarge } from './outcome.js';
import { stepsOf } from './steps.js';
import type { Identified } from './submission-entries.js';
import type { Refused, SubmissionWarning } from './submission.js';

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
    const decided = await decideStep(log, step, {
      identified,
      index,
      size: steps.length,
      recordedAt: now,
      causationId: step.proposed === undefined ? undefined : approval,
    });
    if ('kind' in decided) return decided;
    const { entry, row } = decided;
    rows.push(row);
    if (entry.type === 'OrderApproved') approval = entry.id;
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
