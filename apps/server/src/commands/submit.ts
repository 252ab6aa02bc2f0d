import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setTimeout } from 'node:timers/promises';
import { MissionWriter, type Answer, type Submission } from '#libs/timeline';
import { Config } from '../config.js';

/** How long a command that a shared log does not take is waited for, in milliseconds. */
const answerMsMax = 10_000;

/** Asks for commands to be decided and recorded. */
export class SubmitCommand extends Command<Answer> {
  constructor(readonly submission: Submission) {
    super();
  }
}

/** Hands submissions to the writer. One that is not answered in time may be recorded yet. */
@CommandHandler(SubmitCommand)
export class SubmitHandler implements ICommandHandler<SubmitCommand> {
  constructor(
    private readonly writer: MissionWriter,
    private readonly config: Config,
  ) {}

  execute({ submission }: SubmitCommand): Promise<Answer> {
    const answer = this.writer.submit(submission);
    return this.config.cluster === undefined ? answer : inTime(answer, submission);
  }
}

async function inTime(answer: Promise<Answer>, { dryRun }: Submission): Promise<Answer> {
  const done = new AbortController();
  const late = setTimeout(answerMsMax, { kind: 'unavailable', isUnknown: !dryRun } as const, {
    signal: done.signal,
    ref: false,
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    done.abort();
    late.catch(() => undefined);
    answer.catch(() => undefined);
  }
}
