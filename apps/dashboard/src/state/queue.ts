import { effect, signal } from '@preact/signals';
import { pathOf, problemOf } from '../api/client.js';
import type { Entry, ProblemDocument } from '../api/documents.js';
import { connection } from './live.js';
import { keptCommands, keep, forget, type KeptCommand } from './queue-store.js';

/** What the server answered to a command that it took. */
export interface Answer {
  revision: number;
  entries: Entry[];
  discrepancies: { id: string; rule: string; message: string }[];
  /** What a dry run warns of: an entry that says the same already, say. */
  warnings?: { rule: string; entries: number[]; text: string }[];
}

/** What became of a command. */
export type Outcome =
  { kind: 'recorded'; answer: Answer } | { kind: 'refused'; problem: ProblemDocument } | { kind: 'waiting' };

/** Commands that have not been answered, and those that were refused while nobody looked; oldest first. */
export const waiting = signal<readonly KeptCommand[]>([]);

const retryMs = 5000;

/** Answers that say "not now" instead of "no": the command is kept and sent again. */
const isLater = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** Sends a command once: its key tells the server that it is the same one, however often it comes. */
async function send({ mission, command, body, key, ifMatch }: KeptCommand): Promise<Outcome> {
  let response: Response;
  try {
    response = await fetch(pathOf(mission, `/commands/${command}`), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      body: JSON.stringify(body),
    });
  } catch {
    return { kind: 'waiting' };
  }
  if (response.ok) return { kind: 'recorded', answer: (await response.json()) as Answer };
  const problem = await problemOf(response);
  return isLater(response.status) ? { kind: 'waiting' } : { kind: 'refused', problem };
}

/** Asks what a command would record, and records nothing. Throws TypeError where the server cannot be reached. */
export async function dryRun(
  mission: string,
  command: string,
  body: unknown,
  ifMatch: number | undefined,
): Promise<Outcome> {
  const response = await fetch(pathOf(mission, `/commands/${command}`, { dryRun: 'true' }), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    },
    body: JSON.stringify(body),
  });
  return response.ok
    ? { kind: 'recorded', answer: (await response.json()) as Answer }
    : { kind: 'refused', problem: await problemOf(response) };
}

/**
 * Keeps a command in this browser first, and sends it then: whatever happens to the line or the tab in between, it is
 * recorded once. A refusal is handed to who waits for it.
 */
export async function submit(command: Omit<KeptCommand, 'key' | 'at'>): Promise<Outcome> {
  const kept: KeptCommand = { ...command, key: crypto.randomUUID(), at: new Date().toISOString() };
  await keep(kept);
  const outcome = await send(kept);
  if (outcome.kind !== 'waiting') await forget(kept.key);
  await refresh();
  return outcome;
}

/** Drops a command that was not sent, or was refused. */
export async function discard(key: string): Promise<void> {
  await forget(key);
  await refresh();
}

async function refresh(): Promise<void> {
  waiting.value = await keptCommands();
}

/** Sends what waits, in order, one tab at a time. The first that cannot be sent ends it: what follows may rest on it. */
export async function sendWaiting(): Promise<void> {
  const work = async (): Promise<void> => {
    for (const command of await keptCommands()) {
      if (command.problem !== undefined) continue;
      const outcome = await send(command);
      if (outcome.kind === 'waiting') break;
      if (outcome.kind === 'recorded') await forget(command.key);
      else await keep({ ...command, problem: outcome.problem.detail });
    }
    await refresh();
  };
  // Where the page is not served securely a browser has no locks: two tabs may send the same, which the key makes harmless.
  if ('locks' in navigator)
    await navigator.locks.request('drawdown.queue', { ifAvailable: true }, async (lock) => {
      if (lock) await work();
    });
  else await work();
}

/** Sends what waits whenever it may work: at the start, when the line is back, and now and then. */
export function watchQueue(): void {
  const attempt = (): void => void sendWaiting().catch(() => undefined);
  addEventListener('online', attempt);
  effect(() => {
    if (connection.value === 'live') attempt();
  });
  setInterval(() => {
    if (waiting.value.some(({ problem }) => problem === undefined)) attempt();
  }, retryMs);
  attempt();
}
