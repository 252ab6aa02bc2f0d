import {
  atOnce,
  type Base,
  boundsOf,
  dayOf,
  dayOfWords,
  daysBetween,
  daysOf,
  isLostWhileHeld,
  lastFigure,
  measureOf,
  type MissionState,
  type PlannedDate,
  shiftDay,
  staysIn,
  tellingsOf,
  wholeHandover,
} from '#libs/domain';
import { earliestIn } from '#libs/planning';
import type { Window } from './window.js';

/** A calendar day of the mission's zone as a number: days since 1970. */
export const numberOf = (day: string): number => daysBetween('1970-01-01', day);

/** The day of a number of days since 1970. */
export const dayFrom = (day: number): string => shiftDay('1970-01-01', day);

/** What was planned of a base from a day on; without a window, nothing was. */
export interface PlanSince {
  since: number;
  window?: Window;
  revision: number;
}

/** A base as far as forecasts ask. */
export interface BaseInput {
  id: string;
  name: string;
  liquidation: boolean;
  hub?: string;
  /** The day from which the mission was at risk of leaving it. */
  since: number;
  plans: readonly PlanSince[];
  exit?: { day: number; revision: number };
  /** The entry that established it. */
  revision?: number;
  /** The plan has it left no earlier; absent if nothing holds it up. */
  earliest?: number;
  /** Days on the way to its hub, if somebody planned one. */
  travelDays?: number;
}

/** How many had left the mission and were there, at a report. */
export interface TotalInput {
  day: number;
  departed: number;
  present: number;
  revision?: number;
}

/** People who were reported to leave the mission at once. */
export interface DepartureInput {
  people: number;
  revision: number;
}

/** All that moves when bases are left: people do not. */
export interface ExitInputs {
  mission: string;
  /** The day after whose end it is forecast. */
  today: number;
  /** The deadlines that were in force, each since it was known. */
  deadlines: readonly { since: number; day: number; revision: number }[];
  bases: readonly BaseInput[];
}

/** All that a forecast is made from: nothing else of a mission moves it. */
export interface ForecastInputs extends ExitInputs {
  totals: readonly TotalInput[];
  /** Single departures that were reported, by revision; totals are none. */
  departures?: readonly DepartureInput[];
  establishment: number;
  /** How many are meant to be there after the deadline, if somebody planned it. */
  staying?: number;
  /** The entries that planned that. */
  stays?: readonly number[];
  /** The entries that state totals of the mission which contradict the books: nothing is learnt from them. */
  leftOut?: readonly number[];
}

/** When an entry was known, in milliseconds since 1970. */
export type KnownAt = (revision: number) => number | undefined;

/** The revisions of which a forecast asks when they were known. */
export const revisionsAsked = (state: MissionState): number[] => [
  ...(state.mission?.deadlineHistory ?? []).map(({ revision }) => revision),
  ...[...state.bases.values()].flatMap(({ plan }) => plan.history.map(({ revision }) => revision)),
];

/** What a forecast is made from, in a state of a mission that is open; yields now and then. */
export function* inputsInSteps(
  state: MissionState,
  at: number,
  knownAt: KnownAt,
): Generator<undefined, ForecastInputs> {
  const { mission } = state;
  if (!mission) throw new Error('a forecast of a mission that was not opened');
  const day = (instant: number): number => numberOf(dayOf(instant, mission.timeZone));
  const since = (one: { at: number; revision: number }): number =>
    day(Math.max(one.at, knownAt(one.revision) ?? one.at));
  const departures = yield* departuresOf(state);
  const left = yield* leftOutIn(state);
  const earliest = earliestIn(state, at);
  return {
    mission: mission.id,
    today: day(at),
    deadlines: mission.deadlineHistory.map((one) => ({
      since: since(one),
      day: numberOf(one.date),
      revision: one.revision,
    })),
    bases: [...state.bases.values()].map((base) => {
      const { leaves, travelDays } = earliest.get(base.id) ?? {};
      return {
        ...baseInput(base, mission.timeZone, since),
        ...(leaves !== undefined && { earliest: leaves }),
        ...(travelDays !== undefined && { travelDays }),
      };
    }),
    totals: totalsOf(state),
    departures,
    establishment: measureOf(state.books, 'baseline', 'all').best,
    ...stayingIn(state),
    ...left,
  };
}

/** The same at once. */
export const inputsOf = (state: MissionState, at: number, knownAt: KnownAt): ForecastInputs =>
  atOnce(inputsInSteps(state, at, knownAt));

/** The last totals of the mission that the books did not take. */
function* leftOutIn({ totals }: MissionState): Generator<undefined, Pick<ForecastInputs, 'leftOut'>> {
  const refused: number[] = [];
  for (const { effect, base, revision } of totals) {
    if (effect === 'refused' && base === undefined) refused.push(revision);
    yield;
  }
  return refused.length === 0 ? {} : { leftOut: refused.slice(-leftOutMax) };
}

/** So many of them are named. */
const leftOutMax = 10;

/** How many are planned to stay, and which entries say so. */
function stayingIn(state: MissionState): Pick<ForecastInputs, 'staying' | 'stays'> {
  const stays = staysIn(state);
  if (stays.length === 0) return {};
  return {
    staying: stays.reduce((sum, { people }) => sum + boundsOf(people).best, 0),
    stays: stays.map(({ revision }) => revision),
  };
}

function baseInput(base: Base, timeZone: string, since: (one: { at: number; revision: number }) => number): BaseInput {
  const exit = exitOf(base, timeZone);
  return {
    id: base.id,
    name: base.name,
    liquidation: base.liquidation,
    ...(base.hub !== undefined && { hub: base.hub }),
    since: numberOf(dayOfWords(base.established.occurredAt, timeZone)),
    plans: base.plan.history.map((step) => ({
      since: since(step),
      revision: step.revision,
      ...(step.on !== undefined && step.change !== 'cancelled' && { window: windowOf(step.on) }),
    })),
    ...(exit && { exit }),
    revision: base.established.revision,
  };
}

function windowOf(on: PlannedDate): Window {
  const { first, last } = daysOf(on);
  return { from: numberOf(first), until: numberOf(last) + 1 };
}

/** The first of what says that the mission no longer has a base. */
function exitOf(base: Base, timeZone: string): BaseInput['exit'] {
  const facts = [base.vacated, wholeHandover(base), isLostWhileHeld(base) ? base.lost : undefined];
  return facts
    .flatMap((fact) =>
      fact ? [{ day: numberOf(dayOfWords(fact.occurredAt, timeZone)), revision: fact.revision }] : [],
    )
    .toSorted((one, other) => one.day - other.day)
    .at(0);
}

/**
 * The totals of the mission; if none was stated, what the entries that moved people leave. Where reports contradict each other until
 * fewer than nobody are left, nobody is.
 */
function totalsOf(state: MissionState): TotalInput[] {
  const stated = [...state.figures.totals];
  const last = lastFigure(state);
  return (stated.length > 0 || !last ? stated : [last]).map(({ day, departed, present, revision }) => ({
    day: numberOf(day),
    departed,
    present: Math.max(0, present),
    revision,
  }));
}

/** Reports of people who went home that were booked: what only confirms another is no further departure. */
function* departuresOf({ reports }: MissionState): Generator<undefined, DepartureInput[]> {
  const found: DepartureInput[] = [];
  for (const chain of [...reports.told.values()].flatMap((bySubject) => [...bySubject.values()].flat())) {
    for (const { type, effect, figures, revision } of tellingsOf(chain)) {
      if (type !== 'PersonnelRepatriated' || effect !== 'booked') continue;
      const counted = figures.filter(({ of }) => of === 'people');
      const people = counted.reduce((sum, { low, high }) => sum + (low + (high ?? low)) / 2, 0);
      if (people > 0) found.push({ people, revision });
    }
    yield;
  }
  return found.toSorted((one, other) => one.revision - other.revision);
}
