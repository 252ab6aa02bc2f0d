import { parameters, type ForecastInputs, type Parameters } from '#libs/forecast';
import { record, recordedAt, type TestCommand } from '../support/log.js';
import { Random } from '../support/random.js';
import { backtest, pastOf, type Backtested, type Past } from './past-forecasts.js';
import { against, coverage, crps, mean, pitDeciles, type Against, type Pair } from './score.js';

/** Scores of forecasts against what came. */
interface Scores {
  pairs: number;
  crps: number;
  maeOfP50: number;
  coverage50: number;
  coverage80: number;
  pitDeciles: number[];
  against: Record<string, Against>;
}

/** Where there is nothing to score, why: no score is a zero. */
export interface NoScores {
  pairs: 0;
  note: string;
}

const seeded = (): (() => number) => {
  const random = new Random(1);
  return () => random.next();
};

function scoresOf(pairs: readonly Pair[], note: string): Scores | NoScores {
  if (pairs.length === 0) return { pairs: 0, note };
  const others = Object.keys(pairs[0]?.others ?? {});
  return {
    pairs: pairs.length,
    crps: mean(pairs.map(({ ours, ...came }) => crps(ours, came))),
    maeOfP50: mean(pairs.map(({ ours, ...came }) => crps(ours[9] as number, came))),
    coverage50: coverage(pairs, 0.25, 0.75),
    coverage80: coverage(pairs, 0.1, 0.9),
    pitDeciles: pitDeciles(pairs),
    against: Object.fromEntries(others.map((other) => [other, against(pairs, other, seeded())])),
  };
}

/** What forecasts of a log came to, and where there is nothing to score, why. */
export const reportOf = ({ bases, liquidation, people, deadline, days }: Backtested, past: Past) => ({
  days,
  bases: scoresOf(bases, 'no base was left after a day on which it was forecast'),
  planned: scoresOf(
    bases.filter(({ isPlanned }) => isPlanned),
    'no base that was left had a planned date on a day on which it was forecast',
  ),
  liquidation: scoresOf(liquidation, 'no base for liquidation was left after a day on which it was forecast'),
  people: scoresOf(people, past.whyNoPeople ?? 'no day before the deadline knew of it'),
  brierOfDeadline: deadline.length === 0 ? null : mean(deadline.map(({ said, came }) => (said - Number(came)) ** 2)),
  ...(deadline.length === 0 && {
    noteOnDeadline: 'no day had a probability for a deadline of which it is known whether it was met',
  }),
});

/** A log to be scored, as commands in order. Throws where one is no command, or is refused. */
export function pastOfLines(lines: readonly TestCommand[]): Past {
  const known = lines.map((line) => ({ ...line, reportedAt: line.reportedAt ?? line.occurredAt }));
  const times = known.flatMap(({ occurredAt = '', reportedAt = '' }) => [
    Date.parse(occurredAt),
    Date.parse(reportedAt),
  ]);
  // Whenever it happened, it is recorded afterwards: a time may be a month, or a year, that ends later than it reads.
  const end = Math.max(recordedAt, ...times.filter((time) => !Number.isNaN(time)).map((time) => time + yearMs));
  return pastOf(record(known, end));
}

const yearMs = 366 * 86_400_000;

/** Forecasts of so many bases, on all days together, are made anew for each half and double of a parameter. */
const forecastsMax = 5000;

/** A past with so few of its days, evenly apart, that about `max` bases are forecast on them. */
export function someOf(past: Past, max = forecastsMax): Past {
  const forecasts = past.days.reduce((sum, inputs) => sum + openIn(inputs), 0);
  const step = Math.max(1, Math.ceil(forecasts / max));
  return { ...past, days: past.days.filter((_, day) => day % step === 0) };
}

/** What half and double of each parameter would have given: on all days, or of a large log on some of them. */
export function sensitivityOf(past: Past) {
  const some = someOf(past);
  return Object.keys(parameters).flatMap((name) =>
    [0.5, 2].map((factor) => {
      const of = { ...parameters, [name]: parameters[name as keyof Parameters] * factor };
      const { days, bases, people } = reportOf(backtest(some, of, 200), some);
      const figureOf = (scores: Scores | NoScores, figure: 'crps' | 'coverage80'): number | null =>
        'note' in scores ? null : scores[figure];
      return {
        parameter: name,
        factor,
        days,
        bases: figureOf(bases, 'crps'),
        coverage80: figureOf(bases, 'coverage80'),
        people: figureOf(people, 'crps'),
        peopleCoverage80: figureOf(people, 'coverage80'),
      };
    }),
  );
}

const openIn = ({ bases }: ForecastInputs): number => bases.filter(({ exit }) => !exit).length;
