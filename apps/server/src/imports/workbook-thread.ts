import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Serial } from '#libs/timeline';
import { details } from './details.js';
import { tableProblem } from './problems.js';
import type { FromWorkbook, ToWorkbook } from './workbook-messages.js';

/** How long, and on how much memory, a workbook may be worked on, and for how long the thread then waits for another one. */
const workMsMax = 20_000;
const memoryMiBMax = 512;
const idleMs = 30_000;

/** As this file is: compiled, or not yet. */
const program = new URL(import.meta.resolve('#workbook-worker'));
const isSource = program.pathname.endsWith('.ts');
const execArgv = isSource ? ['--conditions=source', '--import', '@swc-node/register/esm-register'] : [];

const turns = new Serial();
let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;

/** Has a workbook read or written in a thread of its own. Throws a Problem if that takes too much. */
export const workApart = (work: ToWorkbook): Promise<FromWorkbook | Uint8Array> => turns.run(() => done(work));

async function begin(): Promise<Worker> {
  const worker = new Worker(program, { execArgv, resourceLimits: { maxOldGenerationSizeMb: memoryMiBMax } });
  // It ends with the process, which does not wait for it.
  worker.unref();
  await once(worker, 'message');
  return worker;
}

async function done(work: ToWorkbook): Promise<FromWorkbook | Uint8Array> {
  clearTimeout(idle);
  const worker = (thread ??= await begin());
  const waiting = new AbortController();
  const late = wait(workMsMax, undefined, { signal: waiting.signal }).then(() => {
    throw tableProblem(details.tooHard);
  });
  try {
    const answer = once(worker, 'message');
    worker.postMessage(work, []);
    return ((await Promise.race([answer, late])) as [FromWorkbook | Uint8Array])[0];
  } catch (error) {
    await end();
    throw (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tableProblem(details.tooHard) : error;
  } finally {
    waiting.abort();
    late.catch(() => undefined);
    idle = setTimeout(() => void turns.run(end), idleMs).unref();
  }
}

async function end(): Promise<void> {
  const ended = thread;
  thread = undefined;
  await ended?.terminate();
}
