import type { DrawdownClient } from '#libs/client';
import type { Deciding } from './commands/proposals.js';
import type { Subcommand } from './subcommand.js';

const decisions = [
  ['approve', 'approve-proposal', 'record what was proposed: its orders are decided on the newest state, all or none'],
  ['reject', 'reject-proposal', 'have what was proposed take no effect (needs --reason)'],
  ['withdraw', 'withdraw-proposal', 'take back what one proposed'],
] as const;

/** Adds what planners do if an order needs two: propose, decide, countersign. */
export function addProposals(program: Subcommand, client: () => DrawdownClient): void {
  program
    .command('proposals')
    .description('what was proposed, newest first, and which orders need two')
    .argument('<mission>')
    .option('--all', 'decided and expired ones too')
    .option('--json', 'JSON, stable for programs')
    .answers(() => import('./commands/proposals.js'), 'listProposals');
  program
    .command('propose')
    .description('propose orders that need two, for somebody else to approve')
    .argument('<mission>')
    .argument('<file>', 'a command on each line, as import reads them; - for standard input')
    .requiredOption('--reason <text>', 'why')
    .option('--expires <days>', 'after so many days', '2d')
    .option('--based-on <revision>', 'the revision that you have seen')
    .answers(() => import('./commands/proposals.js'), 'propose');
  for (const [name, command, description] of decisions) {
    program
      .command(name)
      .description(description)
      .argument('<mission>')
      .argument('<proposal>', 'the revision of the proposal')
      .option('--reason <text>', 'why')
      .option('--dry-run', 'show what it would change today, and record nothing')
      .action(async (mission: string, proposal: string, options: Deciding) => {
        const { decideProposal } = await import('./commands/proposals.js');
        await decideProposal(client(), mission, command, { proposal: Number(proposal) }, options);
      });
  }
  program
    .command('countersign')
    .description('stand by an order that somebody else gave alone in an emergency')
    .argument('<mission>')
    .argument('<entry>', 'the revision of the order')
    .option('--reason <text>', 'why')
    .action(async (mission: string, entry: string, options: Deciding) => {
      const { decideProposal } = await import('./commands/proposals.js');
      await decideProposal(client(), mission, 'countersign', { entry: Number(entry) }, options);
    });
}
