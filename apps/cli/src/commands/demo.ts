import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../failure.js';
import { openImportFile } from '../import-file.js';
import { say } from '../output.js';
import { adminTokenFile, tokenIn } from '../../../server/src/access/token-files.js';
import { clientOf } from '../server.js';
import { importFile, inWords } from './import.js';
import { start, type ServeOptions } from './serve.js';
import { signInLink } from './token.js';

const example = join('docs', 'examples', 'minusma-2023.ndjson');

/** How a demonstration is run. */
export interface DemoOptions extends ServeOptions {
  /** End once the example is recorded. */
  exit?: boolean;
}

/** Records the real withdrawal of MINUSMA into an empty store of its own, and serves it until Ctrl-C. */
export async function demo(env: NodeJS.ProcessEnv, projectDir: string, options: DemoOptions): Promise<void> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'drawdown-demo-'));
  if (entriesOf(dataDir) > 0)
    throw new Failure(
      `${dataDir} is not empty. A demo begins with an empty folder: name another one, or leave --data-dir out.`,
      2,
    );
  const running = await start(env, { ...options, dataDir });
  const { url } = running;
  const token = tokenIn(adminTokenFile(dataDir));
  const client = clientOf(url, undefined, token);
  const result = await importFile(client.mission('minusma'), openImportFile(join(projectDir, example)));
  say(`The withdrawal of MINUSMA from Mali in 2023: ${inWords(result)}. Its log is in ${dataDir}.`);
  if (result.refused.length > 0) process.exitCode = 1;
  if (options.exit) return running.close();
  if (token !== undefined) {
    const lines: string[] = [];
    for (const role of shownRoles) {
      const wanted = { for: `demo-${role}`, role, mission: '*' };
      lines.push(`  ${role.padEnd(8)}  ${await signInLink(client, wanted, `/${thatDay}`)}`);
    }
    say(`
Sign in to the dashboard by one of these links, each once and within ten minutes. "drawdown token link" makes more.

${lines.join('\n')}`);
  }
  say(`
Serving at ${url} until Ctrl-C. The dashboard on 13 August 2023, as it was known that day, and what it is now:

  ${url}/${thatDay}
  ${url}/?mission=minusma

The same in a terminal:

  npm run drawdown -- summary minusma --valid-at 2023-08-13 --known-at 2023-08-13 --url ${url}
  ${url}/v1/missions/minusma?validAt=2023-08-13&knownAt=2023-08-13

and what is known of that day now, the attack on the way from Ber, and all that can be asked:

  npm run drawdown -- summary minusma --valid-at 2023-08-13 --url ${url}
  npm run drawdown -- history minusma --base ber --url ${url}
  ${url}/docs`);
}

const thatDay = '?mission=minusma&validAt=2023-08-13&knownAt=2023-08-13';

/** Whom the demonstration has a link for. */
const shownRoles = ['viewer', 'reporter', 'planner', 'auditor'];

/** How much a folder holds; nothing if there is none yet. */
function entriesOf(dir: string): number {
  try {
    return readdirSync(dir).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw new Failure(`${dir} cannot be used: ${(error as Error).message}`, 2);
  }
}
