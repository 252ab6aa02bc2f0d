import { randomUUID } from 'node:crypto';
import {
  InMemoryStore,
  openEmbeddedStore,
  openKurrentDbStore,
  type EventStore,
  type NewEntry,
  type StoredEntry,
} from '#libs/event-store';
import { makeSealer, startStandIn } from './stand-in.js';

export { makeSealer } from './stand-in.js';

/** An entry to be appended, with a text. */
export const entry = (text = 'x', id: string = randomUUID()): NewEntry => ({
  id,
  type: 'NoteAdded',
  body: JSON.stringify({ text }),
  recordedAt: '2023-08-13T08:30:00.000Z',
});

/** So many entries. */
export const entries = (count: number): NewEntry[] =>
  Array.from({ length: count }, (_, index) => entry(`note ${index}`));

/** All that pages hold. */
export async function all(pages: AsyncIterable<readonly StoredEntry[]>): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

/** An engine, opened on a folder of its own; `close` ends all of it. */
export interface Opened {
  store: EventStore;
  close(): Promise<void>;
}

const alone = (store: EventStore): Opened => ({ store, close: () => store.close() });

/** The engine for clusters, over a real wire: the embedded store behind the endpoint that speaks their protocol. */
async function overTheWire(dataDir: string): Promise<Opened> {
  const standIn = await startStandIn(dataDir);
  const store = await openKurrentDbStore(standIn.url, makeSealer());
  return {
    store,
    async close() {
      await store.close();
      await standIn.close();
    },
  };
}

/** A real cluster, where somebody has named one. */
function elsewhere(): [string, () => Promise<Opened>][] {
  const url = process.env.KURRENTDB_URL;
  return url === undefined
    ? []
    : [['on the cluster of KURRENTDB_URL', async () => alone(await openKurrentDbStore(url, makeSealer()))]];
}

/** Every engine by its name: one contract holds them all. */
export const engines: [string, (dir: string) => Opened | Promise<Opened>][] = [
  ['in memory', () => alone(new InMemoryStore())],
  ['embedded', (dataDir) => alone(openEmbeddedStore({ dataDir, sealer: makeSealer() }))],
  ['on a cluster, here', overTheWire],
  ...elsewhere(),
];
