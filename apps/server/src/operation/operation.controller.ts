import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Missions } from '#libs/timeline';
import { Metrics } from './metrics.js';

/** What keeps the server running: health, readiness, metrics. */
@Controller()
export class OperationController {
  constructor(
    private readonly metrics: Metrics,
    private readonly missions: Missions,
  ) {}

  /** The process is there. */
  @Get('healthz')
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  /** The store is open and every mission has been read; stopped missions are named. The server listens only then. */
  @Get('readyz')
  readyz(): object {
    return { status: 'ready', missions: this.missions.ids().length, stopped: this.missions.stopped() };
  }

  /** Prometheus text format. */
  @Get('metrics')
  @Header('cache-control', 'no-store')
  async read(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.registry.metrics();
    await reply.header('content-type', this.metrics.registry.contentType).send(text);
  }
}
