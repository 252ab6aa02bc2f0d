import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { formatInstant } from '#libs/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Scrub } from '#libs/event-store';
import { Missions } from '#libs/timeline';
import { ClockWatch } from '../log/clock-watch.js';
import { Access, Permission } from '../http/permission.js';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';
import { noteReader, readerOf } from '../http/reader.js';
import { ClusterCondition } from './cluster-condition.js';
import { MeteredStore } from './metered-store.js';
import { Metrics } from './metrics.js';

/** What keeps the server running: health, readiness, metrics. */
@Controller()
export class OperationController {
  constructor(
    private readonly metrics: Metrics,
    private readonly missions: Missions,
    private readonly store: MeteredStore,
    private readonly scrub: Scrub,
    private readonly condition: ClusterCondition,
    private readonly access: Access,
    private readonly watch: ClockWatch,
  ) {}

  /** The process is there. */
  @Get('healthz')
  @Permission('public')
  @Header('cache-control', 'no-store')
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * The store is open, what is in it is known (the server listens only then), the last append was taken, and the clock has not leapt. `loading` missions
   * are yet to be folded: whoever asks for one waits. A stranger is told of no mission, nor what the disk or the cluster said.
   */
  @Get('readyz')
  @Permission('public')
  @Header('cache-control', 'no-store')
  readyz(@Req() request: FastifyRequest): object {
    const known = this.access.knownIn(request);
    if (known) noteReader(request, known, undefined);
    const { failure } = this.store;
    const { reason, begun, isReadOnly } = this.condition;
    if (reason !== undefined) throw new Problem('not-ready', details.clusterSilent(reason), {}, { 'retry-after': '5' });
    if (failure !== undefined)
      throw new Problem('not-ready', details.appendFailed(failure), {}, { 'retry-after': '5' });
    const leap = this.watch.leap();
    if (leap)
      throw new Problem(
        'not-ready',
        details.clockLeapt(formatInstant(leap.shown), formatInstant(leap.expected)),
        {},
        { 'retry-after': '60' },
      );
    if (!readerOf(request).isOperator) return { status: 'ready' };
    const { missions, scrub } = this;
    return {
      status: 'ready',
      missions: missions.ids().length,
      loading: missions.loading,
      stopped: missions.stopped(),
      scrub: scrub.progress,
      subscriptionsBegunAgain: begun,
      ...(isReadOnly && { readOnly: true }),
    };
  }

  /** Prometheus text format. */
  @Get('metrics')
  @Permission('read-metrics')
  @Header('cache-control', 'no-store')
  async read(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.registry.metrics();
    await reply
      .header('content-type', this.metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(text);
  }
}
