import type { DrawdownClient } from '#libs/client';
import { openImportFile } from '../import-file.js';
import { say, write } from '../output.js';
import { Failure } from '../failure.js';
import { dryRun, dryRunInWords, type DryRunResult } from './dry-run.js';
import { importTable, type TableOptions } from './import-table.js';
import { importFile, importReport, type ImportResult } from './import.js';

/** How a file is imported: as commands, or with a kind as a table of those. */
export type ImportOptions = Partial<TableOptions>;

/** Imports a file, or only judges it, and tells what became of it. False if a line was refused. */
export async function runImport(
  client: DrawdownClient,
  mission: string,
  path: string,
  { kind, ...how }: ImportOptions,
): Promise<boolean> {
  if (kind !== undefined) return importTable(client, mission, path, { kind, ...how });
  const table = (['errors', 'skip', 'dates'] as const).find((name) => how[name] !== undefined);
  if (table !== undefined) throw new Failure(`--${table} is for tables: say of which --kind it is.`, 2);
  if (/\.xlsx$/i.test(path)) throw new Failure(`${path} is a workbook: say of which --kind its rows are.`, 2);
  const file = openImportFile(path);
  const result = how.dryRun
    ? await dryRun(client.mission(mission), file)
    : await importFile(client.mission(mission), file);
  say('wouldRecord' in result ? dryRunInWords(result) : importReport(result).join('\n'));
  if (isOfNothing(result)) say('The file holds no command. Is it the right one, and did all of it arrive?');
  if (how.json) await write(JSON.stringify(result));
  return result.refused.length === 0;
}

/** Whether no line of a file was a command: it may have been cut off on its way, and success would hide that. */
function isOfNothing(result: ImportResult | DryRunResult): boolean {
  const taken = 'wouldRecord' in result ? result.wouldRecord : result.recorded;
  return taken + result.alreadyThere + result.refused.length === 0;
}
