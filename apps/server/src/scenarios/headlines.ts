import { daysBetween, daysOf, type MissionState, type PlannedDate } from '#libs/domain';
import type { Forecast } from '#libs/forecast';
import type { MissionSchedule } from '#libs/planning';
import { thingNames, type AnswerName, type Answers } from './compared-answers.js';

/** How a figure is said. */
export type FigureKind = 'word' | 'day' | 'chance' | 'people' | 'count';

/** One of the figures that a planner looks at first. */
export interface Headline {
  name: string;
  kind: FigureKind;
  value: string | number | null;
}

/** The same, as it is now and as it would be. */
export interface HeadlineChange extends Omit<Headline, 'value'> {
  was: Headline['value'];
  is: Headline['value'];
}

interface Documents {
  summary: { status: string; deadline: { date: string } };
  schedule: Pick<MissionSchedule, 'feasibleBy' | 'noEarlierThan'>;
  forecast: Pick<Forecast, 'completion' | 'meetsDeadline' | 'presentOnDeadline'>;
}

/** The figures that stand side by side, of all answers; of lists, how many there are. */
export function headlinesOf(answers: Answers): Headline[] {
  const { summary, schedule, forecast } = answers as Answers & Documents;
  const { completion, meetsDeadline, presentOnDeadline } = forecast;
  return [
    { name: 'status', kind: 'word', value: summary.status },
    { name: 'deadline', kind: 'day', value: summary.deadline.date },
    { name: 'completionP50', kind: 'day', value: completion?.p50 ?? null },
    { name: 'completionP80', kind: 'day', value: completion?.p80 ?? null },
    { name: 'meetsDeadline', kind: 'chance', value: meetsDeadline },
    { name: 'peopleOnDeadlineP50', kind: 'people', value: presentOnDeadline.p50 },
    { name: 'feasibleBy', kind: 'day', value: schedule.feasibleBy },
    { name: 'noEarlierThan', kind: 'day', value: schedule.noEarlierThan },
    ...thingNames.map((name): Headline => ({ name, kind: 'count', value: countIn(answers, name) })),
  ];
}

const countIn = (answers: Answers, name: AnswerName): number => (answers[name] as { items: unknown[] }).items.length;

/** A base whose planned date moved: by how many days; else to which date, if any is left. */
export interface Moved {
  base: string;
  called: string;
  days?: number;
  planned?: PlannedDate;
}

/** The bases that are planned to be left on another day. */
export function movedBetween(before: MissionState, after: MissionState): Moved[] {
  return [...after.bases.values()].flatMap(({ id, name, plan }): Moved[] => {
    const [was, is] = [before.bases.get(id)?.plan, plan].map((one) =>
      one?.state === 'scheduled' ? one.on : undefined,
    );
    const base = { base: id, called: name };
    if (is === undefined) return was === undefined ? [] : [base];
    if (was === undefined) return [{ ...base, planned: is }];
    const days = daysBetween(daysOf(was).middle, daysOf(is).middle);
    return days === 0 ? [] : [{ ...base, days }];
  });
}
