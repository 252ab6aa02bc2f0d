import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asker } from '../http/asker.js';
import { LongQuestions } from '../http/long-questions.js';
import { Permission } from '../http/permission.js';
import { details } from '../http/details.js';
import { badParameter } from '../http/problems.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { refuseWithheld } from './refuse-withheld.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { PackEvidence, ProveConsistency, ProveEntry, ProveInclusion } from './prove.js';

const largest = Number.MAX_SAFE_INTEGER;

/** Proof that entries are in a mission's log, that the log only grew, and all of it to take away. */
@Controller('v1/missions/:mission')
export class ProofsController {
  constructor(
    private readonly bus: QueryBus,
    private readonly withheld: WithheldTexts,
    private readonly long: LongQuestions,
  ) {}

  /** That an entry is in the log. */
  @Get('proofs/inclusion')
  @Permission('read-history')
  async inclusion(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mission = missionId(id);
    const given = parameters(request, ['revision', 'size']);
    const revision = needed('revision', wholeNumber('revision', given.revision, 0, largest));
    await json(reply, await this.bus.execute(new ProveInclusion({ mission, revision, size: given.size })));
  }

  /** That the log only grew. */
  @Get('proofs/consistency')
  @Permission('prove')
  async consistency(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mission = missionId(id);
    const given = parameters(request, ['from', 'to']);
    const from = needed('from', wholeNumber('from', given.from, 0, largest));
    await json(reply, await this.bus.execute(new ProveConsistency({ mission, from, to: given.to })));
  }

  /** One entry with its proof as a file. */
  @Get('entries/:revision/proof')
  @Permission('read-history')
  async proof(
    @Param('mission') id: string,
    @Param('revision') revision: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    parameters(request, []);
    const mission = missionId(id);
    await refuseWithheld(this.withheld, request);
    const { index, file } = await this.bus.execute(new ProveEntry({ mission, revision }));
    await reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-disposition', `attachment; filename="${mission}-${index}.tlog-proof"`)
      .send(file);
  }

  /** The whole log with all that proves it, as a zip. */
  @Get('evidence')
  @Permission('read-history')
  async evidence(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Asker() asker?: string,
  ): Promise<void> {
    parameters(request, []);
    const mission = missionId(id);
    await refuseWithheld(this.withheld, request);
    const zip = await this.long.sent(() => this.bus.execute(new PackEvidence({ mission })), asker);
    await reply
      .header('content-type', 'application/zip')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${mission}-evidence.zip"`)
      .send(zip);
  }
}

const json = async (reply: FastifyReply, body: object): Promise<void> => {
  await reply.header('content-type', 'application/json').header('cache-control', 'no-cache').send(JSON.stringify(body));
};

function needed(parameter: string, value: number | undefined): number {
  if (value === undefined) throw badParameter(parameter, details.isNeeded(parameter));
  return value;
}
