import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseTilePath, tileWidth } from '#libs/transparency';
import { Access, demand, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { refuseWithheld } from './refuse-withheld.js';
import { missionId, parameters } from '../http/request.js';
import { AllCheckpoints, NewestCheckpoint, ReadTile, VerifierKey } from './read-log.js';

const text = 'text/plain; charset=utf-8';
const bytes = 'application/octet-stream';

/** A mission's log as a transparency log, by the paths of C2SP tlog-tiles. */
@Controller('log/:mission')
export class LogController {
  constructor(
    private readonly bus: QueryBus,
    private readonly access: Access,
    private readonly withheld: WithheldTexts,
  ) {}

  /** The newest signed checkpoint. */
  @Get('checkpoint')
  @Permission('prove')
  async checkpoint(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    parameters(request, []);
    await sendText(reply, await this.bus.execute(new NewestCheckpoint({ mission: missionId(id) })));
  }

  /** Earlier signed checkpoints and the newest, a blank line between them, thinned if there are very many. */
  @Get('checkpoints')
  @Permission('prove')
  async checkpoints(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    parameters(request, []);
    await sendText(reply, await this.bus.execute(new AllCheckpoints({ mission: missionId(id) })));
  }

  /** The key that checkpoints are checked with, as text. */
  @Get('key')
  @Permission('prove')
  async key(@Param('mission') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    parameters(request, []);
    await sendText(reply, `${await this.bus.execute(new VerifierKey({ mission: missionId(id) }))}\n`);
  }

  /** A tile of hashes, or a bundle of entries. What is full never changes; nor does what is not, but it is asked for once. */
  @Get('tile/*')
  @Permission('prove')
  async tile(@Param('mission') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    parameters(request, []);
    const mission = missionId(id);
    const tile = parseTilePath(`tile/${(request.params as Record<string, string>)['*'] ?? ''}`);
    if (!tile) throw new Problem('not-found');
    // The hash of an entry lets a guess of what it says be checked.
    if (tile.level === 'entries' || tile.level === 0) demand(this.access.identify(request), 'read-history', mission);
    if (tile.level === 'entries') await refuseWithheld(this.withheld, request);
    const content = await this.bus.execute(new ReadTile({ mission, tile }));
    const maxAge = tile.width === tileWidth ? 'private, max-age=31536000, immutable' : 'private, max-age=3600';
    await reply.header('content-type', bytes).header('cache-control', maxAge).send(content);
  }
}

const sendText = async (reply: FastifyReply, content: string): Promise<void> => {
  await reply.header('content-type', text).header('cache-control', 'no-cache').send(content);
};
