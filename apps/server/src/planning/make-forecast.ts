import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inLanguage, type Language, type Said } from '#libs/domain';
import { forecast, inputsOf, type Forecast } from '#libs/forecast';
import { inSlices, Missions } from '#libs/timeline';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';
import { details } from './details.js';
import { KnownTimes } from './known-times.js';

/** A forecast as it is answered; it is not drawn before that is asked for. */
export interface MadeForecast {
  tag: string;
  made: () => Promise<object & { bases: object[] }>;
}

/** Asks when a mission's bases are left, as far as was known. */
export class MakeForecast extends Query<MadeForecast> {
  constructor(
    readonly asOf: AsOf,
    readonly draws: number,
  ) {
    super();
  }
}

/** Draws forecasts, letting others have the event loop. */
@QueryHandler(MakeForecast)
export class MakeForecastHandler implements IQueryHandler<MakeForecast> {
  constructor(
    private readonly reader: MissionReader,
    private readonly missions: Missions,
  ) {}

  async execute({ asOf, draws }: MakeForecast): Promise<MadeForecast> {
    const { mission, lens, language } = asOf;
    const seen = await this.reader.look(asOf);
    const made = async () => {
      const inputs = inputsOf(seen.state, seen.at, await new KnownTimes(this.missions, mission).of(seen.state));
      const answer = await inSlices(forecast({ ...inputs, mission }, { draws }));
      return { ...frameOf(mission, lens, seen), ...answer, ...inWordsOf(answer, language) };
    };
    return { tag: tagOf(seen), made };
  }
}

/** What a forecast is made from, in sentences: of the whole, and of each base. */
function inWordsOf(answer: Forecast, language: Language) {
  const told = (said: Said): string => inLanguage(said, language).text;
  const { completion, closingsSeen, closingsExpected, tempo, priorWeight, strayDays } = answer;
  return {
    explanation: [
      ...(completion === null ? [details.noBase()] : []),
      ...(completion?.isOver ? [details.isOver()] : []),
      details.tempo(closingsSeen, closingsExpected, tempo),
      details.prior(priorWeight),
      details.stray(strayDays),
    ].map(told),
    bases: answer.bases.map((base) => {
      const { from, to, isPlanned } = base.window;
      return { ...base, explanation: told(details.window(from, to, isPlanned)) };
    }),
  };
}
