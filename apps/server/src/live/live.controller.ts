import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problems.js';
import { missionId, parameters } from '../http/request.js';
import { MissionRows } from '../queries/mission-rows.js';
import { LiveStreams } from './live-streams.js';
import { liveViews, type LiveView } from './steps.js';

/** Server-Sent Events: what dashboards subscribe to. */
@Controller('v1')
export class LiveController {
  constructor(
    private readonly live: LiveStreams,
    private readonly rows: MissionRows,
  ) {}

  /** The list of missions, again whenever one of them changes. */
  @Get('live')
  async missions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    parameters(request, []);
    await this.live.list(() => this.rows.all(), request, reply);
  }

  /** Views of one mission: `?views=summary,bases`. */
  @Get('missions/:mission/live')
  async mission(@Param('mission') mission: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { views = 'summary' } = parameters(request, ['views']);
    await this.live.views(missionId(mission), viewsOf(views), request, reply);
  }
}

function viewsOf(text: string): LiveView[] {
  const asked = new Set(text.split(','));
  for (const name of asked) {
    if (!liveViews.some((view) => view === name)) throw new Problem('parameter-invalid', `views: "${name.slice(0, 40)}" cannot be subscribed; choose of ${liveViews.join(', ')}.`, { parameter: 'views' });
  }
  return liveViews.filter((view) => asked.has(view));
}
