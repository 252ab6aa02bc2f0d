import type { FollowedMission } from './followed-mission.js';
import { memoryMax } from './room.js';

/** What an entry takes up in a head, in bytes, about; and which part of the memory heads may have. */
const [entryBytes, memoryPart] = [2000, 1 / 3];

/**
 * Which missions have their heads at hand: those that were asked for last, as many as may be, and no more entries in all of them than
 * fit into memory. The others rest. The one asked for last stays, however long it is.
 */
export class HeadsAtHand {
  /** With how many entries each is counted; those used last stand last. */
  private readonly used = new Map<FollowedMission, number>();
  private entries = 0;
  private readonly entriesMax = (memoryMax() * memoryPart) / entryBytes;

  constructor(
    private readonly missionsMax: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Whether there is room for one more. */
  get hasRoom(): boolean {
    return this.used.size < this.missionsMax && this.entries < this.entriesMax;
  }

  /** Notes that a mission was asked for. */
  use(followed: FollowedMission): void {
    this.drop(followed);
    this.used.set(followed, followed.length);
    this.entries += followed.length;
    for (const [oldest] of this.used) {
      if (this.used.size <= 1 || (this.used.size <= this.missionsMax && this.entries <= this.entriesMax)) return;
      this.drop(oldest);
      oldest.rest(() => this.used.has(oldest)).catch(this.onError);
    }
  }

  /** Forgets a mission. */
  drop(followed: FollowedMission): void {
    this.entries -= this.used.get(followed) ?? 0;
    this.used.delete(followed);
  }
}
