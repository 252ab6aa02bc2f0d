import { Option } from 'commander';
import { withTimes } from './options.js';
import type { Subcommand } from './subcommand.js';

/** What looks at other times than now: replay, diff, forecast, schedule and alerts. */
export function addPast(program: Subcommand): void {
  program
    .command('replay')
    .description('how the summary moved, step by step; what changed is marked with *')
    .examples(
      'replay minusma --from 2023-08-10 --to 2023-08-20',
      'replay minusma --every 1w --axis both',
      'replay minusma --csv > minusma.csv',
    )
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
    .inFormats()
    .answers(() => import('./commands/replay.js'), 'showReplay');
  withTimes(program.command('forecast'))
    .description('by when each base and the last of them is left, and who is present on the deadline')
    .examples(
      'forecast minusma',
      'forecast minusma --valid-at 2023-10-01 --known-at 2023-10-01',
      'forecast minusma --history',
    )
    .option('--draws <n>', 'how many trajectories are drawn (1000)')
    .option('--history', 'what was forecast on days of the past, against what came')
    .inFormats('CSV, a line for each base')
    .answers(() => import('./commands/forecast.js'), 'showForecast');
  withTimes(program.command('schedule'))
    .description(
      'when bases can be left, with slack, conflicts and critical path, and by when the plan can be carried out',
    )
    .examples(
      'schedule minusma',
      'schedule minusma --known-at 2023-09-01 --valid-at 2023-09-01',
      'schedule minusma --compare-to 91',
      'schedule minusma --quality',
    )
    .addOption(
      new Option('--compare-to <plan>', 'how the plan moved since a revision or a baseline').conflicts('quality'),
    )
    .option('--quality', 'what of the plan is loose')
    .inFormats()
    .answers(() => import('./commands/schedule.js'), 'showSchedule');
  withTimes(program.command('alerts'))
    .description('what somebody must be told of the mission, since when, and who looks after it')
    .examples('alerts minusma', 'alerts minusma --valid-at 2023-08-13 --known-at 2023-08-13')
    .inFormats()
    .answers(() => import('./commands/alerts.js'), 'showAlerts');
  program
    .command('diff')
    .description('what differs between two states, figure by figure, and the entries responsible')
    .examples('diff minusma 41 51', 'diff minusma 2023-08-12 2023-08-13 --axis validAt --view bases')
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
    .answers(() => import('./commands/diff.js'), 'showDiff');
}
