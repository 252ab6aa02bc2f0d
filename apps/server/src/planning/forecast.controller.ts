import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { canonical } from '#libs/canonical-json';
import { drawsOf, type GradedForecast } from '#libs/forecast';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { Asker } from '../http/asker.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { LongQuestions } from '../http/long-questions.js';
import { Permission } from '../http/permission.js';
import { wholeNumber } from '../http/request.js';
import { inPieces, textFormats } from '../queries/formats.js';
import { MakeForecast } from './make-forecast.js';
import { RecallForecasts } from './recall-forecasts.js';

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
  @Formats(['application/json', ...textFormats])
  async forecast(
    @AsOf(['draws']) asked: Asked<'draws'>,
    @Format() format: string,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const { tag, made } = await this.bus.execute(new MakeForecast(asked, drawsIn(asked)));
    return Answer.of({
      tag,
      labels: 'movement',
      document: () => this.long.answer(canonical({ forecast: asked, tag }), made, asker),
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
    const { tag, made } = await this.bus.execute(new RecallForecasts(asked, drawsIn(asked)));
    return Answer.of({
      tag,
      labels: 'movement',
      document: () => this.long.answer(canonical({ recalled: asked, tag }), made, asker),
      written: (whole) => inPieces(format, whole.items.flatMap(rowsOf)) ?? JSON.stringify(whole),
    });
  }
}

const drawsIn = ({ rest }: Asked<'draws'>): number =>
  wholeNumber('draws', rest.draws, drawsOf.min, drawsOf.max) ?? drawsOf.default;

/** A row for each base of a day. */
const rowsOf = ({ on, bases }: GradedForecast): object[] => bases.map((base) => ({ on, ...base }));
