import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { details } from './details.js';
import { tableProblem } from './problems.js';
import type { FromWorkbook, ToWorkbook } from './workbook-messages.js';

/** How long, and on how much memory, a thread may work. */
const workMsMax = 20_000;
const memoryMiBMax = 512;

/** Beside this file, as it is: compiled, or not yet. */
const isSource = import.meta.url.endsWith('.ts');
const program = new URL(isSource ? './workbook-worker.ts' : './workbook-worker.js', import.meta.url);
const execArgv = isSource ? ['--conditions=source', '--import', '@swc-node/register/esm-register'] : [];

/** Has a workbook read or written in a thread of its own. Throws a Problem where that takes too much. */
export async function workApart(work: ToWorkbook): Promise<FromWorkbook | Uint8Array> {
  const worker = new Worker(program, {
    workerData: work,
    execArgv,
    resourceLimits: { maxOldGenerationSizeMb: memoryMiBMax },
  });
  const done = new AbortController();
  const late = setTimeout(workMsMax, undefined, { signal: done.signal, ref: false }).then(() => {
    throw tableProblem(details.tooHard);
  });
  try {
    const [answer] = (await Promise.race([once(worker, 'message'), late])) as [FromWorkbook | Uint8Array];
    return answer;
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tableProblem(details.tooHard) : error;
  } finally {
    done.abort();
    late.catch(() => undefined);
    await worker.terminate();
  }
}
