import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Discrepancy } from '#libs/domain';
import { isAccepted, type Row, type RowOutcome, type Submission } from '#libs/timeline';
import { problemOf } from '../commands/answers.js';
import { SubmitCommand } from '../commands/submit.js';
import type { Draft } from './drafts.js';

/** A row that can be asked for, and where it stands among the drafts. */
export interface RowToDecide {
  draft: number;
  row: Row;
}

/** What became of a table. */
export interface ImportOutcome {
  /** The newest revision that it was decided on, or recorded; -1 if rows were refused. */
  revision: number;
  isRecorded: boolean;
  /** By draft; undefined for one that was left out or could not be read. */
  outcomes: readonly (RowOutcome | undefined)[];
  discrepancies: readonly Discrepancy[];
}

/** Asks for the rows of a table to be decided, one on the other, and recorded unless this is a dry run or one is refused. */
export class ImportTable extends Command<ImportOutcome> {
  constructor(
    readonly table: { drafts: readonly Draft[]; rows: readonly RowToDecide[] },
    readonly submission: Omit<Submission, 'commands' | 'batch' | 'rows'>,
  ) {
    super();
  }
}

/** Has tables decided. What cannot be read keeps the rest from being recorded, and not from being tried. */
@CommandHandler(ImportTable)
export class ImportTableHandler implements ICommandHandler<ImportTable> {
  constructor(private readonly bus: CommandBus) {}

  async execute({ table: { drafts, rows }, submission }: ImportTable): Promise<ImportOutcome> {
    const dryRun = submission.dryRun || drafts.some(({ errors }) => errors.length > 0);
    const asked = { ...submission, dryRun, commands: [], batch: false, rows: rows.map(({ row }) => row) };
    const answer = await this.bus.execute(new SubmitCommand(asked));
    if (!isAccepted(answer) && answer.kind !== 'rows-refused') throw problemOf(answer, false);
    const outcomes: (RowOutcome | undefined)[] = drafts.map(() => undefined);
    for (const [index, outcome] of (answer.rows ?? []).entries()) {
      const { draft } = rows[index] ?? {};
      if (draft !== undefined) outcomes[draft] = outcome;
    }
    const isRecorded = answer.kind === 'recorded';
    return isAccepted(answer)
      ? { revision: answer.revision, isRecorded, outcomes, discrepancies: answer.discrepancies }
      : { revision: -1, isRecorded, outcomes, discrepancies: [] };
  }
}
