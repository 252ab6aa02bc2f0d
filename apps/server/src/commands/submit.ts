import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setTimeout } from 'node:timers/promises';
import { MissionWriter, type Answer, type Submission } from '#libs/timeline';

/** Asks for commands to be decided and recorded. */
export class Submit {
  constructor(readonly submission: Submission) {}
}

/** How long whoever sends a command waits for its answer, in milliseconds. */
export class AnswerBound {
  constructor(readonly msMax: number) {}
}

/** Hands submissions to the writer. One that is not answered in time may be recorded yet. */
@CommandHandler(Submit)
export class SubmitHandler implements ICommandHandler<Submit, Answer> {
  constructor(
    private readonly writer: MissionWriter,
    private readonly bound: AnswerBound,
  ) {}

  async execute({ submission }: Submit): Promise<Answer> {
    const answer = this.writer.submit(submission);
    const { msMax } = this.bound;
    if (msMax === Infinity) return answer;
    const done = new AbortController();
    const late = setTimeout(msMax, { kind: 'unavailable', isUnknown: !submission.dryRun } as const, {
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
}
