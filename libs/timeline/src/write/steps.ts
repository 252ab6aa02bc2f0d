import type { Acting, Actor, MissionState, ProposedCommand } from '#libs/domain';
import type { CommandInput, Submission } from './submission.js';

/** One of the commands that a submission comes to, and who gives it. */
export interface Step {
  command: CommandInput;
  /** The line of the submission that it comes from. */
  line: number;
  actor: Actor;
  by: Acting;
  /** Which of the commands of a proposal it is. */
  proposed?: number;
}

/** What somebody has proposed, given by them: somebody else has approved it, or it is only tried. */
export const proposedSteps = (commands: readonly ProposedCommand[], actor: Actor, line: number): Step[] =>
  commands.map(({ command, ...body }, proposed) => ({
    command: { command, body },
    line,
    actor,
    by: { id: actor.id, isToldApart: true, isApproved: true },
    proposed,
  }));

/** The commands that a submission comes to, in order: what is approved follows its approval. */
export function stepsOf({ commands, actor, acting }: Submission, { proposals }: MissionState): Step[] {
  return commands.flatMap((command, line) => {
    const own: Step = { command, line, actor, by: { id: actor.id, ...acting } };
    if (command.command !== 'approve-proposal') return [own];
    const proposal = proposals.get((command.body as { proposal: number }).proposal);
    return proposal ? [own, ...proposedSteps(proposal.commands, proposal.by, line)] : [own];
  });
}

/** Whether a submission may be refused after some of it was decided. */
export const mayHalfFail = ({ commands, rows }: Submission): boolean =>
  rows !== undefined || commands.length > 1 || commands.some(({ command }) => command === 'approve-proposal');
