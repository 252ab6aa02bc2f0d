import { Option, type Command } from 'commander';
import type { DrawdownClient } from '#libs/client';
import type { PlacesOptions } from './commands/places.js';
import { examples, withAsOf } from './options.js';

const watchNote = `
A line that begins with = has the figures; it comes first, and again whenever they move. With --json a line is
{"summary": {...}}, with the revision that it is of, or {"entry": {...}}, as "history --json" has it. A line to the server
that is lost is made again, and what was recorded meanwhile is told then.`;

/** What shows the places of a mission and its convoys, and follows it as it goes on. */
export function addViews(program: Command, client: () => DrawdownClient): void {
  withAsOf(program.command('bases'))
    .description('each base: its status, who is there, when it is to be left, when it was')
    .addHelpText('before', examples('bases minusma', 'bases minusma --valid-at 2023-08-13 --known-at 2023-08-13'))
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv'))
    .option('--csv', 'CSV')
    .action(async (mission: string, options: PlacesOptions) => {
      const { showBases } = await import('./commands/places.js');
      await showBases(client(), mission, options);
    });
  withAsOf(program.command('convoys'))
    .description('each convoy: where it is, from where to where, who is on board, when it set out and arrived')
    .addHelpText('before', examples('convoys minusma', 'convoys minusma --valid-at 2023-10-31'))
    .addOption(new Option('--json', 'JSON, stable for programs').conflicts('csv'))
    .option('--csv', 'CSV')
    .action(async (mission: string, options: PlacesOptions) => {
      const { showConvoys } = await import('./commands/places.js');
      await showConvoys(client(), mission, options);
    });
  program
    .command('watch')
    .description('the figures of a mission and each new entry as they come, until Ctrl-C')
    .addHelpText('before', examples('watch minusma', 'watch minusma --json'))
    .argument('<mission>')
    .option('--json', 'a line of JSON for each, stable for programs')
    .addHelpText('after', watchNote)
    .action(async (mission: string, { json }: { json?: true }) => {
      const { watch } = await import('./commands/watch.js');
      await watch(client(), mission, json === true);
    });
}
