import { hash } from 'node:crypto';
import { warningsOf, type Entry } from '#libs/domain';
import { canonical } from '#libs/canonical-json';
import type { NewEntry } from '#libs/event-store';
import { eachInSlices, Slice } from '../event-loop/slices.js';
import { decideStep } from './decide-step.js';
import type { DecidedLog } from './decided-log.js';
import type { KeyedCommand, Row, RowOutcome } from './rows.js';
import type { Step } from './steps.js';
import type { Refused, Submission, SubmissionWarning } from './submission.js';

/** What became of the rows of a table, and the entries that are to be stored for them. */
export interface DecidedRows {
  outcomes: RowOutcome[];
  entries: NewEntry[];
}

/**
 * Decides the rows of a table, each on the state that the log and the rows before it make, and adds their entries to the log. A
 * row that is refused leaves nothing there, and the next ones go on. `now` is in milliseconds since 1970.
 */
export async function decideRows(
  log: DecidedLog,
  submission: Submission,
  rows: readonly Row[],
  now: number,
): Promise<DecidedRows | Refused> {
  const outcomes: RowOutcome[] = [];
  const entries: NewEntry[] = [];
  const slice = new Slice();
  for (const [line, row] of rows.entries()) {
    if (!row.standsAlone) await log.settle();
    const { facts, folded } = log.head;
    const commands = row.commands({ state: folded.state, isRecorded: (key) => facts.commands.has(key) });
    const outcome: RowOutcome =
      'kind' in commands
        ? { kind: 'refused', refused: commands }
        : await decideRow(log, submission, { line, commands, now });
    outcomes.push(outcome);
    if (outcome.kind === 'accepted') entries.push(...outcome.entries);
    if (slice.isOver) await slice.next();
  }
  await log.settle();
  if (submission.dryRun) {
    await eachInSlices(outcomes.entries(), ([line, one]) => {
      outcomes[line] = withWarnings(log, one, line);
    });
    return { outcomes, entries };
  }
  if (outcomes.some(({ kind }) => kind === 'refused')) return { kind: 'rows-refused', rows: outcomes };
  return { outcomes, entries };
}

interface RowInTurn {
  line: number;
  commands: readonly KeyedCommand[];
  now: number;
}

async function decideRow(
  log: DecidedLog,
  submission: Submission,
  { line, commands, now }: RowInTurn,
): Promise<RowOutcome> {
  const { actor, acting } = submission;
  // What is refused leaves no trace, so that a mark is needed only where something stands before it.
  const mark = commands.length > 1 ? log.mark() : undefined;
  const entries: NewEntry[] = [];
  for (const { key, ...command } of commands) {
    if (log.head.facts.commands.has(key)) continue;
    // As if it had been sent alone under its key: a client that sends it again is told so.
    const identified = { submission, commandId: key, digest: hash('sha256', canonical(command)) };
    const step: Step = { command, line, actor, by: { id: actor.id, ...acting } };
    const decided = await decideStep(log, step, { identified, index: 0, size: 1, recordedAt: now });
    if ('kind' in decided) {
      if (mark) log.rewind(mark);
      return { kind: 'refused', refused: decided };
    }
    entries.push(decided.row);
  }
  return entries.length === 0 ? { kind: 'already-there' } : { kind: 'accepted', entries, warnings: [] };
}

/** What should be looked at before a row is recorded: what the log, and the rows before it, have said already. */
function withWarnings(log: DecidedLog, outcome: RowOutcome, line: number): RowOutcome {
  if (outcome.kind !== 'accepted') return outcome;
  const warnings = outcome.entries.flatMap(({ body }): SubmissionWarning[] => {
    const entry = JSON.parse(body) as Entry;
    return warningsOf(log.head.folded.state, entry).flatMap((one) =>
      one.entries.some((revision) => revision < entry.revision) ? [{ ...one, index: line }] : [],
    );
  });
  return { ...outcome, warnings };
}
