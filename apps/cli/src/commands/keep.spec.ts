import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile, openEmbeddedStore, verifyFile } from '#libs/event-store';
import { inWords } from './keep.js';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'drawdown-keep-'))));
afterEach(() => rmSync(dir, { recursive: true }));

/** What is said of a log with so many entries in each stream. */
async function saidOf(streams: Readonly<Record<string, number>>): Promise<string> {
  const store = openEmbeddedStore({ dataDir: dir });
  const entry = { type: 'Any', body: '{}', recordedAt: '2023-08-13T00:00:00.000Z' };
  for (const [stream, length] of Object.entries(streams))
    await store.append(
      stream,
      -1,
      Array.from({ length }, () => ({ id: randomUUID(), ...entry })),
    );
  await store.close();
  return inWords(verifyFile(databaseFile(dir)));
}

describe('what is said of a backup', () => {
  it.each([
    [{ 'mission-mali': 3 }, '3 entries of 1 mission'],
    [{ 'mission-mali': 3, 'mission-niger': 2, access: 4 }, '5 entries of 2 missions and 4 of 1 other stream'],
    [{ 'mission-mali': 1, access: 4, 'access-log-2026-11': 2 }, '1 entries of 1 mission and 6 of 2 other streams'],
    [{ access: 1, 'access-log-2026-11': 2 }, '0 entries of 0 missions and 3 of 2 other streams'],
  ])('counts what the server keeps beside missions apart: %j', async (streams, said) =>
    expect(await saidOf(streams)).toBe(said),
  );
});
