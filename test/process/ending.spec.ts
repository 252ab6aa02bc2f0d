import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { askAndStop, writeLongLog } from '../support/long-log.js';
import { endPrograms, startServerProcess } from '../support/program.js';

const length = 15_000;
let dataDir: string;
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'drawdown-ending-'))));
afterEach(() => {
  endPrograms();
  rmSync(dataDir, { recursive: true });
});

/** Questions that take long, and answers that are long. */
const reads: readonly (readonly [path: string, accept?: string])[] = [
  ['/replay?axis=both&every=1h'],
  ['/replay?axis=knownAt&every=2h'],
  ['?why=/strength/present'],
  ['/bases?why=/items/0/people'],
  ['/diff?axis=knownAt&from=100&to=14000'],
  ['/diff?axis=knownAt&from=200&to=13000&view=bases'],
  ['/forecast?draws=100000'],
  ['/entries', 'text/csv'],
  ['/entries', 'application/x-ndjson'],
  ['/entries', 'text/event-stream'],
  ['/entries?text=dry&knownAt=10000'],
  ['/entries?text=nowhere'],
  ['/entries?text=nowhere&order=newest'],
  ['/live?views=summary,bases', 'text/event-stream'],
  ['/evidence'],
];

describe('a server that is told to end while it is read from in every way', () => {
  it('ends within five seconds, whatever is asked and however slowly its answers are taken', async () => {
    const mission = await writeLongLog(dataDir, length);
    const server = await startServerProcess(dataDir);
    const asked = reads.map(([path, accept]) => askAndStop(server.url, `/v1/missions/${mission}${path}`, accept));
    // By then the log is read, and the questions are being answered.
    await Promise.race(asked);
    server.process.kill('SIGTERM');
    expect(await Promise.race([server.ended, setTimeout(5000, 'still running')])).toBe(0);
    for (const socket of await Promise.all(asked)) socket.destroy();
  });
});
