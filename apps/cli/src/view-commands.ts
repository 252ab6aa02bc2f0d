import { withAsOf } from './options.js';
import type { Subcommand } from './subcommand.js';

const watchNote = `
A line that begins with = has the figures; it comes first, and again whenever they move. With --json a line is
{"summary": {...}}, with the revision that it is of, or {"entry": {...}}, as "history --json" has it. A line to the server
that is lost is made again, and what was recorded meanwhile is told then.`;

/** What shows the places of a mission and its convoys, and follows it as it goes on. */
export function addViews(program: Subcommand): void {
  withAsOf(program.command('bases'))
    .description('each base: its status, who is there, when it is to be left, when it was')
    .examples('bases minusma', 'bases minusma --valid-at 2023-08-13 --known-at 2023-08-13')
    .inFormats()
    .answers(() => import('./commands/places.js'), 'showBases');
  withAsOf(program.command('convoys'))
    .description('each convoy: where it is, from where to where, who is on board, when it set out and arrived')
    .examples('convoys minusma', 'convoys minusma --valid-at 2023-10-31')
    .inFormats()
    .answers(() => import('./commands/places.js'), 'showConvoys');
  program
    .command('watch')
    .description('the figures of a mission and each new entry as they come, until Ctrl-C')
    .examples('watch minusma', 'watch minusma --json')
    .argument('<mission>')
    .option('--json', 'a line of JSON for each, stable for programs')
    .addHelpText('after', watchNote)
    .answers(() => import('./commands/watch.js'), 'watch');
}
