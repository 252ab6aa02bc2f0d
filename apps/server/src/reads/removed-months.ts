import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '#libs/strict-json';
import { isReadsStream } from './read-line.js';

/** Where the checkpoints of a month of the access log are kept once its lines were removed. */
export const keptCheckpointsFile = (dataDir: string, stream: string): string =>
  join(dataDir, `${stream}.checkpoints.ndjson`);

/** The newest checkpoint of a month whose lines were removed; undefined of whatever else. */
export function newestKept(dataDir: string, stream: string): string | undefined {
  const file = keptCheckpointsFile(dataDir, stream);
  if (!isReadsStream(stream) || !existsSync(file)) return undefined;
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '');
  return isObject(kept) && typeof kept.checkpoint === 'string' ? kept.checkpoint : undefined;
}

const sizeOf = (checkpoint: string): number => Number(checkpoint.split('\n')[1]);

/** What was signed of streams, without months that were removed: there is nothing any more that would fall short of it. */
export const withoutRemoved = (receipts: ReadonlyMap<string, string>, dataDir: string): ReadonlyMap<string, string> =>
  new Map(
    [...receipts].filter(([stream, checkpoint]) => {
      const kept = newestKept(dataDir, stream);
      return kept === undefined || sizeOf(kept) < sizeOf(checkpoint);
    }),
  );
