import type { Entry } from '#libs/domain';
import { FollowedMission } from './followed-mission.js';
import type { ShownHead } from './head.js';
import { HeadsAtHand } from './heads-at-hand.js';
import { Listeners, type Listener } from './listeners.js';
import type { Logbook } from './logbook.js';

/** All missions of a process. Few have their heads in memory; of the others it is known how far they have come. */
export class FollowedMissions {
  private readonly all = new Map<string, FollowedMission>();

  /** `onMore` is called when readers are shown more of a mission, with the further entries that are at hand. */
  constructor(
    private readonly logbook: Logbook,
    private readonly heads: HeadsAtHand,
    /** Whoever keeps something of a mission beside its head. */
    private readonly resting: Listeners,
    private readonly onMore: (mission: string, fresh: readonly Entry[]) => void,
  ) {}

  /** A mission's log in this process, whether or not there is any yet. */
  of(mission: string): FollowedMission {
    const known = this.all.get(mission);
    if (known) return known;
    const followed = new FollowedMission(mission, this.logbook, {
      shown: (fresh) => {
        this.heads.use(followed);
        if (fresh) this.onMore(mission, fresh);
      },
      rested: () => this.resting.tell(mission),
    });
    this.all.set(mission, followed);
    return followed;
  }

  /** The same; undefined if nobody has asked for it, and the log has no entry of it. */
  get(mission: string): FollowedMission | undefined {
    return this.all.get(mission);
  }

  /** Forgets a mission of which the log has no entry. Answers whether that is so. */
  forgetUnknown(mission: string): boolean {
    if (this.of(mission).exists) return false;
    this.logbook.forget(mission);
    return this.all.delete(mission);
  }

  /** What readers see of a mission, folded if it rests; undefined if there is nothing. Throws MissionStopped and StoreUnavailable. */
  async shown(mission: string): Promise<ShownHead | undefined> {
    const followed = this.all.get(mission);
    const shown = followed && (followed.shown ?? (await followed.load()));
    if (followed?.stopped) throw followed.stopped;
    if (followed?.shown) this.heads.use(followed);
    return shown;
  }

  /** Folds what has arrived of a mission from its beginning, as far as there is room. */
  begin(followed: FollowedMission): void {
    followed.begin();
    if (followed.isBegun) this.heads.use(followed);
  }

  /** Folds a mission that rests if there is room for it, and reads its log through otherwise. Throws StoreUnavailable. */
  async prove(followed: FollowedMission): Promise<void> {
    await (this.heads.hasRoom ? followed.load() : followed.prove());
  }

  /** Calls back when a mission's head is given up: what else is kept of it may go too. */
  onRest(listener: Listener): void {
    this.resting.add(listener);
  }

  /** Missions of which there are entries, or that somebody asked for. */
  list(): FollowedMission[] {
    return [...this.all.values()];
  }

  /** The missions that there are, by id. */
  ids(): string[] {
    return this.list()
      .filter(({ exists }) => exists)
      .map(({ id }) => id)
      .toSorted();
  }

  /** Missions that are stopped: where, and why. */
  stopped(): { mission: string; revision: number; reason: string }[] {
    return this.list().flatMap(({ stopped }) =>
      stopped ? [{ mission: stopped.mission, revision: stopped.revision, reason: stopped.reason }] : [],
    );
  }

  /** When a mission whose head is in memory was last added to, in milliseconds since 1970; 0 if there is none. */
  get newestRecordedAt(): number {
    return this.list().reduce((newest, { shown }) => Math.max(newest, shown?.recordedAt ?? 0), 0);
  }
}
