import { Argument } from 'commander';
import type { DrawdownClient } from '#libs/client';
import type { Shell } from './commands/completion.js';
import type { RecordOptions } from './commands/record.js';
import type { Subcommand } from './subcommand.js';

const note = `
Fields are those of docs/reference/entry-types.md, dotted for nested ones, and are read as cells of CSV are ("import --help"):
--lines.0.component uniformed/troops --lines.0.count '{"about": 200}' --source.title MOC. A name alone means yes.
A person at a terminal is asked for fields that are needed and not given.`;

/** Adds what records one command of any kind, and what completes its words. */
export function addRecording(program: Subcommand, client: () => DrawdownClient): void {
  program
    .command('record')
    .description('record one command, an order or a report, of fields given as --<field> <value>')
    .examples(
      "record minusma expedite-withdrawal --base ber --on 2023-08-13 --reason 'high risk' --dry-run",
      'record minusma report-base-vacated --base ber --occurredAt 2023-08-13 --json',
    )
    .argument('<mission>')
    .argument('<command>', 'such as expedite-withdrawal')
    .argument('[fields...]', '--<field> <value>')
    .allowUnknownOption()
    .option('--dry-run', 'say what would be recorded, and record nothing')
    .option('--json', 'the answer as JSON')
    .option('--key <key>', 'recorded once, however often it is sent with this key')
    .addHelpText('after', note)
    .action(async (mission: string, command: string, fields: string[], options: RecordOptions) => {
      const { personAt, record } = await import('./commands/record.js');
      await record(client().mission(mission), command, fields, options, personAt(process.stdin, process.stderr));
    });
  program
    .command('completion')
    .description('a script that completes the words of this command line, those of "record" too')
    .addHelpText('before', 'Examples:\n  source <(drawdown completion bash)\n  drawdown completion fish | source\n')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: Shell) => {
      const [{ completionFor }, { write }] = await Promise.all([
        import('./commands/completion.js'),
        import('./output.js'),
      ]);
      await write(completionFor(shell, program));
    });
}
