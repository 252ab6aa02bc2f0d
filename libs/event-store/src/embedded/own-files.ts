import { chmodSync, closeSync, existsSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ownerOnly = 0o600;

/** Makes a file its owner's alone, before anything is in it if it is new: SQLite makes its further files like it. */
export function keepPrivate(file: string): void {
  closeSync(openSync(file, 'a', ownerOnly));
  for (const name of [file, `${file}-wal`, `${file}-shm`])
    if (existsSync(name) && (statSync(name).mode & 0o077) !== 0) chmodSync(name, ownerOnly);
}

/** Removes what a crash has left half written in a data directory. Whoever calls has it for itself. */
export function cleanUp(dataDir: string): void {
  for (const folder of [dataDir, join(dataDir, 'snapshots')].filter((name) => existsSync(name)))
    for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((file) => file.isFile()))
      if (name.endsWith('.new')) rmSync(join(folder, name), { force: true });
}

/** Notes which files these are; what it answers tells whether they still stand under their names. */
export function watchPlace(files: readonly string[]): () => boolean {
  const identity = (file: string): string => {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stat ? `${stat.dev}:${stat.ino}` : 'none';
  };
  const known = files.map(identity);
  return () => files.every((file, index) => identity(file) === known[index]);
}
