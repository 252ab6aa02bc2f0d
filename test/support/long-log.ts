import { connect, type Socket } from 'node:net';
import type { Entry } from '#libs/domain';
import { openEmbeddedStore, type NewEntry } from '#libs/event-store';
import { encode, streamOf } from '#libs/timeline';
import { entries, mission } from '../bench/rows.js';

/** Writes a long log of one mission into a folder, perhaps with an entry of its first hour that came as its hundredth; answers the mission's id. */
export async function writeLongLog(dataDir: string, count: number, { late = false } = {}): Promise<string> {
  const store = openEmbeddedStore({ dataDir });
  let rows: NewEntry[] = [];
  let early: Pick<Entry, 'occurredAt' | 'placedAt'> | undefined;
  for (const entry of entries(count)) {
    if (entry.revision === 20) early = entry;
    const { occurredAt, placedAt } = (late && entry.revision === 100 && early) || entry;
    if (rows.push(encode({ ...entry, occurredAt, placedAt })) < 1000 && entry.revision < count - 1) continue;
    await store.append(streamOf(mission), entry.revision - rows.length, rows);
    rows = [];
  }
  await store.close();
  return mission;
}

/** Sends a request, and reads only the beginning of its answer. Resolves when that is there, or the connection ends. */
export function askAndStop(url: string, path: string, accept = '*/*'): Promise<Socket> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: ${accept}\r\n\r\n`),
    );
    const stop = (): void => resolve(socket.pause());
    socket.once('data', stop);
    socket.once('close', stop);
    socket.on('error', stop);
  });
}
