import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inLanguage, type Language, type Said } from '#libs/domain';
import { dayFrom, drawsOf, forecast, inputsInSteps, type Forecast, type ForecastInputs } from '#libs/forecast';
import { inSlices, Missions } from '#libs/timeline';
import { asking } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';
import { details } from './details.js';
import { KnownTimes } from './known-times.js';

/** A forecast as it is answered; it is not drawn before that is asked for. */
export interface MadeForecast {
  tag: string;
  frame: object;
  /** What it is made from. */
  inputs: () => Promise<ForecastInputs>;
  made: () => Promise<object & { bases: object[] }>;
}

/** Asks when a mission's bases are left, as far as was known. */
export class MakeForecast extends asking<MadeForecast, { asOf: AsOf; draws: number }>() {}

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
    const frame = frameOf(mission, lens, seen);
    const inputs = async () => {
      const times = await new KnownTimes(this.missions).of(mission, seen.state);
      return { ...(await inSlices(inputsInSteps(seen.state, seen.at, times))), mission };
    };
    const made = async () => ({ ...frame, ...(await forecastFrom(await inputs(), language, draws)) });
    return { tag: tagOf(seen), frame, inputs, made };
  }
}

/** A forecast from its inputs, with its words. */
export async function forecastFrom(inputs: ForecastInputs, language: Language, draws: number = drawsOf.default) {
  const answer = await inSlices(forecast(inputs, { draws }));
  return { ...answer, ...inWordsOf(answer, inputs, language) };
}

/** What a forecast is made from, in sentences: of the whole, and of each base. */
function inWordsOf(answer: Forecast, { today: day, totals, leftOut = [] }: ForecastInputs, language: Language) {
  const today = dayFrom(day);
  const lastTotal = totals.at(-1);
  const told = (said: Said): string => inLanguage(said, language).text;
  const { completion, deadline, closingsSeen, closingsExpected, tempo, priorWeight, strayDays } = answer;
  // A total of the deadline, or of a day after it, says who was present: nothing is drawn.
  const isTold = lastTotal !== undefined && dayFrom(lastTotal.day) >= deadline;
  const planned = answer.bases.filter(({ plannedOn, liquidation }) => plannedOn !== undefined && !liquidation);
  const past = planned.filter(({ plannedOn = '' }) => plannedOn > deadline);
  return {
    explanation: [
      ...(completion === null ? [details.noBase()] : []),
      ...(completion?.isOver ? [details.isOver()] : []),
      ...(deadline < today ? [details.deadlinePassed(deadline, lastTotal && dayFrom(lastTotal.day))] : []),
      ...(past.length > 0 ? [details.plannedPast(past.length, planned.length, deadline)] : []),
      ...(completion?.isOver
        ? []
        : [details.tempo(closingsSeen, closingsExpected, tempo), details.prior(priorWeight), details.stray(strayDays)]),
      ...(isTold ? [] : [details.people(answer.peopleTempo, answer.peoplePriorWeight)]),
      ...(leftOut.length > 0 ? [details.totalsLeftOut(leftOut)] : []),
    ].map(told),
    bases: answer.bases.map((base) => {
      const { from, to, isPlanned } = base.window;
      return { ...base, explanation: told(details.window(from, to, isPlanned)) };
    }),
  };
}
