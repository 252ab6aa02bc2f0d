import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Discrepancy } from '#libs/domain';
import { isAccepted, type Accepted, type Answer, type Row, type RowOutcome, type Submission } from '#libs/timeline';
import { problemOf } from '../commands/answers.js';
import { SubmitCommand } from '../commands/submit.js';
import type { Draft } from './drafts.js';

/** How many rows, and bytes of entries, are recorded at once, all or none. */
const rowsAtOnceMax = 1000;
const bytesAtOnceMax = 850 * 1024;

/** A row that can be asked for, and where it stands among the drafts. */
export interface RowToDecide {
  draft: number;
  row: Row;
}

/** What became of a table. */
export interface ImportOutcome {
  revision: number;
  /** By draft; undefined for one that was left out or could not be read. */
  outcomes: readonly (RowOutcome | undefined)[];
  /** How many of the rows are recorded: less than all that are accepted if the rest was not reached. */
  recorded: ReadonlySet<number>;
  discrepancies: readonly Discrepancy[];
}

/** Asks for the rows of a table to be decided, one on the other, and recorded unless this is a dry run or one is refused. */
export class ImportTable extends Command<ImportOutcome> {
  constructor(
    readonly table: {
      drafts: readonly Draft[];
      rows: readonly RowToDecide[];
    },
    readonly submission: Omit<Submission, 'commands' | 'batch' | 'rows'>,
  ) {
    super();
  }
}

type RowsAnswer = Accepted | { kind: 'rows-refused'; rows: readonly RowOutcome[] };

/** Has tables decided and recorded: up to 1,000 rows at once, more in parts after all of them were decided. */
@CommandHandler(ImportTable)
export class ImportTableHandler implements ICommandHandler<ImportTable> {
  constructor(private readonly bus: CommandBus) {}

  async execute({ table: { drafts, rows }, submission }: ImportTable): Promise<ImportOutcome> {
    const outcomes: (RowOutcome | undefined)[] = drafts.map(() => undefined);
    const recorded = new Set<number>();
    const note = (some: readonly RowToDecide[], answer: RowsAnswer): void => {
      for (const [index, outcome] of (answer.rows ?? []).entries()) {
        const { draft } = some[index] ?? {};
        if (draft === undefined) continue;
        outcomes[draft] = outcome;
        if (answer.kind === 'recorded' && outcome.kind === 'accepted') recorded.add(draft);
      }
    };
    const isReadable = drafts.every(({ errors }) => errors.length === 0);
    const isRecording = !submission.dryRun && isReadable;
    if (isRecording && rows.length <= rowsAtOnceMax) {
      const answer = await this.submit(submission, rows, false);
      if (answer.kind !== 'too-large') {
        note(rows, answer);
        return { ...seen(answer), outcomes, recorded };
      }
    }
    const tried = await this.submit(submission, rows, true);
    if (tried.kind === 'too-large') throw problemOf(tried, false);
    note(rows, tried);
    const isRefused = outcomes.some((one) => one?.kind === 'refused');
    if (!isRecording || isRefused) return { ...seen(tried), outcomes, recorded };
    let last: RowsAnswer = tried;
    const discrepancies: Discrepancy[] = [];
    for (const part of partsOf(rows, outcomes)) {
      const answer = await this.submit(submission, part, false);
      if (answer.kind === 'too-large') throw problemOf(answer, false);
      last = answer;
      note(part, last);
      if (last.kind === 'rows-refused') break;
      discrepancies.push(...last.discrepancies);
    }
    return { ...seen(last), discrepancies, outcomes, recorded };
  }

  /** Throws a Problem where nothing is known of the rows. */
  private async submit(
    submission: ImportTable['submission'],
    rows: readonly RowToDecide[],
    dryRun: boolean,
  ): Promise<RowsAnswer | Extract<Answer, { kind: 'too-large' }>> {
    const answer = await this.bus.execute(
      new SubmitCommand({ ...submission, commands: [], batch: false, dryRun, rows: rows.map(({ row }) => row) }),
    );
    if (isAccepted(answer) || answer.kind === 'rows-refused' || answer.kind === 'too-large') return answer;
    throw problemOf(answer, false);
  }
}

const seen = (answer: RowsAnswer): Pick<ImportOutcome, 'revision' | 'discrepancies'> =>
  answer.kind === 'rows-refused'
    ? { revision: -1, discrepancies: [] }
    : { revision: answer.revision, discrepancies: answer.discrepancies };

/** Rows in parts of which each can be recorded at once, by what they came to when all were tried. */
function partsOf(rows: readonly RowToDecide[], outcomes: readonly (RowOutcome | undefined)[]): RowToDecide[][] {
  const parts: RowToDecide[][] = [];
  let bytes = 0;
  for (const one of rows) {
    const outcome = outcomes[one.draft];
    const size =
      outcome?.kind === 'accepted' ? outcome.entries.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0) : 0;
    const part = parts.at(-1);
    if (part && part.length < rowsAtOnceMax && bytes + size <= bytesAtOnceMax) part.push(one);
    else parts.push([one]);
    bytes = parts.at(-1) === part ? bytes + size : size;
  }
  return parts;
}
