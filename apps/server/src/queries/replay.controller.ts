import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { canonical } from '#libs/canonical-json';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { Permission } from '../http/permission.js';
import { Asker } from '../http/asker.js';
import { LongQuestions } from '../http/long-questions.js';
import { badParameter } from '../http/problems.js';
import { details } from './details.js';
import { inPieces, textFormats } from './formats.js';
import { ReplaySummary, ways } from './replay.js';
import { refuseAlong } from './spans.js';

const further = ['from', 'to', 'every', 'axis'] as const;

/** Where anybody reads how the summary moved. */
@Controller('v1/missions/:mission/replay')
@UseInterceptors(Answering)
export class ReplayController {
  constructor(
    private readonly bus: QueryBus,
    private readonly long: LongQuestions,
  ) {}

  /**
   * The summary step by step, along what had happened, what was known, or both. Moments at which nothing was known of the
   * mission are left out. Throws a Problem if a parameter cannot be used.
   */
  @Get()
  @Permission('read-history')
  @Formats(['application/json', ...textFormats])
  async replay(
    @AsOf(further) asked: Asked<(typeof further)[number]>,
    @Format() format: string,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const axis = axisOf(asked.rest.axis);
    refuseAlong(ways[axis], asked.lens);
    const { tag, made } = await this.bus.execute(new ReplaySummary({ asOf: asked, axis, span: asked.rest }));
    return Answer.of({
      tag,
      document: () => this.long.answer(canonical({ replay: asked, tag }), made, asker),
      written: (whole) => inPieces(format, whole.items) ?? JSON.stringify(whole),
    });
  }
}

function axisOf(text = 'validAt'): keyof typeof ways {
  if (Object.hasOwn(ways, text)) return text as keyof typeof ways;
  throw badParameter('axis', details.replayAxis);
}
