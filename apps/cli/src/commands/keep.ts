import { existsSync } from 'node:fs';
import {
  backUp,
  damageInWords,
  databaseFile,
  isWhole,
  locateBody,
  NoLog,
  restore,
  StoreLocked,
  verifyFile,
  type Verified,
} from '#libs/event-store';
import { missionPrefix, streamOf } from '#libs/timeline';
import { Failure } from '../failure.js';
import { say, write } from '../output.js';

interface Counted {
  streams: number;
  entries: number;
}

/** How much is of missions, and how much the server keeps beside them: who is let in, who read what, and whom it tells. */
function countsOf({ entriesOf }: Verified): { missions: Counted; others: Counted } {
  const counted = (streams: readonly [string, number][]): Counted => ({
    streams: streams.length,
    entries: streams.reduce((sum, [, entries]) => sum + entries, 0),
  });
  const isOfMission = ([stream]: readonly [string, number]): boolean => stream.startsWith(missionPrefix);
  const all = [...entriesOf];
  return { missions: counted(all.filter(isOfMission)), others: counted(all.filter((one) => !isOfMission(one))) };
}

/** Says how many entries a file holds: those of missions, and apart from them what the server keeps beside. */
export function inWords(verified: Verified): string {
  const { missions, others } = countsOf(verified);
  const inMissions = `${missions.entries} entries of ${missions.streams} ${missions.streams === 1 ? 'mission' : 'missions'}`;
  if (others.streams === 0) return inMissions;
  return `${inMissions} and ${others.entries} of ${others.streams} other ${others.streams === 1 ? 'stream' : 'streams'}`;
}

/**
 * Reads a whole log, a file or the folder that it is in; false if something in it is not what was written, or not what was
 * signed. A verifier key checks the signatures of its mission as well.
 */
export async function verify(place: string, key: string | undefined, asJson: boolean): Promise<boolean> {
  const file = existsSync(databaseFile(place)) ? databaseFile(place) : place;
  const [name = ''] = key?.split('+') ?? [];
  const mine = streamOf(name.slice(name.lastIndexOf('/') + 1));
  const verified = failing(() => verifyFile(file, (stream) => (stream === mine ? key : undefined)));
  const { entriesOf: _, ...found } = verified;
  const { gaps, altered, structure } = verified;
  const damaged = await Promise.all(
    verified.damaged.map(async (one) => ({ ...one, range: await locateBody(file, one.position) })),
  );
  if (asJson) await write(JSON.stringify({ ...found, ...countsOf(verified), damaged }));
  for (const damage of damaged) say(`damaged: ${damageInWords(damage)}: its hash differs`);
  for (const { stream, revision } of gaps) say(`gap: entry ${revision} of ${stream} does not follow the one before it`);
  for (const { stream, from, until, what } of altered)
    say(`altered: the first of entries ${from} to ${until} of ${stream} that differs: ${what}`);
  for (const problem of structure) say(`structure: ${problem}`);
  say(
    isWhole(verified)
      ? `${inWords(verified)}: each is what was written.`
      : `${inWords(verified)}: ${damaged.length} damaged, ${gaps.length} gaps, ${altered.length} altered, ${structure.length} faults of structure.`,
  );
  return isWhole(verified);
}

/** Makes a backup. */
export async function makeBackup(dataDir: string, file: string): Promise<void> {
  const verified = await backUp(dataDir, file).catch(fail);
  if (verified.damaged.length > 0)
    say(`${verified.damaged.length} entries were damaged in the log already; "drawdown verify ${file}" names them.`);
  say(`${inWords(verified)} are in ${file}.`);
}

/** Restores a backup into a folder, which must be named: it is no place for a default. Throws a Failure. */
export function restoreBackup(file: string, { dataDir, ...others }: { dataDir?: string; to?: string }): void {
  if (dataDir === undefined || Object.keys(others).length > 0)
    throw new Failure(
      'A backup is restored into a folder without a log: restore <backup> --data-dir <folder>. The log of one mission is restored with "restore <mission> <file>".',
      2,
    );
  const verified = failing(() => restore(file, dataDir));
  say(`${inWords(verified)} are in ${dataDir}. Start with "drawdown serve --data-dir ${dataDir}".`);
}

function failing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  if (error instanceof NoLog) throw new Failure(error.message, 2);
  if (error instanceof StoreLocked) throw new Failure(error.message, 73);
  throw error;
}
