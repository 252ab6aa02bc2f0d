import { effect, signal } from '@preact/signals';
import {
  NotDrawdown,
  ProblemError,
  TryLater,
  Unreachable,
  newKey,
  type Answer,
  type ProblemDocument,
} from '#libs/client';
import { missionOf } from '../api/server.js';
import { connection } from './live.js';
import { keptCommands, keep, forget, type KeptCommand } from './queue-store.js';
import { isStillHere, subject } from './session.js';

/** What became of a command. */
export type Outcome =
  { kind: 'recorded'; answer: Answer } | { kind: 'refused'; problem: ProblemDocument } | { kind: 'waiting' };

/** Commands that have not been answered, and those that were refused while nobody looked; oldest first. */
export const waiting = signal<readonly KeptCommand[]>([]);

const retryMs = 5000;

/** What became of what was sent; what is no answer of the server, or says "not now" instead of "no", leaves it waiting. */
async function outcomeOf(asked: Promise<Answer>, isLater: (error: ProblemError) => boolean): Promise<Outcome> {
  try {
    return { kind: 'recorded', answer: await asked };
  } catch (error) {
    if (error instanceof Unreachable || error instanceof NotDrawdown) return { kind: 'waiting' };
    if (!(error instanceof ProblemError)) throw error;
    return isLater(error) ? { kind: 'waiting' } : { kind: 'refused', problem: error.problem };
  }
}

/** Sends a command once: its key tells the server that it is the same one, however often it comes. */
const send = ({ mission, command, body, key, ifMatch }: KeptCommand): Promise<Outcome> =>
  outcomeOf(
    missionOf(mission).command(command, body, { key, ifMatch, triesMax: 1 }),
    // Whoever has to sign in again sends it then.
    (error) => error instanceof TryLater || error.status >= 500 || error.status === 401,
  );

/** Asks what a command would record, and records nothing; "waiting" if nobody says. */
export const dryRun = (mission: string, command: string, body: object, ifMatch: number | undefined): Promise<Outcome> =>
  outcomeOf(missionOf(mission).dryRun(command, body, { ifMatch }), (error) => error instanceof TryLater);

/**
 * Keeps a command in this browser first, and sends it then: whatever happens to the line or the tab in between, it is
 * recorded once. A refusal is handed to who waits for it.
 */
export async function submit(command: Omit<KeptCommand, 'key' | 'at' | 'subject'>): Promise<Outcome> {
  const kept: KeptCommand = { ...command, subject: await subject(), key: newKey(), at: new Date().toISOString() };
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
  waiting.value = await keptCommands(await subject());
}

/** Sends what waits, in order, one tab at a time. The first that cannot be sent ends it: what follows may rest on it. */
export async function sendWaiting(): Promise<void> {
  const work = async (): Promise<void> => {
    const mine = await keptCommands(await subject());
    if (mine.length > 0 && !(await isStillHere())) return;
    for (const command of mine) {
      if (command.problem !== undefined) continue;
      const outcome = await send(command);
      if (outcome.kind === 'waiting') break;
      if (outcome.kind === 'recorded') await forget(command.key);
      else await keep({ ...command, problem: outcome.problem.detail });
    }
    await refresh();
  };
  // What waits is shown, whichever tab sends it.
  await refresh();
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
