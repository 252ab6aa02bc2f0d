import { Controller, Get, Param, Req, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonical } from '#libs/canonical-json';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { Asker } from '../http/asker.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { LongQuestions } from '../http/long-questions.js';
import { Permission } from '../http/permission.js';
import { badParameter } from '../http/problems.js';
import { calendar, type Planned } from '../queries/calendar.js';
import { inPieces, textFormats } from '../queries/formats.js';
import { listed } from '../queries/listed.js';
import { ExplainFigure } from '../queries/why.js';
import { CompareWith } from './compare-with.js';
import { details } from './details.js';
import { MakeSchedule } from './make-schedule.js';
import { ListLooseEnds } from './list-loose-ends.js';
import { scheduleLabels } from './schedule-labels.js';
import { reasonIn } from './schedule-figures.js';

type Parameter = 'after' | 'limit' | 'why' | 'compareTo';

/** A schedule has its formats; why a figure is what it is, comes as JSON alone, and so does how a plan moved, or as a list. */
const formatsOf = ({ query }: FastifyRequest): readonly string[] => {
  const { why, compareTo } = query as { why?: unknown; compareTo?: unknown };
  if (why !== undefined) return ['application/json'];
  const lists = ['application/json', ...textFormats];
  return compareTo === undefined ? [...lists, 'text/calendar'] : lists;
};

/** Where anybody reads when bases are planned to be left, whether they can be, and what stands in the way. */
@Controller('v1/missions/:mission/schedule')
@UseInterceptors(Answering)
export class ScheduleController {
  constructor(
    private readonly bus: QueryBus,
    private readonly long: LongQuestions,
  ) {}

  /** Planned and actual dates of each base, with its slack and its conflicts, and by when the whole can be carried out. */
  @Get()
  @Permission('read-movement')
  @Formats(formatsOf)
  async schedule(
    @Param('mission') mission: string,
    @AsOf(['after', 'limit', 'why', 'compareTo']) asked: Asked<Parameter>,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const { why, compareTo, ...rest } = asked.rest;
    if (compareTo !== undefined) return this.compared(asked, compareTo, format, asker);
    const { tag, frame, at, made } = await this.bus.execute(new MakeSchedule({ asOf: asked }));
    if (why !== undefined) {
      const key = canonical({ schedule: { ...asked, rest: {} }, tag });
      const reason = reasonIn(await this.long.answer(key, made, asker), why, asked.language);
      const frameOfWhy = { ...frame, view: 'schedule', kind: 'derived' };
      if (reason) return Answer.of({ tag, document: () => ({ ...frameOfWhy, ...reason }) });
      const question = new ExplainFigure({ asOf: asked, view: 'schedule', pointer: why });
      const { tag: other, json } = await this.long.answer(
        canonical({ ...question }),
        () => this.bus.execute(question),
        asker,
      );
      return Answer.of({ tag: other, document: () => ({ json }), written: ({ json: whole }) => whole });
    }
    const further = { 'text/calendar': (rows: readonly object[]) => calendar(mission, rows as readonly Planned[], at) };
    return Answer.of({
      tag,
      labels: scheduleLabels,
      document: async () => ({ ...frame, ...(await made()) }),
      ...listed({ ...rest, list: 'schedule', format, request, reply, further }),
    });
  }

  /** What of the plan is loose: bases without predecessor, route, load or date, negative slack, hard dates, dates in the past. */
  @Get('quality')
  @Permission('read-movement')
  @Formats(['application/json', ...textFormats])
  async quality(@AsOf([]) asked: Asked, @Format() format: string): Promise<Answer> {
    const { tag, made } = await this.bus.execute(new ListLooseEnds({ asOf: asked }));
    return Answer.of({
      tag,
      labels: 'movement',
      document: made,
      written: (whole) => inPieces(format, whole.items, { first: 'check' }) ?? JSON.stringify(whole),
    });
  }

  private async compared(asked: Asked<Parameter>, other: string, format: string, asker?: string): Promise<Answer> {
    if (other === '') throw badParameter('compareTo', details.compareForm);
    const { tag, made } = await this.bus.execute(new CompareWith({ asOf: asked, other }));
    return Answer.of({
      tag,
      // Who moved what, and why, is for those who read reasons.
      labels: 'reason',
      document: () => this.long.answer(canonical({ compared: asked, tag }), made, asker),
      written: (whole) => inPieces(format, whole.items) ?? JSON.stringify(whole),
    });
  }
}
