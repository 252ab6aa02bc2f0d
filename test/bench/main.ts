import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { access } from './access.js';
import { appends } from './appends.js';
import { cluster } from './cluster.js';
import { commandsOverHttp } from './commands-over-http.js';
import { dashboard } from './dashboard.js';
import { fanOut } from './fan-out.js';
import { folding } from './folding.js';
import { imports } from './imports.js';
import { forecasting } from './forecasting.js';
import { kurrentdb } from './kurrentdb.js';
import { opening } from './opening.js';
import { manyMissions } from './many-missions.js';
import { past } from './past.js';
import { questions } from './questions.js';
import { randomDays } from './random-days.js';
import { planning } from './planning.js';
import { scenarios } from './scenarios.js';
import { endPrograms } from '../support/program.js';
import { print, type Figure } from './report.js';
import { webhooks } from './webhooks.js';
import { verifying } from './verifying.js';
import { reads } from './reads.js';

/**
 * Measures what the log is fast at, each time against a baseline in the same run: all of it, or what is named. `--json` for
 * programs.
 */
const benches: Record<string, () => Promise<Figure[]>> = {
  appends,
  reads,
  folding,
  cluster,
  kurrentdb,
  opening,
  verifying,
  past,
  questions,
  'random-days': randomDays,
  missions: manyMissions,
  'fan-out': fanOut,
  planning,
  imports,
  forecasting,
  scenarios,
  commands: commandsOverHttp,
  access,
  webhooks,
  dashboard,
};

const asJson = process.argv.includes('--json');
const named = process.argv.slice(2).filter((argument) => argument !== '--json');
const [only] = named;
if (named.length === 1 && only !== undefined && benches[only]) {
  // What a bench that failed has left running ends with it.
  for (const figure of await benches[only]().finally(endPrograms)) print(figure, asJson);
} else {
  // Each in a process of its own: what one leaves in memory must not slow the next.
  for (const name of named.length > 0 ? named : Object.keys(benches)) {
    if (!benches[name]) throw new Error(`there is no bench ${name}; there are ${Object.keys(benches).join(', ')}`);
    const given = [...process.execArgv, fileURLToPath(import.meta.url), name, ...(asJson ? ['--json'] : [])];
    const { status } = spawnSync(process.execPath, given, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
