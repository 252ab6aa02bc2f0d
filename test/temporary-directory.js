import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';

const memory = '/dev/shm';
const bytesNeeded = 4 * 2 ** 30;

/**
 * Lets tests write their databases to memory if there is room: most of what they would wait for otherwise is the disk. What a disk does
 * to a log is tested by its faults (test/faults), not by its slowness. Nothing stays behind, not even what a failed test left.
 */
export default async function useMemory() {
  if (process.env.TMPDIR !== undefined || !existsSync(memory)) return;
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < bytesNeeded) return;
  const made = mkdtempSync(`${memory}/drawdown-tests-`);
  process.env.TMPDIR = made;
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
}
