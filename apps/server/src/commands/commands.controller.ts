import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Withheld } from '#libs/domain';
import { isAccepted, type CommandInput } from '#libs/timeline';
import { Access, Permission } from '../http/permission.js';
import { languageOf } from '../http/language.js';
import { Problem } from '../http/problems.js';
import { readerOf } from '../http/reader.js';
import { flagOf, ifMatchOf, keyOf, mediaTypeOf, missionId, parameters } from '../http/request.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { Metrics } from '../operation/metrics.js';
import { actorOf } from './acting.js';
import { problemOf } from './answers.js';
import { details } from './details.js';
import { readBatch, readCommand } from './read-body.js';
import { sendAnswer } from './send-answer.js';
import { SubmitCommand } from './submit.js';

const ndjsonType = 'application/x-ndjson';
const nothingWithheld: Withheld = new Set();

/** Where planners give orders and field staff file reports. */
@Controller('v1/missions/:mission/commands')
export class CommandsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly metrics: Metrics,
    private readonly access: Access,
    private readonly withheld: WithheldTexts,
  ) {}

  /** A batch: all of its commands or none. */
  @Post()
  @Permission('record')
  async batch(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const commands = readBatch(request.body, mediaTypeOf(request) === ndjsonType);
    await this.answer(mission, commands, true, request, reply);
  }

  /** One command. */
  @Post(':command')
  @Permission('record')
  async single(
    @Param('mission') mission: string,
    @Param('command') command: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (mediaTypeOf(request) === ndjsonType) throw new Problem('media-type', details.one);
    const input = readCommand(command, request.body);
    await this.answer(mission, [input], false, request, reply);
  }

  private async answer(
    id: string,
    commands: CommandInput[],
    batch: boolean,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const mission = missionId(id);
    const dryRun = flagOf('dryRun', parameters(request, ['dryRun']).dryRun);
    const key = keyOf(request, dryRun);
    const language = languageOf(request);
    if (batch && key === undefined && !dryRun) throw new Problem('key-required');
    const submission = {
      mission,
      commands,
      batch,
      key,
      ifMatch: ifMatchOf(request),
      dryRun,
      language,
      ...actorOf(this.access, this.access.identify(request), mission, commands),
    };
    const answer = await this.bus.execute(new SubmitCommand(submission));
    this.metrics.commands.inc({ outcome: answer.kind });
    if (!isAccepted(answer)) throw problemOf(answer, batch);
    const { held } = readerOf(request);
    sendAnswer(reply, {
      mission,
      answer,
      batch,
      language,
      held,
      // What is replayed may hold what was withheld since.
      withheld: answer.kind === 'replayed' ? await this.withheld.from(request) : nothingWithheld,
    });
  }
}
