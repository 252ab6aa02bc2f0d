import { Option, type Command } from 'commander';
import type { DrawdownClient } from '#libs/client';
import { kindNames } from '../../server/src/imports/kind-names.js';
import { csvHelp } from './csv-columns.js';
import { addAccess } from './access-commands.js';
import { addAudit } from './audit-commands.js';
import { addProposals } from './proposal-commands.js';
import { addRecording } from './record-commands.js';
import { addPast } from './past-commands.js';
import type { DemoOptions } from './commands/demo.js';
import type { ServeOptions } from './commands/serve.js';
import type { ExportOptions } from './commands/export.js';
import type { RestoreOptions } from './commands/restore-log.js';
import { withFilters, withAsOf } from './options.js';
import { say } from './output.js';
import { addScenarios } from './scenario-commands.js';
import type { Project } from './project.js';
import { clientOf } from './server.js';
import { Subcommand } from './subcommand.js';
import { tokenOf } from './token-of.js';
import { addViews } from './view-commands.js';

const exitCodes = `
Data goes to stdout, words and progress to stderr.
Exit codes: 0 ok, 1 it says no, 2 usage, 70 broken invariant, 73 locked, 75 try later.
Environment: DRAWDOWN_URL (the server), DRAWDOWN_TOKEN (whoever acts has it), DRAWDOWN_ACTOR (who acts,
where AUTH is none); NO_COLOR is honoured.`;

const importNote = `
A line: {"command": "expedite-withdrawal", "key": "(optional)", "base": "ber", ...}
A line without a key gets one of its digest, so importing a file twice changes nothing. Bad lines are told by number
and the others go on; the exit code is then 1. Lines that were exported ("export --as commands") say in "recorded" where
they stood, and name other entries by the revisions of that log.
With --kind the file is a table as people keep it, one thing a row: docs/how-to/import-a-spreadsheet.md.

${csvHelp}`;

/** The command line: what can be asked, and what answers. Each command's code is loaded when it is run. */
export function makeProgram(project: Project, env: NodeJS.ProcessEnv): Command {
  const given = (): { url: string; tokenFile?: string } => program.opts();
  const tokenFor = (url: string): string | undefined => tokenOf(url, given().tokenFile, env);
  const client = (): DrawdownClient => clientOf(given().url, env.DRAWDOWN_ACTOR || undefined, tokenFor(given().url));
  const program: Subcommand = new Subcommand(client, 'drawdown')
    .description('The operations log of a mission that withdraws from a country.')
    .version(project.version)
    .option('--url <url>', 'the server', env.DRAWDOWN_URL || 'http://127.0.0.1:3000')
    .option(
      '--token-file <file>',
      'a file with the token (DRAWDOWN_TOKEN; on the machine of the server, the one that it has put aside)',
    )
    .examples('demo', 'import minusma docs/examples/minusma-2023.ndjson', 'summary minusma --valid-at 2023-08-13')
    .addHelpText('after', exitCodes)
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see what there is and how it is given.')
    .exitOverride();
  addServing(program, project, env);
  addFiles(program, client);
  addAudit(program, tokenFor);
  addKeeping(program, env);
  addCopying(program);
  addQueries(program);
  addViews(program);
  addPast(program);
  addAccess(program, env);
  addProposals(program, client);
  addRecording(program, client);
  addScenarios(program);
  return program;
}

function addServing(program: Subcommand, project: Project, env: NodeJS.ProcessEnv): void {
  program
    .command('serve')
    .description('serve the logs of a folder until Ctrl-C')
    .examples('serve', 'serve --port 3100 --data-dir ./data')
    .option('--port <port>', 'TCP port, 0 for a free one (PORT, 3000)')
    .option('--host <address>', 'a loopback address (HOST, 127.0.0.1)')
    .option('--data-dir <folder>', 'folder of the logs (DATA_DIR, ./data)')
    .option(
      '--eventstoredb-port <port>',
      "serve the logs over EventStoreDB's protocol too, for reading (EVENTSTOREDB_PORT)",
    )
    .option('--accept-rollback', 'go on with a log that falls short of what had been written in its folder')
    .option('--accept-clock', 'take the clock as it is, though it has leapt forward by more than a day')
    .option(
      '--rotate-key',
      'put a new signing key in the place of the one that is lost, or that somebody may have read',
    )
    .option('--eventstoredb-append', 'let servers that share the logs append there (EVENTSTOREDB_APPEND)')
    .action(async (options: ServeOptions) => {
      const { start } = await import('./commands/serve.js');
      const { url, endpointPort } = await start(env, options);
      say(`drawdown listens on ${url}`);
      if (endpointPort !== undefined) say(`and serves EventStoreDB's protocol on 127.0.0.1:${endpointPort}`);
    });
  program
    .command('demo')
    .description('record the real withdrawal of MINUSMA into a new store, and serve it until Ctrl-C')
    .examples('demo', 'demo --port 0 --exit')
    .option('--port <port>', 'TCP port, 0 for a free one (PORT, 3000)')
    .option('--host <address>', 'a loopback address (HOST, 127.0.0.1)')
    .option('--data-dir <folder>', 'an empty folder for the log (a new temporary one)')
    .option('--exit', 'end once it is recorded')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.js');
      await demo(env, project.dir, options);
    });
}

function addFiles(program: Subcommand, client: () => DrawdownClient): void {
  program
    .command('import')
    .description('record the commands of a file (NDJSON, or CSV with a header line), or a table as people keep it')
    .examples(
      'import minusma docs/examples/minusma-2023.ndjson --dry-run',
      'import minusma reports.csv',
      'import minusma - < reports.ndjson',
      'import minusma strength.xlsx --kind strength --dry-run --errors strength-errors.xlsx',
    )
    .argument('<mission>')
    .argument('<file>', 'a file of commands, or - for standard input; with --kind, CSV or .xlsx')
    .option('--dry-run', 'judge the whole file and record nothing')
    .option('--json', 'the result as JSON')
    .addOption(
      new Option('--kind <kind>', 'the file is a table of these, recorded whole or not at all').choices(kindNames),
    )
    .option('--errors <file>', 'with --kind: where the table goes with what is wrong beside each row, if anything is')
    .option('--skip <columns>', 'with --kind: columns that are left out, separated by commas')
    .addOption(
      new Option('--dates <order>', 'with --kind: how 03/08/2023 is read where its column does not show it').choices([
        'dmy',
        'mdy',
      ]),
    )
    .addHelpText('after', importNote)
    .answers(() => import('./commands/run-import.js'), 'runImport');
  withFilters(withAsOf(program.command('export')))
    .description('the log, or one of its views, in a format for other programs')
    .examples(
      'export minusma > minusma.ndjson',
      'export minusma --as commands --format csv --bom > commands.csv',
      'export minusma --view bases --format geojson --valid-at 2023-08-13',
      'export minusma --evidence minusma.zip',
    )
    .addOption(
      new Option('--as <form>', 'the log as stored envelopes, for restore, or as commands to import elsewhere')
        .choices(['envelopes', 'commands'])
        .default('envelopes'),
    )
    .option('--view <view>', 'summary, bases, convoys, ... instead of the log')
    .addOption(
      new Option('--format <format>', 'geojson of bases and convoys, ics of the schedule')
        .choices(['ndjson', 'csv', 'json', 'geojson', 'ics'])
        .default('ndjson'),
    )
    .option('--bom', 'CSV with a byte order mark, for spreadsheets')
    .option('--evidence <file.zip>', 'the log with all that proves it, as a zip')
    .action(async (mission: string, { evidence, ...options }: ExportOptions & { evidence?: string }) => {
      if (evidence !== undefined) {
        const { checkAlone, exportEvidence } = await import('./commands/evidence.js');
        checkAlone(options);
        return exportEvidence(client(), mission, evidence);
      }
      const { exportMission } = await import('./commands/export.js');
      await exportMission(client(), mission, options);
    });
}

function addKeeping(program: Subcommand, env: NodeJS.ProcessEnv): void {
  const dataDir = env.DATA_DIR || './data';
  program
    .command('make-key')
    .description('make the key that signs checkpoints, for servers that share it (CHECKPOINT_KEY_FILE)')
    .examples('make-key checkpoint.key --host log.example')
    .argument('<file>', 'a new file, readable by its owner alone')
    .option(
      '--host <name>',
      'names the log in its checkpoints (LOG_HOST, drawdown.local)',
      env.LOG_HOST || 'drawdown.local',
    )
    .action(async (file: string, { host }: { host: string }) => {
      const { makeKey } = await import('./commands/make-key.js');
      makeKey(file, host);
    });
  program
    .command('backup')
    .description('copy the logs into one verified file, beside a running server')
    .examples('backup backups/2023-08-13.sqlite')
    .argument('<file>', 'a new file')
    .option('--data-dir <folder>', 'folder of the logs (DATA_DIR, ./data)', dataDir)
    .action(async (file: string, options: { dataDir: string }) => {
      const { makeBackup } = await import('./commands/keep.js');
      await makeBackup(options.dataDir, file);
    });
  program
    .command('restore')
    .description('make a folder of a backup, or put the log of one mission into a store; nothing is overwritten')
    .examples(
      'restore backups/2023-08-13.sqlite --data-dir ./restored',
      'restore minusma minusma.ndjson --data-dir ./data',
      "restore minusma minusma.ndjson --to 'esdb://127.0.0.1:2113?tls=false' --checkpoint minusma.checkpoint --vkey key.txt",
    )
    .argument('<backup or mission>', 'a backup; or a mission that does not exist yet, with the file of its log')
    .argument('[file]', 'envelopes as NDJSON, as "export" writes them')
    .option('--data-dir <folder>', 'for a backup, a folder without a log; for a mission, the folder of the logs')
    .option('--to <store>', 'for a mission: embedded:<folder>, with no server on it, or esdb://...')
    .option('--checkpoint <file>', 'restore only the log that this checkpoint was signed for')
    .option('--vkey <key>', 'the verifier key of the checkpoint, or a file of it')
    .action(async (what: string, file: string | undefined, options: Partial<RestoreOptions>) => {
      if (file === undefined) {
        const { restoreBackup } = await import('./commands/keep.js');
        return restoreBackup(what, options);
      }
      const { restoreMission } = await import('./commands/restore-log.js');
      return restoreMission(what, file, { ...options, dataDir: options.dataDir ?? dataDir });
    });
}

function addCopying(program: Subcommand): void {
  program
    .command('copy')
    .description('copy all missions to another store, verbatim, and prove that both are equal')
    .examples("copy embedded:./data 'esdb://127.0.0.1:2113?tls=false'", 'copy embedded:./data embedded:./other')
    .argument('<from>', 'embedded:<folder>, with no server on it, or esdb://...')
    .argument('<to>', 'embedded:<folder> or esdb://..., without these missions')
    .option('--json', 'one line of JSON for each mission')
    .action(async (from: string, to: string, { json }: { json?: true }) => {
      const { copy } = await import('./commands/copy.js');
      await copy(from, to, json === true);
    });
}

function addQueries(program: Subcommand): void {
  withAsOf(program.command('summary'))
    .description('what remains against the deadline')
    .examples('summary minusma', 'summary minusma --valid-at 2023-08-13 --known-at 2023-08-13')
    .option('--json', 'JSON, stable for programs')
    .answers(() => import('./commands/summary.js'), 'showSummary');
  withAsOf(program.command('why'))
    .description('why a figure is what it is: the entries behind it, or its formula and inputs')
    .examples(
      'why minusma summary /strength/departed --valid-at 2023-08-13',
      'why minusma bases/ber /people',
      'why minusma schedule /items/ber/shiftDays --json',
    )
    .argument('<view>', 'summary, bases, convoys/<convoy> ...')
    .argument('<pointer>', 'JSON Pointer to the figure; items by place or by id')
    .option('--json', 'JSON, stable for programs')
    .answers(() => import('./commands/why.js'), 'showWhy');
  withFilters(withAsOf(program.command('history')))
    .description('every entry as a sentence, in the order of recording')
    .examples(
      'history minusma --base ber',
      'history minusma --type ConvoyAttacked --json',
      'history minusma --disputed --order newest',
    )
    .option('--json', 'JSON, stable for programs')
    .answers(() => import('./commands/history.js'), 'showHistory');
}
