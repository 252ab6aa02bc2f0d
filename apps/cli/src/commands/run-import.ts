import type { DrawdownClient } from '#libs/client';
import { openImportFile } from '../import-file.js';
import { say, write } from '../output.js';
import { dryRun, dryRunInWords } from './dry-run.js';
import { importFile, importReport } from './import.js';

/** Imports a file, or only judges it, and tells what became of it. False where a line was refused. */
export async function runImport(
  client: DrawdownClient,
  mission: string,
  path: string,
  how: { dryRun: boolean; json: boolean },
): Promise<boolean> {
  const file = openImportFile(path);
  const result = how.dryRun
    ? await dryRun(client.mission(mission), file)
    : await importFile(client.mission(mission), file);
  say('wouldRecord' in result ? dryRunInWords(result) : importReport(result).join('\n'));
  if (how.json) await write(JSON.stringify(result));
  return result.refused.length === 0;
}
