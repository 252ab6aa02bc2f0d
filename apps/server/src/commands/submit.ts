import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { MissionWriter, type Answer, type Submission } from '#libs/timeline';

/** Asks for commands to be decided and recorded. */
export class Submit {
  constructor(readonly submission: Submission) {}
}

/** Hands submissions to the writer. */
@CommandHandler(Submit)
export class SubmitHandler implements ICommandHandler<Submit, Answer> {
  constructor(private readonly writer: MissionWriter) {}

  execute({ submission }: Submit): Promise<Answer> {
    return this.writer.submit(submission);
  }
}
