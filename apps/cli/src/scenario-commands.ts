import { Option } from 'commander';
import type { Subcommand } from './subcommand.js';

const fileNote = `
The file holds {"base"?: 41, "scenarios": [{"name": "A month more", "commands": [{"command": "move-deadline", ...}]}]}, or a
command on each line, as import reads them: one scenario, named after the file. At most 10 scenarios of 100 commands.`;

/** Adds what planners ask before they order something. */
export function addScenarios(program: Subcommand): void {
  program
    .command('scenario')
    .description('what commands would come to, side by side against what is so now; nothing is recorded')
    .examples(
      'scenario minusma plans.json',
      'scenario minusma later.ndjson --json',
      'scenario minusma plans.json --apply "A month more"',
      'scenario minusma plans.json --apply "A month more" --propose --reason "no flights"',
    )
    .argument('<mission>')
    .argument('<file>', 'a file of scenarios, - for standard input, or a link to scenarios')
    .option('--base <revision>', 'decide on an earlier revision, as it was then (the newest)')
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts(['csv', 'link']))
    .addOption(new Option('--csv', 'CSV, a line for each figure that differs').conflicts('link'))
    .option('--link', 'a link that shows somebody else the same: it holds the commands and the base')
    .addOption(
      new Option(
        '--apply [name]',
        'record this scenario, all of it or none, unless the log has gone on; or propose it where it needs two',
      ).conflicts(['csv', 'link']),
    )
    .option('--propose', 'with --apply: propose it, for somebody else to approve')
    .option('--reason <text>', 'why it is proposed')
    .option('--expires <days>', 'after how many days the proposal expires (2d)')
    .addHelpText('after', fileNote)
    .answers(() => import('./commands/scenario.js'), 'showScenarios');
}
