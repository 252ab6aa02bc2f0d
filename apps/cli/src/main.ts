#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Failure } from './client.js';
import { demo } from './commands/demo.js';
import { dryRun, importLines, readImportFile } from './commands/import.js';
import { readHistory, readLog, readSummary, summaryInWords, type HistoryOptions, type LensOptions } from './commands/read.js';

const say = (words: string): void => void process.stderr.write(`${words}\n`);
const write = (data: string): void => void process.stdout.write(data.endsWith('\n') ? data : `${data}\n`);

/** The folder of the project: where package.json is, from the sources as from the build. */
function projectDir(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); ; dir = dirname(dir)) {
    try {
      const { name } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { name: string };
      if (name === 'drawdown') return dir;
    } catch {
      if (dir === dirname(dir)) throw new Failure('This installation is incomplete: its package.json is missing.', 2);
    }
  }
}

const { version } = JSON.parse(readFileSync(join(projectDir(), 'package.json'), 'utf8')) as { version: string };
const program = new Command('drawdown')
  .description('The operations log of a mission that withdraws from a country.')
  .version(version)
  .option('--url <url>', 'the server (DRAWDOWN_URL)', process.env.DRAWDOWN_URL ?? 'http://127.0.0.1:3000')
  .addHelpText('before', 'Examples:\n  drawdown demo\n  drawdown summary minusma --valid-at 2023-08-13\n  drawdown import minusma docs/examples/minusma-2023.ndjson\n')
  .showSuggestionAfterError()
  .exitOverride();

const client = (): Client => new Client(program.opts<{ url: string }>().url, process.env.DRAWDOWN_ACTOR);
const lens = (command: Command): Command =>
  command
    .option('--valid-at <time>', 'what had happened by then: an instant, a day or a month')
    .option('--known-at <time>', 'what was known by then: a time, or a revision')
    .option('--recorded-at <time>', "what the log held by its own clock")
    .option('--json', 'JSON, stable for programs');

program
  .command('serve')
  .description('serve the log (settings: PORT, HOST, DATA_DIR)')
  .option('--port <port>', 'TCP port')
  .option('--host <address>', 'a loopback address')
  .option('--data-dir <folder>', 'folder of the log')
  .action(async (options: { port?: string; host?: string; dataDir?: string }) => {
    const [{ readConfig }, { serve }] = [await import('../../server/src/config.js'), await import('../../server/src/server.js')];
    const { port = process.env.PORT, host = process.env.HOST, dataDir = process.env.DATA_DIR } = options;
    const { url } = await serve(readConfig({ ...process.env, PORT: port, HOST: host, DATA_DIR: dataDir }));
    say(`drawdown listens on ${url}`);
  });

program
  .command('demo')
  .description('record the real MINUSMA withdrawal into a new store and serve it')
  .action(() => demo(process.env, projectDir(), say));

program
  .command('import')
  .description('record the commands of a file: NDJSON, or CSV with a header; "-" is standard input')
  .argument('<mission>')
  .argument('<file>')
  .option('--dry-run', 'decide and record nothing')
  .option('--json', 'the result as JSON')
  .action(async (mission: string, file: string, options: { dryRun?: true; json?: true }) => {
    const run = options.dryRun ? dryRun : importLines;
    const result = await run(client(), mission, readImportFile(file), say);
    if (options.json) write(JSON.stringify(result));
    say(options.dryRun ? `Dry run: ${result.refused.length} lines would be refused.` : `${result.recorded} recorded, ${result.alreadyThere} already there, ${result.refused.length} refused.`);
    if (result.refused.length > 0) process.exitCode = 1;
  });

program
  .command('export')
  .description('the log as NDJSON of envelopes')
  .argument('<mission>')
  .action(async (mission: string) => write(await readLog(client(), mission)));

lens(program.command('summary').description('what remains against the deadline').argument('<mission>')).action(
  async (mission: string, { json, ...options }: LensOptions & { json?: true }) => {
    const text = await readSummary(client(), mission, options);
    write(json ? text : summaryInWords(text));
  },
);

lens(program.command('history').description('every entry as a sentence, oldest first').argument('<mission>'))
  .option('--type <type>', 'only entries of this type')
  .option('--base <base>', 'only about this base')
  .option('--convoy <convoy>', 'only about this convoy')
  .option('--actor <id>', 'only by this person')
  .option('--from <time>', 'happened then or later')
  .option('--to <time>', 'happened then or earlier')
  .option('--text <text>', 'containing this text')
  .action((mission: string, { json, ...options }: HistoryOptions & { json?: true }) => readHistory(client(), mission, options, json === true, write));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    say(`drawdown: ${error instanceof Error ? error.message : String(error)}`);
    if (error instanceof Failure) process.exitCode = error.exitCode;
    else {
      const { exitCodeOf } = await import('../../server/src/exit-code.js');
      process.exit(exitCodeOf(error));
    }
  }
}
