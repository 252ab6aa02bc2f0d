import { appends } from './appends.js';
import { cluster } from './cluster.js';
import { commandsOverHttp } from './commands-over-http.js';
import { folding } from './folding.js';
import { reads } from './reads.js';
import { opening } from './opening.js';
import { print } from './report.js';

/** Measures what the log is fast at, each time against a baseline in the same run. `--json` for programs. */
const asJson = process.argv.includes('--json');
for (const bench of [appends, reads, folding, cluster, opening, commandsOverHttp]) {
  for (const figure of await bench()) print(figure, asJson);
}
