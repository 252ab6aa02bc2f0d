import { readFileSync } from 'node:fs';
import type { TestCommand } from '../support/log.js';
import { minusmaFile } from '../support/minusma.js';
import { backtest } from './past-forecasts.js';
import { pastOfLines, reportOf, sensitivityOf } from './report.js';
import { scoreSimulated } from './simulated.js';

/**
 * Scores the forecasts of a log against what came: `npm run backtest [-- file.ndjson] [--json]`; with `--simulated` those of missions
 * that are drawn from what is assumed of any.
 */
const asJson = process.argv.includes('--json');
const isSimulated = process.argv.includes('--simulated');
const file = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? minusmaFile;

/** What the forecasts of a log are worth, and what they would be at half and double of each parameter. */
function scoreLog() {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as TestCommand);
  const knownByOccurrence = lines.filter(({ reportedAt }) => reportedAt === undefined).length;
  const past = pastOfLines(lines);
  return { file, knownByOccurrence, ...reportOf(backtest(past), past), sensitivity: sensitivityOf(past) };
}

/** What forecasts of simulated missions are worth: with the tempo that is assumed, and with one that strays further. */
const scoreMissions = () =>
  [1, 2, 3].map((seed) => ({
    prior: scoreSimulated(seed, 2000, 400),
    stray: scoreSimulated(seed, 2000, 400, 0.7),
  }));

try {
  const report = isSimulated ? scoreMissions() : scoreLog();
  process.stdout.write(`${JSON.stringify(report, rounding, asJson ? undefined : 1)}\n`);
} catch (error) {
  process.stderr.write(`${file} cannot be scored: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function rounding(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
