import type { Entry } from '#libs/domain';
import { eachInSlices } from '../event-loop/slices.js';

/** Who is told what becomes of all missions. Both return at once: whoever has more to do does it later. */
export interface Follower {
  /** An entry is durable, and readers are shown it. Those of a mission come in order, each once. */
  recorded(entry: Entry): void;
  /** So many entries of a mission, which were recorded together, have been told of. */
  moved?(mission: string, entries: number): void;
  /** A mission has stopped: it comes no further. */
  stopped(mission: string): void;
}

/** Of so many entries a follower is told at once; of more, in slices. */
const atOnceMax = 50;

/** Entries that are not at hand are read so many at a time. */
const readMax = 500;

/** Tells a follower of what is recorded from the start on, when readers are shown it. */
export class Announcements {
  private follower: Follower | undefined;
  /** The last revision told of each mission, or that was there before. */
  private readonly told = new Map<string, number>();
  private readonly reading = new Set<string>();
  private readonly ended = new Set<string>();

  /**
   * `revisionOf` answers what readers are shown; `read` reads entries from one revision to another, both included; `guarded` does
   * what a follower might throw at.
   */
  constructor(
    private readonly revisionOf: (mission: string) => number,
    private readonly read: (mission: string, from: number, until: number) => Promise<readonly Entry[]>,
    private readonly guarded: (work: () => void) => void,
  ) {}

  /** Notes what was there before anybody could be told. */
  skip(mission: string, revision: number): void {
    this.told.set(mission, revision);
  }

  /** Begins to tell, with what was shown of some missions before there was anybody to tell. */
  begin(follower: Follower, missions: Iterable<string>): void {
    this.follower = follower;
    for (const mission of missions) this.shown(mission, []);
  }

  /** Readers are shown more of a mission; of the entries that they had not been shown, some may be at hand. */
  shown(mission: string, atHand: readonly Entry[]): void {
    if (!this.follower || this.reading.has(mission)) return;
    const isLong = atHand.length > atOnceMax;
    if (!isLong) {
      const before = this.lastOf(mission);
      for (const entry of atHand) this.tell(entry);
      this.moved(mission, before);
    }
    if (this.lastOf(mission) < this.revisionOf(mission)) void this.readOn(mission, isLong ? atHand : []);
  }

  /** A mission has stopped. */
  stopped(mission: string): void {
    if (this.ended.has(mission)) return;
    this.ended.add(mission);
    this.guarded(() => this.follower?.stopped(mission));
  }

  private lastOf(mission: string): number {
    return this.told.get(mission) ?? -1;
  }

  private tell(entry: Entry): void {
    if (entry.revision !== this.lastOf(entry.mission) + 1) return;
    this.told.set(entry.mission, entry.revision);
    this.guarded(() => this.follower?.recorded(entry));
  }

  private moved(mission: string, before: number): void {
    const entries = this.lastOf(mission) - before;
    if (entries > 0) this.guarded(() => this.follower?.moved?.(mission, entries));
  }

  private async tellInSlices(mission: string, entries: readonly Entry[]): Promise<void> {
    const before = this.lastOf(mission);
    await eachInSlices(entries, (entry) => this.tell(entry));
    this.moved(mission, before);
  }

  private async readOn(mission: string, atHand: readonly Entry[]): Promise<void> {
    this.reading.add(mission);
    try {
      await this.tellInSlices(mission, atHand);
      for (let last = this.lastOf(mission); last < this.revisionOf(mission); last = this.lastOf(mission)) {
        const until = Math.min(last + readMax, this.revisionOf(mission));
        await this.tellInSlices(mission, await this.read(mission, last + 1, until));
        if (this.lastOf(mission) === last) return;
      }
    } catch {
      // What cannot be read has stopped its mission, or the server is closing.
    } finally {
      this.reading.delete(mission);
    }
  }
}
