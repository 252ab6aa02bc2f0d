import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { forkState, inLanguage, type Language, type Sentence, type ViewOf, views } from '#libs/domain';
import { conflictSentences, missionSchedule, type Conflict, type MissionSchedule } from '#libs/planning';
import { inSlices, type Seen } from '#libs/timeline';
import { asking } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';

/** A conflict as it is answered. */
export type ToldConflict = ReturnType<typeof tellConflict>;

/** A schedule as it is answered; it is not worked out before that is asked for. */
export interface MadeSchedule {
  tag: string;
  frame: object;
  /** The instant that is shown, in milliseconds since 1970. */
  at: number;
  made: () => Promise<ScheduleDocument>;
}

/** The view `schedule` with what is worked out of the plan. */
export type ScheduleDocument = Omit<MissionSchedule, 'bases' | 'conflicts'> & {
  items: (ViewOf<'schedule'>['items'][number] & object)[];
  conflicts: ToldConflict[];
};

/** Asks whether, and by when, a mission's plan can be carried out. */
export class MakeSchedule extends asking<MadeSchedule, { asOf: AsOf }>() {}

/** Works out schedules, letting others have the event loop. */
@QueryHandler(MakeSchedule)
export class MakeScheduleHandler implements IQueryHandler<MakeSchedule> {
  constructor(private readonly reader: MissionReader) {}

  async execute({ asOf }: MakeSchedule): Promise<MadeSchedule> {
    const seen = await this.reader.look(asOf);
    return {
      tag: tagOf(seen),
      frame: frameOf(asOf.mission, asOf.lens, seen),
      at: seen.at,
      made: async () => documentOf(seen, await scheduleOf(seen), asOf.language),
    };
  }
}

/** What is worked out of a state, on a fork of it. */
export const scheduleOf = (seen: Pick<Seen, 'state' | 'at'>): Promise<MissionSchedule> =>
  inSlices(missionSchedule(forkState(seen.state), seen.at));

/** The rows of the view, each with its times and conflicts. */
export function documentOf(
  seen: Pick<Seen, 'state' | 'at'>,
  { bases, conflicts, ...mission }: MissionSchedule,
  language: Language,
): ScheduleDocument {
  const { items } = views.schedule(seen.state, { at: seen.at, language });
  const times = new Map(bases.map(({ id, ...rest }) => [id, rest]));
  const told = conflicts.map((one) => tellConflict(one, language));
  return {
    items: items.map((item) => ({
      ...item,
      ...times.get(item.id),
      conflicts: told.filter(({ base }) => base === item.id),
    })),
    ...mission,
    conflicts: told,
  };
}

/** A conflict in a language. */
function tellConflict({ figures, ...rest }: Conflict, language: Language) {
  const sentence = conflictSentences[rest.rule] as Sentence<object>;
  const { text, parts } = inLanguage({ en: sentence.en(figures), fr: sentence.fr(figures) }, language);
  return { ...rest, message: text, parts };
}
