import type { Forecast, Quantiles } from './forecast.js';
import { dayFrom, numberOf, type ForecastInputs } from './inputs.js';

/**
 * How what came lies to the band of 80 percent that was forecast: in it, before or after it. `already`: it had happened by then,
 * and nobody knew. Without one it has not come, and the band is not over.
 */
export type Grade = 'within' | 'earlier' | 'later' | 'already';

/** What was said of something, by when or how many, and what came: null as long as nothing did. */
export interface Graded<T> {
  p10: T;
  p50: T;
  p90: T;
  came: T | null;
  grade: Grade | null;
}

/** A base as it was forecast, and when it was left. */
export interface GradedBase extends Graded<string> {
  id: string;
  name: string;
  liquidation: boolean;
  /** The last day planned; null if no plan was known. */
  plannedOn: string | null;
  /** Days from the middle of the forecast to what came; positive if it came later. */
  daysOff: number | null;
  /** Days from the last planned day, or without a plan from the deadline, to what came. */
  planDaysOff: number | null;
}

/** A forecast of the past against what came. */
export interface GradedForecast {
  on: string;
  deadline: string;
  completion: Graded<string> | null;
  /** The probability of meeting the deadline that was in force, and whether it was met: null while that is open. */
  meetsDeadline: { said: number; came: boolean | null } | null;
  /** Of people what came is the last total until that deadline: it says on which day. */
  presentOnDeadline: Graded<number> & { asOf: string | null };
  bases: GradedBase[];
}

/** How well forecasts held, all together. */
export interface TrackRecord {
  /** Forecasts of a base that have come out. */
  count: number;
  /** The part of them that lay in the band of 80 percent; null of none. */
  within: number | null;
  meanDaysOff: number | null;
  /** What the plan's own dates would have been off. */
  meanPlanDaysOff: number | null;
  /** Mean square of how far the probability of the deadline was off, 0 to 1; null if no deadline has come out. */
  brierOfDeadline: number | null;
}

/** Holds a forecast of the past against what is known now. */
export function graded(made: Forecast, on: string, now: ForecastInputs): GradedForecast {
  const exits = new Map(now.bases.flatMap(({ id, exit }) => (exit ? [[id, dayFrom(exit.day)] as const] : [])));
  const today = dayFrom(now.today);
  const isDay = (said: Quantiles<string>, came: string | undefined): Graded<string> => ({
    ...bandOf(said),
    came: came ?? null,
    grade: came !== undefined && came <= on ? 'already' : gradeOf(bandOf(said), came, today),
  });
  const { completed, isOpen } = completionOf(now);
  return {
    on,
    deadline: made.deadline,
    completion: made.completion && isDay(made.completion, completed),
    meetsDeadline:
      made.meetsDeadline === null
        ? null
        : { said: made.meetsDeadline, came: cameInTime(completed, isOpen, made.deadline, today) },
    presentOnDeadline: peopleOf(made, on, now),
    bases: made.bases.map((base) => {
      const { id, name, liquidation, plannedOn } = base;
      const came = exits.get(id);
      const off = (day: string): number | null => (came === undefined ? null : numberOf(came) - numberOf(day));
      return {
        id,
        name,
        liquidation,
        plannedOn: plannedOn ?? null,
        ...isDay(base, came),
        daysOff: off(base.p50),
        planDaysOff: off(plannedOn ?? made.deadline),
      };
    }),
  };
}

/** How well forecasts held, over all bases that are not for liquidation as is known now. */
export function recordOf(forecasts: readonly GradedForecast[], now: ForecastInputs): TrackRecord {
  const counted = new Set(now.bases.flatMap(({ id, liquidation }) => (liquidation ? [] : [id])));
  const out = forecasts
    .flatMap(({ bases }) => bases)
    .filter(({ id, came, grade }) => counted.has(id) && came !== null && grade !== 'already');
  const deadlines = forecasts.flatMap(({ meetsDeadline }) =>
    meetsDeadline?.came === undefined || meetsDeadline.came === null
      ? []
      : [(meetsDeadline.said - Number(meetsDeadline.came)) ** 2],
  );
  return {
    count: out.length,
    within: meanOf(out.map(({ grade }) => Number(grade === 'within'))),
    meanDaysOff: meanOf(out.map(({ daysOff }) => Math.abs(daysOff ?? 0))),
    meanPlanDaysOff: meanOf(out.map(({ planDaysOff }) => Math.abs(planDaysOff ?? 0))),
    brierOfDeadline: meanOf(deadlines),
  };
}

const bandOf = <T>({ quantiles, p10, p50 }: Quantiles<T>): { p10: T; p50: T; p90: T } => ({
  p10,
  p50,
  p90: quantiles['0.90'] as T,
});

/** What has not come is graded once the band is over. */
function gradeOf<T extends string | number>(
  { p10, p90 }: { p10: T; p90: T },
  came: T | undefined,
  today: string,
): Grade | null {
  if (came === undefined) return typeof p90 === 'string' && p90 < today ? 'later' : null;
  return came < p10 ? 'earlier' : came > p90 ? 'later' : 'within';
}

/** When the last base was left that is not for liquidation; nothing if one still stands. */
function completionOf({ bases }: ForecastInputs): { completed?: string; isOpen: boolean } {
  const counted = bases.filter(({ liquidation }) => !liquidation);
  const last = Math.max(...counted.map(({ exit }) => exit?.day ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(last) ? { completed: dayFrom(last), isOpen: false } : { isOpen: counted.length > 0 };
}

function cameInTime(completed: string | undefined, isOpen: boolean, deadline: string, today: string): boolean | null {
  if (completed !== undefined) return completed <= deadline;
  return isOpen && today > deadline ? false : null;
}

/** Who was present by the last total between the forecast and its deadline, once that has come. */
function peopleOf(
  { presentOnDeadline, deadline }: Forecast,
  on: string,
  { today, totals }: ForecastInputs,
): GradedForecast['presentOnDeadline'] {
  const last = totals.findLast(({ day }) => day <= numberOf(deadline));
  const has = last && today >= numberOf(deadline) && last.day > numberOf(on) ? last : undefined;
  const band = bandOf(presentOnDeadline);
  return {
    ...band,
    came: has?.present ?? null,
    grade: gradeOf(band, has?.present, ''),
    asOf: has ? dayFrom(has.day) : null,
  };
}

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.round((values.reduce((sum, one) => sum + one, 0) / values.length) * 1000) / 1000;
