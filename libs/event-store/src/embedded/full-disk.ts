import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const { ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM } = constants.errno;

/** By number: Node has no name for a used-up quota. */
const isOneOf = (error: unknown, numbers: readonly number[]): boolean =>
  numbers.includes(-Number((error as { errno?: unknown } | undefined)?.errno));

/** Whether a failure says that there is no room, or no descriptor: it passes, and harms nothing that is there. */
export const isPassing = (error: unknown): boolean => isOneOf(error, [ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM]);

/** Whether a folder takes nothing more. SQLite knows a full disk, but not a used-up quota: for that it has a failed write. */
export function isFull(dataDir: string): boolean {
  const probe = join(dataDir, 'probe.new');
  try {
    const fd = openSync(probe, 'w', 0o600);
    try {
      writeSync(fd, Buffer.alloc(1 << 16), 0, 1 << 16, 0);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
      rmSync(probe, { force: true });
    }
    return false;
  } catch (error) {
    return isOneOf(error, [ENOSPC, EDQUOT]);
  }
}
