import { setTimeout } from 'node:timers/promises';
import type { StandIn } from './stand-in.js';
import { startTestServer, type Reply, type TestServer } from './server.js';
import { openingOf } from './opening.js';

/** A mission with nobody in it but a hundred people. */
export const opening = openingOf(100);

/** A server beside a shared log. */
export interface Beside extends TestServer {
  open(mission: string): Promise<Reply>;
  note(mission: string, text?: string): Promise<Reply>;
}

/** Starts one that keeps its log in a cluster. */
export async function startBeside({ url }: Pick<StandIn, 'url'>, now = Date.now): Promise<Beside> {
  const server = await startTestServer(now, { EVENT_STORE: url });
  const send = (mission: string, command: string, body: object): Promise<Reply> =>
    server.post(`/v1/missions/${mission}/commands/${command}`, JSON.stringify(body));
  return Object.assign(server, {
    open: (mission: string) => send(mission, 'open-mission', opening),
    note: (mission: string, text = 'x') => send(mission, 'add-note', { text, occurredAt: '2023-08-01' }),
  });
}

/** How long is asked for something to become so. */
const untilMsMax = 20_000;
const pauseMs = 20;

/** Asks again and again until something is so. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  const start = performance.now();
  for (;;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (performance.now() - start > untilMsMax) throw new Error(`it never became so: ${JSON.stringify(answer)}`);
    // What is waited for needs the core that asking without a pause would take.
    await setTimeout(pauseMs);
  }
}

/** The missions that a server has stopped, with what it says of them. */
export async function stoppedOf(server: Beside): Promise<Record<string, { revision: number; reason: string }>> {
  const { body } = await server.get('/readyz');
  const stopped = (body.stopped ?? []) as { mission: string; revision: number; reason: string }[];
  return Object.fromEntries(stopped.map(({ mission, ...rest }) => [mission, rest]));
}
