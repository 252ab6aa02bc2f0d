import { Command, Option } from 'commander';
import { Client } from './client.js';
import { csvHelp } from './csv-commands.js';
import type { DemoOptions } from './commands/demo.js';
import type { HistoryOptions } from './commands/history.js';
import type { ReplayOptions } from './commands/replay.js';
import type { ServeOptions } from './commands/serve.js';
import type { Lens } from './commands/summary.js';
import { say } from './output.js';
import type { Project } from './project.js';

const exitCodes = `
Data goes to stdout, words and progress to stderr.
Exit codes: 0 ok, 1 it says no, 2 usage, 70 broken invariant, 73 locked, 75 try later.
Environment: DRAWDOWN_URL (the server), DRAWDOWN_ACTOR (who acts); NO_COLOR is honoured.`;

const importNote = `
A line: {"command": "expedite-withdrawal", "key": "(optional)", "base": "ber", ...}
A line without a key gets one of its digest, so importing a file twice changes nothing. Bad lines are told by number
and the others go on; the exit code is then 1.

${csvHelp}`;

const examples = (...lines: string[]): string => `Examples:\n${lines.map((line) => `  drawdown ${line}\n`).join('')}`;

/** The command line: what can be asked, and what answers. Each command's code is loaded when it is run. */
export function makeProgram(project: Project, env: NodeJS.ProcessEnv): Command {
  const program = new Command('drawdown')
    .description('The operations log of a mission that withdraws from a country.')
    .version(project.version)
    .option('--url <url>', 'the server', env.DRAWDOWN_URL || 'http://127.0.0.1:3000')
    .addHelpText(
      'before',
      examples('demo', 'import minusma docs/examples/minusma-2023.ndjson', 'summary minusma --valid-at 2023-08-13'),
    )
    .addHelpText('after', exitCodes)
    .showSuggestionAfterError()
    .exitOverride();
  const client = (): Client => new Client(program.opts<{ url: string }>().url, env.DRAWDOWN_ACTOR || undefined);
  addServing(program, project, env);
  addFiles(program, client);
  addKeeping(program, env);
  addCopying(program);
  addQueries(program, client);
  return program;
}

function addServing(program: Command, project: Project, env: NodeJS.ProcessEnv): void {
  program
    .command('serve')
    .description('serve the logs of a folder until Ctrl-C')
    .addHelpText('before', examples('serve', 'serve --port 3100 --data-dir ./data'))
    .option('--port <port>', 'TCP port, 0 for a free one (PORT, 3000)')
    .option('--host <address>', 'a loopback address (HOST, 127.0.0.1)')
    .option('--data-dir <folder>', 'folder of the logs (DATA_DIR, ./data)')
    .option(
      '--eventstoredb-port <port>',
      "serve the logs over EventStoreDB's protocol too, for reading (EVENTSTOREDB_PORT)",
    )
    .option('--accept-rollback', 'go on with a log that falls short of what had been written in its folder')
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
    .addHelpText('before', examples('demo', 'demo --port 0 --exit'))
    .option('--port <port>', 'TCP port, 0 for a free one (PORT, 3000)')
    .option('--host <address>', 'a loopback address (HOST, 127.0.0.1)')
    .option('--data-dir <folder>', 'an empty folder for the log (a new temporary one)')
    .option('--exit', 'end once it is recorded')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.js');
      await demo(env, project.dir, options);
    });
}

function addFiles(program: Command, client: () => Client): void {
  program
    .command('import')
    .description('record the commands of a file: NDJSON, or CSV with a header line')
    .addHelpText(
      'before',
      examples(
        'import minusma docs/examples/minusma-2023.ndjson --dry-run',
        'import minusma reports.csv',
        'import minusma - < reports.ndjson',
      ),
    )
    .argument('<mission>')
    .argument('<file>', 'a file of commands, or - for standard input')
    .option('--dry-run', 'judge the whole file and record nothing')
    .option('--json', 'the result as JSON')
    .addHelpText('after', importNote)
    .action(async (mission: string, path: string, { dryRun, json }: { dryRun?: true; json?: true }) => {
      const { runImport } = await import('./commands/run-import.js');
      const isWhole = await runImport(client(), mission, path, { dryRun: dryRun === true, json: json === true });
      if (!isWhole) process.exitCode = 1;
    });
  program
    .command('export')
    .description('the log as NDJSON: one entry a line')
    .addHelpText(
      'before',
      examples('export minusma > minusma.ndjson', 'export minusma --as commands | drawdown import rehearsal -'),
    )
    .argument('<mission>')
    .addOption(
      new Option('--as <form>', 'envelopes as stored, or commands to import elsewhere')
        .choices(['envelopes', 'commands'])
        .default('envelopes'),
    )
    .action(async (mission: string, options: { as: 'envelopes' | 'commands' }) => {
      const { exportLog } = await import('./commands/export.js');
      await exportLog(client(), mission, options.as);
    });
}

function addKeeping(program: Command, env: NodeJS.ProcessEnv): void {
  const dataDir = env.DATA_DIR || './data';
  program
    .command('verify')
    .description('compare every entry of a log file with its hash')
    .addHelpText('before', examples('verify ./data/drawdown.sqlite', 'verify backup.sqlite --json'))
    .argument('<file>', 'a log or a backup; safe beside a running server')
    .option('--json', 'what was found, as JSON')
    .action(async (file: string, { json }: { json?: true }) => {
      const { verify } = await import('./commands/keep.js');
      if (!(await verify(file, json === true))) process.exitCode = 1;
    });
  program
    .command('backup')
    .description('copy the logs into one verified file, beside a running server')
    .addHelpText('before', examples('backup backups/2023-08-13.sqlite'))
    .argument('<file>', 'a new file')
    .option('--data-dir <folder>', 'folder of the logs (DATA_DIR, ./data)', dataDir)
    .action(async (file: string, options: { dataDir: string }) => {
      const { makeBackup } = await import('./commands/keep.js');
      await makeBackup(options.dataDir, file);
    });
  program
    .command('restore')
    .description('make a folder of a backup; nothing is overwritten')
    .addHelpText('before', examples('restore backups/2023-08-13.sqlite --data-dir ./restored'))
    .argument('<file>', 'a backup')
    .requiredOption('--data-dir <folder>', 'a folder without a log')
    .action(async (file: string, options: { dataDir: string }) => {
      const { restoreBackup } = await import('./commands/keep.js');
      restoreBackup(file, options.dataDir);
    });
}

function addCopying(program: Command): void {
  program
    .command('copy')
    .description('copy all missions to another store, verbatim, and prove that both are equal')
    .addHelpText(
      'before',
      examples("copy embedded:./data 'esdb://127.0.0.1:2113?tls=false'", 'copy embedded:./data embedded:./other'),
    )
    .argument('<from>', 'embedded:<folder>, with no server on it, or esdb://...')
    .argument('<to>', 'embedded:<folder> or esdb://..., without these missions')
    .option('--json', 'one line of JSON for each mission')
    .action(async (from: string, to: string, { json }: { json?: true }) => {
      const { copy } = await import('./commands/copy.js');
      await copy(from, to, json === true);
    });
}

function addQueries(program: Command, client: () => Client): void {
  withLens(program.command('summary'))
    .description('what remains against the deadline')
    .addHelpText('before', examples('summary minusma', 'summary minusma --valid-at 2023-08-13 --known-at 2023-08-13'))
    .action(async (mission: string, { json, ...lens }: Lens & { json?: true }) => {
      const { showSummary } = await import('./commands/summary.js');
      await showSummary(client(), mission, lens, json === true);
    });
  withLens(program.command('history'))
    .description('every entry as a sentence, in the order of recording')
    .addHelpText('before', examples('history minusma --base ber', 'history minusma --type ConvoyAttacked --json'))
    .option('--type <type>', 'only entries of this type')
    .option('--base <base>', 'only about this base')
    .option('--convoy <convoy>', 'only about this convoy')
    .option('--actor <id>', 'only by this person')
    .option('--from <time>', 'happened then or later')
    .option('--to <time>', 'happened then or earlier')
    .option('--text <text>', 'containing this text')
    .action(async (mission: string, { json, ...options }: HistoryOptions & { json?: true }) => {
      const { showHistory } = await import('./commands/history.js');
      await showHistory(client(), mission, options, json === true);
    });
  program
    .command('replay')
    .description('how the summary moved: a line for each step, with what changed marked by an asterisk')
    .addHelpText(
      'before',
      examples(
        'replay minusma --from 2023-08-01 --to 2023-08-31',
        'replay minusma --every 1w --axis both',
        'replay minusma --from 2023-08-13 --to 2023-08-14 --every 6h --csv',
      ),
    )
    .argument('<mission>')
    .option('--from <time>', 'the first step: an instant or a day (the start of the mission)')
    .option('--to <time>', 'until then (now)')
    .option('--every <step>', 'hours, days or weeks between steps: 12h, 1d, 1w', '1d')
    .addOption(
      new Option('--axis <axis>', 'what had happened by then, what was known by then, or both')
        .choices(['validAt', 'knownAt', 'both'])
        .default('validAt'),
    )
    .addOption(new Option('--json', 'a line of JSON for each step').conflicts('csv'))
    .option('--csv', 'CSV with a header line')
    .action(async (mission: string, { json, csv, ...options }: ReplayOptions & { json?: true; csv?: true }) => {
      const { showReplay } = await import('./commands/replay.js');
      await showReplay(client(), mission, options, json ? 'json' : csv ? 'csv' : 'words');
    });
}

const withLens = (command: Command): Command =>
  command
    .argument('<mission>')
    .option('--valid-at <time>', 'what had happened by then: an instant, a day or a month')
    .option('--known-at <time>', 'what was known by then: a time, or a revision')
    .option('--recorded-at <time>', 'what the log held by its own clock')
    .option('--json', 'JSON, stable for programs');
