import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inLanguage, type Language, ownKnown, type Said } from '#libs/domain';
import { drawsOf, forecast, inputsOf, revisionsAsked, type Forecast, type KnownAt } from '#libs/forecast';
import { inSlices, Missions, type Seen } from '#libs/timeline';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';
import { details } from './details.js';

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
      const forecasted = await forecastOf(mission, seen, await knownIn(this.missions, mission, seen), language, draws);
      return { ...frameOf(mission, lens, seen), ...forecasted };
    };
    return { tag: tagOf(seen), made };
  }
}

/** When the few entries that a forecast asks about were known: the log is not read for the others. */
export async function knownIn(missions: Missions, mission: string, { state }: Pick<Seen, 'state'>): Promise<KnownAt> {
  const known = new Map<number, number>();
  for (const revision of new Set(revisionsAsked(state)))
    for (const entry of await missions.entries(mission, revision, revision))
      known.set(revision, ownKnown(entry, state.mission?.timeZone ?? 'UTC'));
  return (revision) => known.get(revision);
}

/** A forecast of a state, with its words. */
export async function forecastOf(
  mission: string,
  { state, at }: Pick<Seen, 'state' | 'at'>,
  knownAt: KnownAt,
  language: Language,
  draws: number = drawsOf.default,
) {
  const answer = await inSlices(forecast({ ...inputsOf(state, at, knownAt), mission }, { draws }));
  return { ...answer, ...inWordsOf(answer, language) };
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
