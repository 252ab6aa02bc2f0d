import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../server/src/config.js';
import { serve } from '../../../server/src/server.js';
import { Client } from '../client.js';
import { importLines } from './import.js';

const example = 'docs/examples/minusma-2023.ndjson';

/** Serves the real withdrawal of MINUSMA from a new store of its own, beside whatever else DATA_DIR holds. */
export async function demo(env: NodeJS.ProcessEnv, projectDir: string, say: (words: string) => void): Promise<void> {
  const parent = env.DATA_DIR ?? './data';
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const dataDir = mkdtempSync(join(parent, 'demo-'));
  const { url } = await serve(readConfig({ ...env, DATA_DIR: dataDir }));
  const { recorded, refused } = await importLines(new Client(url, undefined), 'minusma', readFileSync(join(projectDir, example)), say);
  say(`Recorded ${recorded} entries of the MINUSMA withdrawal in ${dataDir}${refused.length > 0 ? `; ${refused.length} were refused` : ''}.`);
  say(`Serving at ${url} until Ctrl-C. See what remained on 13 August 2023, as known that day:`);
  say(`  curl '${url}/v1/missions/minusma?validAt=2023-08-13&knownAt=2023-08-13'`);
}
