import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StoreLocked } from '../event-store.js';
import { keepPrivate } from './own-files.js';
import { sqliteCodeOf } from './sqlite-code.js';

/**
 * Takes the data directory for this process. The lock is an exclusive SQLite transaction on a file of its own: it dies
 * with the process, so nothing stale is left after `kill -9`. Throws StoreLocked, naming the holder.
 */
export function takeWriterLock(dataDir: string): { release(): void } {
  const holder = join(dataDir, 'writer.json');
  keepPrivate(join(dataDir, 'writer.lock'));
  const lock = new Database(join(dataDir, 'writer.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!sqliteCodeOf(error)?.startsWith('SQLITE_BUSY')) throw error;
    throw new StoreLocked(`${dataDir} is in use by ${holderOf(holder)}. Stop it first, or use another data directory.`);
  }
  const since = new Date().toISOString();
  writeFileSync(holder, `${JSON.stringify({ pid: process.pid, host: hostname(), since })}\n`, { mode: 0o600 });
  return { release: () => lock.close() };
}

function holderOf(file: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; host: string; since: string };
    return `process ${pid} on ${host} since ${since}`;
  } catch {
    return 'another process, which has not said which';
  }
}
