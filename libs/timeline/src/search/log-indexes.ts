import { timeZoneOf, type Entry } from '#libs/domain';
import { LogIndex } from './log-index.js';
import { readAsOf, type AsOfTexts } from '../read/as-of.js';
import type { Missions } from '../read/missions.js';
import { KeptByUse } from '../read/kept-by-use.js';
import { checkRoomToIndex, checkRoomToRead } from '../read/room.js';
import { inSlices } from '../event-loop/slices.js';

/** Which part of the memory indexes may have, and what each of them and each of their rows takes up, in bytes, about. */
const [memoryPart, indexBytes, rowBytes] = [1 / 16, 2000, 300];

/** More entries than this are not taken on top at once but indexed anew, in slices. */
const extendMax = 1000;

/** How many entries are read at once where a log is indexed from its beginning. */
const pageLength = 2000;

interface Kept {
  mission: string;
  asOf: string;
  index: LogIndex;
}

/** Keeps indexes of logs, so that the pages of a search are not each read from the whole log. */
export class LogIndexes {
  private readonly kept = new KeptByUse<LogIndex, Kept>({
    part: memoryPart,
    bytesOf: ({ index }) => indexBytes + index.rows.length * rowBytes,
  });
  /** One piece of work at a time for each mission and times: whoever waits finds it done. */
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly missions: Missions) {
    missions.onRest((mission) => {
      for (const one of this.kept.values()) if (one.mission === mission) this.kept.drop(one.index);
    });
  }

  /**
   * The index of a mission as of some times, as it was when a revision was the newest. Throws MissionStopped, LensInvalid and
   * StoreUnavailable. Rows after the revision are to be left out by the caller: others may have asked for later ones.
   */
  async at(mission: string, asOf: AsOfTexts, revision: number): Promise<LogIndex> {
    const key = JSON.stringify([mission, asOf.validAt, asOf.knownAt, asOf.recordedAt]);
    const before = this.turns.get(key);
    const work = (async () => {
      await before?.catch(() => undefined);
      return this.find(mission, key, asOf, revision);
    })();
    this.turns.set(key, work);
    try {
      return await work;
    } finally {
      if (this.turns.get(key) === work) this.turns.delete(key);
    }
  }

  private async find(mission: string, key: string, asOf: AsOfTexts, revision: number): Promise<LogIndex> {
    const all = this.kept.values();
    const mine = all.filter((one) => one.asOf === key).toSorted((a, b) => a.index.until - b.index.until);
    const found = mine.find(({ index }) => index.serves(revision)) ?? (await this.grown(mine.at(-1), asOf, revision));
    const used = found ?? { mission, asOf: key, index: await this.make(mission, asOf, revision) };
    return this.kept.use(used.index, used).index;
  }

  /** The index with what was recorded since, if that is little and changes nothing before it. */
  private async grown(last: Kept | undefined, asOf: AsOfTexts, revision: number): Promise<Kept | undefined> {
    if (!last || Object.keys(asOf).length > 0) return undefined;
    const { mission, index } = last;
    if (revision < index.until || revision - index.until > extendMax) return undefined;
    return (await index.extend(await this.missions.entries(mission, index.until + 1, revision))) ? last : undefined;
  }

  private async make(mission: string, asOf: AsOfTexts, revision: number): Promise<LogIndex> {
    const isHead = Object.keys(asOf).length === 0;
    (isHead ? checkRoomToIndex : checkRoomToRead)(revision);
    if (isHead) return LogIndex.ofHead(this.pages(mission, revision));
    const entries = await this.missions.entries(mission, 0, revision);
    return inSlices(LogIndex.through(readAsOf(asOf, timeZoneOf(entries)), entries));
  }

  private async *pages(mission: string, until: number): AsyncGenerator<readonly Entry[]> {
    for (let from = 0; from <= until; from += pageLength)
      yield this.missions.entries(mission, from, Math.min(until, from + pageLength - 1));
  }
}
