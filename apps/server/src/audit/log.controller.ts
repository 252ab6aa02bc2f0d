import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BeyondLog, joinCheckpoints, MissionTrees, signedBy, thinned } from '#libs/audit';
import { parseTilePath, tileWidth } from '#libs/transparency';
import { Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { missionId, parameters } from '../http/request.js';
import { Signed } from './signed.js';

const text = 'text/plain; charset=utf-8';
const bytes = 'application/octet-stream';

/** A mission's log as a transparency log, by the paths of C2SP tlog-tiles. */
@Controller('log/:mission')
export class LogController {
  constructor(
    private readonly signed: Signed,
    private readonly trees: MissionTrees,
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
    const checkpoint = await this.signed.newest(missionId(id));
    await reply.header('content-type', text).header('cache-control', 'no-cache').send(checkpoint.text);
  }

  /** Earlier signed checkpoints and the newest, a blank line between them, thinned where there are very many. */
  @Get('checkpoints')
  @Permission('prove')
  async checkpoints(
    @Param('mission') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    parameters(request, []);
    const newest = await this.signed.newest(missionId(id));
    const key = await this.signed.verifierKey(missionId(id));
    const kept = await signedBy(await thinned(this.signed.all(missionId(id))), key);
    const all = kept.includes(newest.text) ? kept : [...kept, newest.text];
    await reply.header('content-type', text).header('cache-control', 'no-cache').send(joinCheckpoints(all));
  }

  /** The key that checkpoints are checked with, as text. */
  @Get('key')
  @Permission('prove')
  async key(@Param('mission') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    parameters(request, []);
    const key = await this.signed.verifierKey(missionId(id));
    await reply.header('content-type', text).header('cache-control', 'no-cache').send(`${key}\n`);
  }

  /** A tile of hashes, or a bundle of entries. What is full never changes; nor does what is not, but it is asked for once. */
  @Get('tile/*')
  @Permission('prove')
  async tile(@Param('mission') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    parameters(request, []);
    const mission = missionId(id);
    const tile = parseTilePath(`tile/${(request.params as Record<string, string>)['*'] ?? ''}`);
    if (!tile) throw new Problem('not-found');
    try {
      const content = await this.trees.tile(mission, tile);
      const maxAge = tile.width === tileWidth ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
      await reply.header('content-type', bytes).header('cache-control', maxAge).send(content);
    } catch (error) {
      if (error instanceof BeyondLog) throw new Problem('not-found', 'The log is too short for this tile.');
      throw error;
    }
  }
}
