import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { addDays } from 'date-fns/addDays';
import { canonical } from '#libs/canonical-json';
import { checkBody, fieldError, formatInstant, withhold, type Language, type Withheld } from '#libs/domain';
import { isAccepted, noBase, type Accepted, type Answer, type Refused, type Submission } from '#libs/timeline';
import { Clock } from '../clock.js';
import { invalid, problemOf } from '../commands/answers.js';
import { SubmitCommand } from '../commands/submit.js';
import { LongQuestions } from '../http/long-questions.js';
import { Problem } from '../http/problems.js';
import { Metrics } from '../operation/metrics.js';
import { decidedAgain } from './decided-again.js';
import { details } from './details.js';
import type { ToApply } from './read-scenarios.js';
import { refusedBase, TryScenarios, type ShownScenario } from './try-scenarios.js';

/** After so many days a proposal expires if nobody says otherwise. */
const expiryDays = 2;

/** A scenario that is to be recorded, and who asks for it. */
export interface Applying {
  mission: string;
  toApply: ToApply;
  key: string | undefined;
  dryRun: boolean;
  language: Language;
  by: Pick<Submission, 'actor' | 'acting'>;
  asker: string | undefined;
  withheld: Withheld;
}

/** A scenario that was recorded, or proposed. */
export interface Applied {
  answer: Accepted;
  isProposed: boolean;
}

/** Asks for a scenario to be recorded. */
export class ApplyScenario extends Command<Applied> {
  constructor(readonly applying: Applying) {
    super();
  }
}

/**
 * Records scenarios, as atomic batches; as proposals if that is asked for, or if one of the orders needs two. Throws a
 * Problem; if the log has gone on since, with the scenario decided again.
 */
@CommandHandler(ApplyScenario)
export class ApplyScenarioHandler implements ICommandHandler<ApplyScenario> {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly long: LongQuestions,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  async execute({ applying }: ApplyScenario): Promise<Applied> {
    const { toApply } = applying;
    const batch = toApply.propose
      ? undefined
      : await this.submit(applying, { commands: toApply.commands, batch: true });
    const needsSecond = batch?.kind === 'refused' && batch.code === 'needs-second-person';
    const isProposed = batch === undefined || needsSecond;
    const answer = isProposed ? await this.propose(applying, needsSecond) : batch;
    this.metrics.commands.inc({ outcome: answer.kind });
    if (isAccepted(answer)) return { answer, isProposed };
    throw answer.kind === 'stale' ? await this.movedOn(applying, answer) : problemOf(answer, !isProposed, '/commands');
  }

  private async submit(
    { mission, toApply, key, dryRun, language, by }: Applying,
    commands: Pick<Submission, 'commands' | 'batch'>,
  ): Promise<Answer> {
    const { base, sent } = toApply;
    const submission = {
      mission,
      ...commands,
      ...(base !== undefined && { base }),
      key,
      sent,
      dryRun,
      language,
      ...by,
    };
    return this.commands.execute(new SubmitCommand(submission));
  }

  private async propose(applying: Applying, needsSecond: boolean): Promise<Answer> {
    const { base, commands, reason, expiresAt } = applying.toApply;
    if (reason === undefined && needsSecond) throw invalid([fieldError('/reason', details.reasonToPropose)]);
    const body = {
      commands: commands.map(({ command, body: of }) => ({ command, ...of })),
      ...(base !== undefined && { basedOn: base }),
      ...(reason !== undefined && { reason }),
      expiresAt: expiresAt ?? formatInstant(addDays(this.clock.now(), expiryDays).getTime()),
    };
    const checked = checkBody('OrderProposed', body);
    if (!checked.ok) throw invalid(checked.errors);
    return this.submit(applying, { commands: [{ command: 'propose-orders', body }], batch: false });
  }

  /** What is said if the log has gone on: the entries in between, and what has become of the scenario. */
  private async movedOn(
    { mission, toApply, language, by, asker, withheld }: Applying,
    { actual, between }: Extract<Refused, { kind: 'stale' }>,
  ): Promise<Problem> {
    const { base = actual, name = '', commands } = toApply;
    const none = noBase(base, actual);
    if (none) return refusedBase(none);
    const scenarios = [{ name, commands: commands.map((input) => ({ command: input.command, input })) }];
    const on = async (at?: number): Promise<{ revision: number; scenario: ShownScenario }> => {
      const asking = { mission, ...(at !== undefined && { base: at }), scenarios, language, by };
      const { revision, scenarios: tried } = await this.queries.execute(new TryScenarios(asking));
      const [scenario] = tried;
      if (!scenario) throw new Error('a scenario was not decided');
      return { revision, scenario };
    };
    const key = canonical({ mission, applied: toApply.sent, actual, language, by: by.actor });
    const { was, is } = await this.long.answer(key, async () => ({ was: await on(base), is: await on() }), asker);
    const { said, again } = decidedAgain(was.scenario, is.scenario, is.revision, language);
    const members = withhold({ entries: between, again }, withheld);
    return new Problem(
      'changed-since',
      details.movedOn(base, is.revision, said),
      { revision: is.revision, ...members },
      { etag: `"${is.revision}"` },
    );
  }
}
