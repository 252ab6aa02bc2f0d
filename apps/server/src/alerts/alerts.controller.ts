import { Controller, Get, Req, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { labelsOfAlert } from '#libs/alerts';
import { canonical } from '#libs/canonical-json';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { Asker } from '../http/asker.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { LongQuestions } from '../http/long-questions.js';
import { Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { frameLabels } from '../queries/answer.js';
import { details } from '../queries/details.js';
import { textFormats } from '../queries/formats.js';
import { listed } from '../queries/listed.js';
import { pointersIn, reasonIn } from './alert-figures.js';
import { ListAlerts } from './list-alerts.js';

const formatsOf = ({ query }: FastifyRequest): readonly string[] =>
  (query as { why?: unknown }).why === undefined ? ['application/json', ...textFormats] : ['application/json'];

const labels = { ...frameLabels, items: labelsOfAlert, next: 'movement' } as const;

/** Where anybody reads what they must be told of a mission now, or had to be at any time. */
@Controller('v1/missions/:mission/alerts')
@UseInterceptors(Answering)
export class AlertsController {
  constructor(
    private readonly bus: QueryBus,
    private readonly long: LongQuestions,
  ) {}

  /** The alerts that fire, in order of id: those too that somebody looks after or silenced, which say so. Throws a Problem. */
  @Get()
  @Permission('read-movement')
  @Formats(formatsOf)
  async list(
    @AsOf(['after', 'limit', 'why']) asked: Asked<'after' | 'limit' | 'why'>,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const { why, ...rest } = asked.rest;
    const { tag, frame, made } = await this.bus.execute(new ListAlerts({ asOf: asked }));
    const all = await this.long.answer(canonical({ alerts: { ...asked, rest: {} }, tag: tag ?? '' }), made, asker);
    if (why !== undefined) {
      const reason = reasonIn(all, why, asked.language);
      if (!reason) throw noFigure(why, pointersIn(all));
      return Answer.of({ tag, document: () => ({ ...frame, view: 'alerts', kind: 'derived', ...reason }) });
    }
    return Answer.of({
      tag,
      labels,
      document: () => ({ ...frame, items: all }),
      ...listed({ ...rest, list: 'alerts', format, request, reply }),
    });
  }
}

function noFigure(pointer: string, pointers: readonly string[]): Problem {
  const nearest = pointers.slice(0, 10);
  return new Problem('unknown-pointer', details.noFigure(pointer, '/items', pointer.slice(0, 80), nearest), {
    pointer,
    nearest,
  });
}
