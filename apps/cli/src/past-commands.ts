import { Option, type Command } from 'commander';
import type { DrawdownClient } from '#libs/client';
import type { AlertsOptions } from './commands/alerts.js';
import type { DiffOptions } from './commands/diff.js';
import type { ForecastOptions } from './commands/forecast.js';
import type { ReplayOptions } from './commands/replay.js';
import type { ScheduleOptions } from './commands/schedule.js';

const replayExamples = `Examples:
  drawdown replay minusma --from 2023-08-10 --to 2023-08-20
  drawdown replay minusma --every 1w --axis both
  drawdown replay minusma --csv > minusma.csv
`;

const forecastExamples = `Examples:
  drawdown forecast minusma
  drawdown forecast minusma --valid-at 2023-10-01 --known-at 2023-10-01
  drawdown forecast minusma --history
`;

const scheduleExamples = `Examples:
  drawdown schedule minusma
  drawdown schedule minusma --known-at 2023-09-01 --valid-at 2023-09-01
  drawdown schedule minusma --compare-to 91
  drawdown schedule minusma --quality
`;

const alertsExamples = `Examples:
  drawdown alerts minusma
  drawdown alerts minusma --valid-at 2023-08-13 --known-at 2023-08-13
`;

const diffExamples = `Examples:
  drawdown diff minusma 41 51
  drawdown diff minusma 2023-08-12 2023-08-13 --axis validAt --view bases
`;

/** What looks at other times than now: replay, diff, forecast, schedule and alerts. */
export function addPast(program: Command, client: () => DrawdownClient): void {
  program
    .command('replay')
    .description('how the summary moved, step by step; what changed is marked with *')
    .addHelpText('before', replayExamples)
    .argument('<mission>')
    .option('--from <time>', "an instant, a day or a month (the mission's start)")
    .option('--to <time>', 'an instant, a day or a month (now, or the deadline where that is earlier)')
    .option('--every <step>', 'hours, days or weeks of the calendar: 12h, 1d, 2w (1d)')
    .addOption(
      new Option('--axis <axis>', 'along what had happened, what was known, or both (validAt)').choices([
        'validAt',
        'knownAt',
        'both',
      ]),
    )
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv'))
    .option('--csv', 'CSV')
    .action(async (mission: string, options: ReplayOptions) => {
      const { showReplay } = await import('./commands/replay.js');
      await showReplay(client(), mission, options);
    });
  program
    .command('forecast')
    .description('by when each base and the last of them is left, and who is present on the deadline')
    .addHelpText('before', forecastExamples)
    .argument('<mission>')
    .option('--valid-at <time>', 'as of an instant, a day or a month')
    .option('--known-at <time>', 'as known at an instant, a day, a month or a revision')
    .option('--recorded-at <time>', 'what the log held by its own clock')
    .option('--draws <n>', 'how many trajectories are drawn (1000)')
    .option('--history', 'what was forecast on days of the past, against what came')
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv'))
    .option('--csv', 'CSV, a line for each base')
    .action(async (mission: string, options: ForecastOptions) => {
      const { showForecast } = await import('./commands/forecast.js');
      await showForecast(client(), mission, options);
    });
  program
    .command('schedule')
    .description(
      'when bases can be left, with slack, conflicts and critical path, and by when the plan can be carried out',
    )
    .addHelpText('before', scheduleExamples)
    .argument('<mission>')
    .option('--valid-at <time>', 'as of an instant, a day or a month')
    .option('--known-at <time>', 'as known at an instant, a day, a month or a revision')
    .option('--recorded-at <time>', 'what the log held by its own clock')
    .addOption(
      new Option('--compare-to <plan>', 'how the plan moved since a revision or a baseline').conflicts('quality'),
    )
    .option('--quality', 'what of the plan is loose')
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv'))
    .option('--csv', 'CSV')
    .action(async (mission: string, options: ScheduleOptions) => {
      const { showSchedule } = await import('./commands/schedule.js');
      await showSchedule(client(), mission, options);
    });
  program
    .command('alerts')
    .description('what somebody must be told of the mission, since when, and who looks after it')
    .addHelpText('before', alertsExamples)
    .argument('<mission>')
    .option('--valid-at <time>', 'as of an instant, a day or a month')
    .option('--known-at <time>', 'as known at an instant, a day, a month or a revision')
    .option('--recorded-at <time>', 'what the log held by its own clock')
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv'))
    .option('--csv', 'CSV')
    .action(async (mission: string, options: AlertsOptions) => {
      const { showAlerts } = await import('./commands/alerts.js');
      await showAlerts(client(), mission, options);
    });
  program
    .command('diff')
    .description('what differs between two states, figure by figure, and the entries responsible')
    .addHelpText('before', diffExamples)
    .argument('<mission>')
    .argument('<from>', 'a revision, an instant, a day or a month')
    .argument('<to>', 'a revision, an instant, a day or a month')
    .addOption(
      new Option(
        '--axis <axis>',
        'what had happened, what was known (revisions: always), or what the log held',
      ).choices(['validAt', 'knownAt', 'recordedAt']),
    )
    .option('--view <view>', 'summary, bases, convoys, ... (summary)')
    .option('--json', 'JSON, stable for programs')
    .action(async (mission: string, from: string, to: string, options: DiffOptions) => {
      const { showDiff } = await import('./commands/diff.js');
      await showDiff(client(), mission, { from, to }, options);
    });
}
