import { Controller, HttpCode, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { roleFor } from '#libs/access';
import { canonical } from '#libs/canonical-json';
import { Missions } from '#libs/timeline';
import { actorOf } from '../commands/acting.js';
import { permissionsFor } from '../commands/needed.js';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { Asker } from '../http/asker.js';
import { languageOf } from '../http/language.js';
import { LongQuestions } from '../http/long-questions.js';
import { Access, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { readerOf } from '../http/reader.js';
import { flagOf, keyOf, missionId, parameters } from '../http/request.js';
import { sendAnswer } from '../commands/send-answer.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { inPieces, textFormats } from '../queries/formats.js';
import { MissionReader } from '../queries/mission-reader.js';
import { ApplyScenario, type Applied } from './apply-scenario.js';
import { readScenarios, readToApply, type ReadScenario } from './read-scenarios.js';
import { rowsOf } from './rows.js';
import { TryScenarios, type TriedScenarios } from './try-scenarios.js';

/** Where planners ask what would be if, and have it recorded. */
@Controller('v1/missions/:mission/scenarios')
export class ScenariosController {
  constructor(
    private readonly bus: QueryBus,
    private readonly commands: CommandBus,
    private readonly long: LongQuestions,
    private readonly access: Access,
    private readonly reader: MissionReader,
    private readonly missions: Missions,
    private readonly withheld: WithheldTexts,
  ) {}

  /** What commands would come to, against what is so now. Nothing is recorded. Text formats list what differs. */
  @Post()
  @HttpCode(200)
  @UseInterceptors(Answering)
  @Permission('scenarios')
  @Formats(['application/json', ...textFormats])
  async scenarios(
    @Param('mission') id: string,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const mission = missionId(id);
    parameters(request, []);
    const wanted = readScenarios(request.body);
    await this.reader.look({ mission, lens: {} });
    const language = languageOf(request);
    const by = actorOf(this.access, this.access.identify(request), mission, []);
    const scenarios = wanted.scenarios.map((one) => this.allowed(request, mission, one));
    const revision = this.missions.revisionOf(mission);
    const key = canonical({
      mission,
      language,
      sent: hash('sha256', request.body as Uint8Array),
      revision,
      by: by.actor,
    });
    const document = () =>
      this.long.answer(
        key,
        () => this.bus.execute(new TryScenarios({ mission, base: wanted.base, scenarios, language, by })),
        asker,
      );
    return Answer.of({
      labels: 'reason',
      document,
      written: (tried: TriedScenarios) => inPieces(format, rowsOf(tried)) ?? JSON.stringify(tried),
    });
  }

  /** Records a scenario, all of it or none; or proposes it. */
  @Post('apply')
  @Permission('scenarios')
  async apply(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Asker() asker?: string,
  ): Promise<void> {
    const mission = missionId(id);
    const dryRun = flagOf('dryRun', parameters(request, ['dryRun']).dryRun);
    const toApply = readToApply(request.body);
    const language = languageOf(request);
    const by = actorOf(this.access, this.access.identify(request), mission, toApply.commands);
    const [key, withheld] = [keyOf(request, dryRun), await this.withheld.from(request)];
    const applying = { mission, toApply, key, dryRun, language, by, asker, withheld };
    const applied: Applied = await this.commands.execute(new ApplyScenario(applying));
    const { answer, isProposed } = applied;
    const more = isProposed ? { applied: 'proposal', proposal: answer.revision } : { applied: 'batch' };
    const { held } = readerOf(request);
    sendAnswer(reply, { mission, answer, batch: !isProposed, language, held, withheld, more });
  }

  /** A scenario in which the commands that are not theirs to send are refused. */
  private allowed(request: FastifyRequest, mission: string, { name, commands }: ReadScenario): ReadScenario {
    const { grants } = this.access.identify(request);
    return {
      name,
      commands: commands.map((one) => {
        const needed = one.input ? permissionsFor(one.input) : [];
        const isTheirs = needed.every((some) =>
          some.some((permission) => roleFor(grants, permission, mission) !== undefined),
        );
        return isTheirs ? one : { command: one.command, problem: new Problem('forbidden') };
      }),
    };
  }
}
