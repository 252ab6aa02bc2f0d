import type { VerifyOptions } from './commands/evidence.js';
import type { WitnessOptions } from './commands/witness.js';
import type { Subcommand } from './subcommand.js';

const collect = (value: string, before: string[]): string[] => [...before, value];

/** What an auditor runs: verify and witness. Neither needs a server; to one that is named they bring the token for it. */
export function addAudit(program: Subcommand, tokenFor: (url: string) => string | undefined): void {
  program
    .command('verify')
    .description('tell whether a log is what was signed, or whether each entry of a log file is what was written')
    .examples(
      "verify minusma.zip --key 'drawdown.local/minusma+1a2b3c4d+AT...'",
      "verify minusma.ndjson --checkpoint checkpoint --key 'drawdown.local/minusma+1a2b3c4d+AT...'",
      'verify http://127.0.0.1:3000/log/minusma --older kept-in-march',
      'verify ./data/drawdown.sqlite',
    )
    .argument(
      '<what>',
      'an evidence package (zip or folder), an NDJSON export with --checkpoint, a .tlog-proof, the address of a log, or a log file, its folder or a backup',
    )
    .option('--key <vkey>', 'the verifier key of the log that you hold')
    .option(
      '--former-key <vkey>',
      'a key from before the log changed its key (may be given more than once)',
      collect,
      [],
    )
    .option('--checkpoint <file>', 'the signed checkpoint of an NDJSON export, or several')
    .option(
      '--older <file>',
      'checkpoints that you kept from earlier, or the checkpoints.ndjson of a server (may be given more than once)',
      collect,
      [],
    )
    .option('--json', 'what was found, as JSON')
    .action(async (what: string, options: VerifyOptions) => {
      const { isEvidence, verifyAsAuditor } = await import('./commands/evidence.js');
      const { verify } = await import('./commands/keep.js');
      const isWhole = (await isEvidence(what, options))
        ? await verifyAsAuditor(what, options, tokenFor(what))
        : await verify(what, options.key, options.json === true);
      if (!isWhole) process.exitCode = 1;
    });
  program
    .command('witness')
    .description('keep the newest checkpoint of logs, refuse what does not go on from it, and cosign what does')
    .examples(
      "witness --dir ./witness --key 'drawdown.local/minusma+1a2b3c4d+AT...' http://127.0.0.1:3000/log/minusma",
      "witness --dir ./witness --key 'drawdown.local/minusma+1a2b3c4d+AT...' --serve 8080",
    )
    .argument('[source]', 'the address of a log, a checkpoint file, or a file with an add-checkpoint request')
    .requiredOption('--dir <folder>', 'where the witness keeps its key and checkpoints')
    .option('--key <vkey>', 'the verifier key of a log, at least one (may be given more than once)', collect, [])
    .option('--name <name>', 'name of a witness that is new (witness.local)')
    .option('--serve <port>', 'serve add-checkpoint (C2SP tlog-witness) on 127.0.0.1 until Ctrl-C; 0 for a free port')
    .action(async (source: string | undefined, options: WitnessOptions) => {
      const { runWitness } = await import('./commands/witness.js');
      await runWitness(source, options, source === undefined ? undefined : tokenFor(source));
    });
}
