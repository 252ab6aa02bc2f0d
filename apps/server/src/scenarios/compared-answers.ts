import { tellAlerts } from '#libs/alerts';
import { drawView, forkState, pointerOf, type Language, type MissionState, type ViewName } from '#libs/domain';
import { inputsInSteps, type KnownAt } from '#libs/forecast';
import { inSlices, Slice } from '#libs/timeline';
import type { AlertMaker } from '../alerts/alert-maker.js';
import { forecastFrom } from '../planning/make-forecast.js';
import { documentOf, scheduleOf, type ScheduleDocument } from '../planning/make-schedule.js';
import { differencesBetween, isAlike } from '../queries/differences.js';

/** A mission as it is, or as it would be, and what is asked of it. */
export interface Stand {
  mission: string;
  state: MissionState;
  /** Milliseconds since 1970. */
  at: number;
  language: Language;
  knownAt: KnownAt;
  alerts: AlertMaker;
  /** Worked out once, for all that is drawn from it. */
  schedule: () => Promise<ScheduleDocument>;
}

/** A figure, or a thing of a list, that differs. Without `from` (or `to`) it is not there before (or after). */
export interface Differing {
  pointer: string;
  from?: unknown;
  to?: unknown;
}

/** An answer in which scenarios are compared with what is so now. */
interface ComparedAnswer {
  of: (stand: Stand) => Promise<object>;
  /** Whether it is a list of things that come and go, which are compared as wholes by their ids. */
  isOfThings?: true;
}

const view =
  (name: ViewName): ComparedAnswer['of'] =>
  ({ state, at, language }) =>
    inSlices(drawView(name, forkState(state), { at, language }));

const alertsOf: ComparedAnswer['of'] = async ({ state, at, language, knownAt, alerts }) => ({
  items: await inSlices(tellAlerts(await alerts.ofHypothetical(state, at, knownAt), language)),
});

/** All answers in which scenarios are compared: one more is one more line. */
export const comparedAnswers = {
  summary: { of: view('summary') },
  schedule: { of: async ({ schedule }) => withoutConflicts(await schedule()) },
  burndown: { of: view('burndown') },
  forecast: {
    of: async ({ mission, state, at, knownAt, language }) =>
      forecastFrom({ ...(await inSlices(inputsInSteps(state, at, knownAt))), mission }, language),
  },
  conflicts: { of: async ({ schedule }) => ({ items: named((await schedule()).conflicts) }), isOfThings: true },
  discrepancies: { of: view('discrepancies'), isOfThings: true },
  alerts: { of: alertsOf, isOfThings: true },
} as const satisfies Record<string, ComparedAnswer>;

export type AnswerName = keyof typeof comparedAnswers;

/** The answers, as documents. */
export type Answers = Readonly<Record<AnswerName, object>>;

/** The names of the answers, in the order in which they are shown. */
export const answerNames = Object.keys(comparedAnswers) as AnswerName[];

/** Those of them that are lists of things. */
export const thingNames = answerNames.filter((name) => 'isOfThings' in comparedAnswers[name]);

/** What is asked of a state. */
export function standOf(of: Omit<Stand, 'schedule'>): Stand {
  let made: Promise<ScheduleDocument> | undefined;
  const schedule = async () => documentOf(of, await scheduleOf(of), of.language);
  return { ...of, schedule: () => (made ??= schedule()) };
}

/** All answers about a state. */
export async function answersOf(stand: Stand): Promise<Answers> {
  const answers: [AnswerName, object][] = [];
  const slice = new Slice();
  for (const name of answerNames) {
    answers.push([name, await comparedAnswers[name].of(stand)]);
    // Some are drawn in one step, and the next would follow in the same turn.
    if (slice.isOver) await slice.next();
  }
  return Object.fromEntries(answers) as Record<AnswerName, object>;
}

/** What differs in each answer. */
export async function differencesIn(before: Answers, after: Answers): Promise<Record<AnswerName, Differing[]>> {
  const found: [AnswerName, Differing[]][] = [];
  for (const name of answerNames) {
    const [was, is] = [before[name], after[name]];
    found.push([name, await (thingNames.includes(name) ? inSlices(thingsBetween(was, is)) : figuresBetween(was, is))]);
  }
  return Object.fromEntries(found) as Record<AnswerName, Differing[]>;
}

async function figuresBetween(before: object, after: object): Promise<Differing[]> {
  const differences = await inSlices(differencesBetween(before, after, Number.POSITIVE_INFINITY));
  // What a text is written from tells nothing more.
  return differences
    .filter(({ path }) => !path.includes('parts'))
    .map(({ path, ...values }) => ({ pointer: pointerOf(path), ...values }));
}

interface Thing {
  id: string;
}

/** Compares things by their ids; yields after each. */
export function* thingsBetween(before: object, after: object): Generator<undefined, Differing[]> {
  const [was, is] = [before, after].map(
    (document) => new Map((document as { items: readonly Thing[] }).items.map((one) => [one.id, one] as const)),
  ) as [Map<string, Thing>, Map<string, Thing>];
  const found: Differing[] = [];
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [from, to] = [was.get(id), is.get(id)];
    if (!isAlike(from, to) && JSON.stringify(from) !== JSON.stringify(to))
      found.push({ pointer: pointerOf(['items', id]), ...(from && { from }), ...(to && { to }) });
    yield;
  }
  return found;
}

/** Conflicts with an id each: their rule and subject, and which of several. */
function named<C extends { rule: string; subject: string }>(conflicts: readonly C[]): (C & Thing)[] {
  const count = new Map<string, number>();
  return conflicts.map((one) => {
    const name = `${one.rule}/${one.subject}`;
    const number = (count.get(name) ?? 0) + 1;
    count.set(name, number);
    return { ...one, id: number === 1 ? name : `${name}/${number}` };
  });
}

/** The rows of a schedule without what is compared for itself. */
function withoutConflicts({ items, conflicts: _all, ...whole }: ScheduleDocument): object {
  return { ...whole, items: items.map((item) => ({ ...item, conflicts: undefined })) };
}
