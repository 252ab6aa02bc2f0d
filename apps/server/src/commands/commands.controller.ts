import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { roleFor } from '#libs/access';
import type { Actor, Entry } from '#libs/domain';
import { isAccepted, type Accepted, type CommandInput } from '#libs/timeline';
import { Access, demand, Permission } from '../http/permission.js';
import { details as httpDetails } from '../http/details.js';
import { languageOf } from '../http/language.js';
import { Problem } from '../http/problems.js';
import { readerOf } from '../http/reader.js';
import { ifMatchOf, keyOf, missionId, parameters } from '../http/request.js';
import { Metrics } from '../operation/metrics.js';
import { problemOf, toldOf } from './answers.js';
import { details } from './details.js';
import { permissionFor } from './needed.js';
import { readBatch, readCommand } from './read-body.js';
import { SubmitCommand } from './submit.js';

/** Where planners give orders and field staff file reports. */
@Controller('v1/missions/:mission/commands')
export class CommandsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly metrics: Metrics,
    private readonly access: Access,
  ) {}

  /** A batch: all of its commands or none. */
  @Post()
  @Permission('record')
  async batch(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const commands = readBatch(request.body, request.headers['content-type']);
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
    if (request.headers['content-type']?.startsWith('application/x-ndjson'))
      throw new Problem('media-type', details.one);
    const input = readCommand(command, request.body);
    await this.answer(mission, [input], false, request, reply);
  }

  /** Who acts, in the role that allows all of it. Throws a Problem. */
  private actorOf(request: FastifyRequest, mission: string, commands: readonly CommandInput[]): Actor {
    const identity = this.access.identify(request);
    const needed = commands.map(({ command }) => permissionFor(command));
    for (const permission of needed) demand(identity, permission, mission);
    const most = needed.find((permission) => permission === 'order') ?? needed[0] ?? 'order';
    return { id: identity.subject, role: roleFor(identity.grants, most, mission) ?? 'planner' };
  }

  private async answer(
    id: string,
    commands: CommandInput[],
    batch: boolean,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const mission = missionId(id);
    const { dryRun = 'false' } = parameters(request, ['dryRun']);
    if (dryRun !== 'true' && dryRun !== 'false')
      throw new Problem('parameter-invalid', httpDetails.trueOrFalse('dryRun'), { parameter: 'dryRun' });
    const key = keyOf(request);
    const language = languageOf(request);
    if (batch && key === undefined && dryRun === 'false') throw new Problem('key-required');
    const submission = {
      mission,
      commands,
      batch,
      key,
      ifMatch: ifMatchOf(request),
      dryRun: dryRun === 'true',
      language,
      actor: this.actorOf(request, mission, commands),
    };
    const answer = await this.bus.execute(new SubmitCommand(submission));
    this.metrics.commands.inc({ outcome: answer.kind });
    if (!isAccepted(answer)) throw problemOf(answer, batch);
    if (answer.kind === 'replayed' && !isOf(submission.actor, answer)) throw new Problem('key-reused');
    void reply
      .status(answer.kind === 'recorded' ? 201 : 200)
      .header('content-type', 'application/json')
      .header('content-language', language)
      .header('etag', `"${answer.revision}"`);
    if (answer.kind === 'replayed') void reply.header('idempotency-replayed', 'true');
    // The entries are in their stored form already, so that a replay answers the very same bytes.
    const entries = answer.entries.map(({ body }) => body).join(',');
    const receipt = answer.checkpoint === undefined ? '' : `,"checkpoint":${JSON.stringify(answer.checkpoint)}`;
    const told = JSON.stringify(toldOf(answer, batch, language, readerOf(request).held)).slice(1, -1);
    await reply.send(`{"mission":"${mission}","revision":${answer.revision},"entries":[${entries}],${told}${receipt}}`);
  }
}

/** Whether it was the same person who recorded something under a key: others learn nothing of it. */
const isOf = (actor: Actor, { entries }: Accepted): boolean =>
  entries.every(({ body }) => (JSON.parse(body) as Entry).actor.id === actor.id);
