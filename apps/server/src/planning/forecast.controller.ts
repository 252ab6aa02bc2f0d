import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { canonical } from '#libs/canonical-json';
import { drawsOf, type GradedForecast } from '#libs/forecast';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { Asker } from '../http/asker.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { LongQuestions } from '../http/long-questions.js';
import { nearest } from '../http/nearest.js';
import { Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { wholeNumber } from '../http/request.js';
import { inPieces, textFormats } from '../queries/formats.js';
import { details } from './details.js';
import { figuresOfForecast, reasonOfForecast } from './forecast-figures.js';
import { MakeForecast } from './make-forecast.js';
import { RecallForecasts } from './recall-forecasts.js';

/** A forecast has its formats; why a figure is what it is comes as JSON alone. */
const formatsOf = ({ query }: FastifyRequest): readonly string[] =>
  (query as { why?: unknown }).why === undefined ? ['application/json', ...textFormats] : ['application/json'];

/** Where anybody reads when the withdrawal will end, as far as was known at any time. */
@Controller('v1/missions/:mission/forecast')
@UseInterceptors(Answering)
export class ForecastController {
  constructor(
    private readonly bus: QueryBus,
    private readonly long: LongQuestions,
  ) {}

  /** By when each base and the last of them is left, and who is present on the deadline. Text formats list the bases. */
  @Get()
  @Permission('read-movement')
  @Formats(formatsOf)
  async forecast(
    @AsOf(['draws', 'why']) asked: Asked<'draws' | 'why'>,
    @Format() format: string,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const { why, ...rest } = asked.rest;
    const { tag, frame, inputs, made } = await this.bus.execute(
      new MakeForecast({ asOf: asked, draws: drawsIn(asked) }),
    );
    const document = () => this.long.answer(canonical({ forecast: { ...asked, rest }, tag }), made, asker);
    if (why !== undefined) {
      const whole = await document();
      const reason = reasonOfForecast(whole, await inputs(), why, asked.language);
      if (!reason) throw noFigure(why, figuresOfForecast(whole));
      return Answer.of({ tag, document: () => ({ ...frame, view: 'forecast', kind: 'derived', ...reason }) });
    }
    return Answer.of({
      tag,
      labels: 'movement',
      document,
      written: (whole) => inPieces(format, whole.bases) ?? JSON.stringify(whole),
    });
  }

  /** What was forecast on days of the past, against what came. Text formats list the bases of each day. */
  @Get('history')
  @Permission('read-movement')
  @Formats(['application/json', ...textFormats])
  async history(
    @AsOf(['draws']) asked: Asked<'draws'>,
    @Format() format: string,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const { tag, made } = await this.bus.execute(new RecallForecasts({ asOf: asked, draws: drawsIn(asked) }));
    return Answer.of({
      tag,
      labels: 'movement',
      document: () => this.long.answer(canonical({ recalled: asked, tag }), made, asker),
      written: (whole) => inPieces(format, whole.items.flatMap(rowsOf), { first: 'on' }) ?? JSON.stringify(whole),
    });
  }
}

const drawsIn = ({ rest }: { rest: { draws?: string } }): number =>
  wholeNumber('draws', rest.draws, drawsOf.min, drawsOf.max) ?? drawsOf.default;

/** A row for each base of a day. */
const rowsOf = ({ on, bases }: GradedForecast): object[] => bases.map((base) => ({ on, ...base }));

/** Most pointers that a problem lists. */
const pointersMax = 10;

function noFigure(pointer: string, figures: readonly string[]): Problem {
  const near = [...new Set([...nearest(pointer, figures), ...figures])].slice(0, pointersMax);
  const detail = details.noFigure(pointer.slice(0, 200), near);
  return new Problem('unknown-pointer', detail, { pointer: pointer.slice(0, 200), nearest: near });
}
