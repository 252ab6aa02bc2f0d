import { readFileSync } from 'node:fs';
import { parameters, type Parameters } from '#libs/forecast';
import { record, type TestCommand } from '../support/log.js';
import { minusmaFile } from '../support/minusma.js';
import { Random } from '../support/random.js';
import { backtest, pastOf, type Backtested } from './past-forecasts.js';
import { scoreSimulated } from './simulated.js';
import { against, coverage, crps, mean, pitDeciles, type Against, type Pair } from './score.js';

/**
 * Scores the forecasts of a log against what came: `npm run backtest [-- file.ndjson] [--json]`; with `--simulated` those of missions
 * that are drawn from what is assumed of any.
 */
const asJson = process.argv.includes('--json');
const isSimulated = process.argv.includes('--simulated');
const file = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? minusmaFile;
const seeded = (): (() => number) => {
  const random = new Random(1);
  return () => random.next();
};
const comparedIn = (pairs: readonly Pair[]): Record<string, Against> =>
  Object.fromEntries(Object.keys(pairs[0]?.others ?? {}).map((other) => [other, against(pairs, other, seeded())]));
const scoresOf = (pairs: readonly Pair[]) => ({
  pairs: pairs.length,
  ...(pairs.length === 0 && { note: 'nothing of this came while it was forecast: there is nothing to score' }),
  crps: mean(pairs.map(({ ours, ...came }) => crps(ours, came))),
  maeOfP50: mean(pairs.map(({ ours, ...came }) => crps(ours[9] as number, came))),
  coverage50: coverage(pairs, 0.25, 0.75),
  coverage80: coverage(pairs, 0.1, 0.9),
  pitDeciles: pitDeciles(pairs),
  against: comparedIn(pairs),
});
const reportOf = ({ bases, liquidation, people, deadline, days }: Backtested) => ({
  days,
  bases: scoresOf(bases),
  planned: scoresOf(bases.filter(({ isPlanned }) => isPlanned)),
  liquidation: scoresOf(liquidation),
  people: scoresOf(people),
  brierOfDeadline: mean(deadline.map(({ said, came }) => (said - Number(came)) ** 2)),
});

/** What the forecasts of a log are worth, and what they would be at half and double of each parameter. */
function scoreLog() {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TestCommand);
  const knownByOccurrence = lines.filter(({ reportedAt }) => reportedAt === undefined).length;
  const past = pastOf(record(lines.map((line) => ({ ...line, reportedAt: line.reportedAt ?? line.occurredAt }))));
  return {
    file,
    knownByOccurrence,
    ...reportOf(backtest(past)),
    sensitivity: Object.keys(parameters).flatMap((name) =>
      [0.5, 2].map((factor) => {
        const of = { ...parameters, [name]: parameters[name as keyof Parameters] * factor };
        const { bases, people } = reportOf(backtest(past, of, 200));
        return {
          parameter: name,
          factor,
          bases: bases.crps,
          coverage80: bases.coverage80,
          people: people.crps,
          peopleCoverage80: people.coverage80,
        };
      }),
    ),
  };
}

/** What forecasts of simulated missions are worth: with the tempo that is assumed, and with one that strays further. */
const scoreMissions = () =>
  [1, 2, 3].map((seed) => ({
    prior: scoreSimulated(seed, 2000, 400),
    stray: scoreSimulated(seed, 2000, 400, 0.7),
  }));

const report = isSimulated ? scoreMissions() : scoreLog();
process.stdout.write(`${JSON.stringify(report, rounding, asJson ? undefined : 1)}\n`);

function rounding(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
