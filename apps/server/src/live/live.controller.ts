import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permission } from '../http/permission.js';
import { badParameter } from '../http/problems.js';
import { details } from '../queries/details.js';
import { flagOf, missionId, parameters } from '../http/request.js';
import { LiveStreams } from './live-streams.js';
import { liveViews, type LiveView } from './steps.js';

/** Server-Sent Events: what dashboards subscribe to. */
@Controller('v1')
export class LiveController {
  constructor(private readonly live: LiveStreams) {}

  /** The list of missions: whole, then patched as they change; those that are archived for whoever asks for them. */
  @Get('live')
  @Permission('read-remains')
  missions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { archived } = parameters(request, ['archived']);
    this.live.rows(flagOf('archived', archived), request, reply);
  }

  /** Views of one mission: `?views=summary,bases`. */
  @Get('missions/:mission/live')
  @Permission('read-remains')
  async mission(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { views = 'summary' } = parameters(request, ['views']);
    await this.live.views(missionId(mission), viewsOf(views), request, reply);
  }
}

function viewsOf(text: string): LiveView[] {
  const asked = new Set(text.split(','));
  for (const name of asked) {
    if (!liveViews.some((view) => view === name))
      throw badParameter('views', details.noLiveView(name.slice(0, 40), liveViews));
  }
  return liveViews.filter((view) => asked.has(view));
}
