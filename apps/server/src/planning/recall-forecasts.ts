import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayIn, inLanguage, type Language } from '#libs/domain';
import { forecast, graded, inputsInSteps, numberOf, pastDays, recordOf, type GradedForecast } from '#libs/forecast';
import { inSlices, Missions, type Seen } from '#libs/timeline';
import { asking, type Made } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';
import { details } from './details.js';
import { KnownTimes } from './known-times.js';

/** Asks what was forecast of a mission in the past, and what came. */
export class RecallForecasts extends asking<
  Made<object & { items: GradedForecast[] }>,
  { asOf: AsOf; draws: number }
>() {}

/** Makes the forecasts of days in the past anew, each with what was known by its end, and holds them against what came. */
@QueryHandler(RecallForecasts)
export class RecallForecastsHandler implements IQueryHandler<RecallForecasts> {
  constructor(
    private readonly reader: MissionReader,
    private readonly missions: Missions,
  ) {}

  async execute({ asOf, draws }: RecallForecasts): Promise<Made<object & { items: GradedForecast[] }>> {
    const seen = await this.reader.look(asOf);
    return { tag: tagOf(seen), made: () => this.recalled(asOf, seen, draws) };
  }

  private async recalled({ mission, lens, language }: AsOf, seen: Seen, draws: number) {
    const times = new KnownTimes(this.missions);
    const inputs = async ({ state, at }: Seen) => {
      const known = await times.of(mission, state);
      return { ...(await inSlices(inputsInSteps(state, at, known))), mission };
    };
    const now = await inputs(seen);
    const { every, days } = pastDays(now, lastKnownDay(seen));
    const items: (GradedForecast & { revision: number; sentence: string })[] = [];
    for (const day of days) {
      // What is asked about holds for the past as well: nobody knew then what is hidden from them now.
      const past = { ...lens, validAt: day, knownAt: day, upTo: seen.revision };
      const then = await this.missions.look(mission, past);
      if (!then) continue;
      const made = await inSlices(forecast(await inputs(then), { draws }));
      const one = graded(made, day, now);
      items.push({ revision: then.revision, sentence: sentenceOf(one, language), ...one });
    }
    const record = recordOf(items, now);
    const explanation = [details.record(record)].map((said) => inLanguage(said, language).text);
    return { ...frameOf(mission, lens, seen), draws, every, record, explanation, items };
  }
}

/** The last day of which all was known that is asked about, as a number; undefined if nothing is hidden. */
function lastKnownDay({ options: { knownAt }, state }: Seen): number | undefined {
  // The end of a day is its last second.
  return knownAt === undefined ? undefined : numberOf(dayIn(state, knownAt + 1000)) - 1;
}

/** What was said of the last base, and when it was left. */
function sentenceOf({ on, completion }: GradedForecast, language: Language): string {
  const said = completion ? details.saidThen(on, completion) : details.noBase();
  return inLanguage(said, language).text;
}
