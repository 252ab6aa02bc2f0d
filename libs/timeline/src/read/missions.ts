import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { forkFold, zoneOf, type Entry, type Folded, type FoldOptions } from '#libs/domain';
import { StoreUnavailable, type EventStore, type StoredEntry, type Subscription } from '#libs/event-store';
import { Announcements, type Follower } from './announcements.js';
import { missionOf, missionPrefix } from '../codec.js';
import { FollowedMission, type ShownHead } from './followed-mission.js';
import { readAsOf, type AsOfTexts } from './as-of.js';
import { Listeners, type Listener } from './listeners.js';
import type { Logbook } from './logbook.js';
import { checkRoomToFold } from './room.js';
import { seenOf, type Seen } from './seen.js';
import type { ReadEntries } from '../past/adding.js';
import { CheckpointedFold } from '../past/checkpointed-fold.js';
import { Serial } from '../event-loop/serial.js';

/** Heads are kept this long after an entry, in milliseconds, or later: it must not take more than a part of the time. */
const keepMs = 10_000;
const keepPart = 0.05;

/** How long is waited before a store that cannot be reached is asked again, in milliseconds. */
const retryMs = 1000;

/** Follows the store and keeps every mission's newest state: what queries and live streams read. It never writes to it. */
export class Missions {
  private readonly followed = new Map<string, FollowedMission>();
  private readonly listeners: Listeners;
  private readonly announcements = new Announcements(
    (mission) => this.revisionOf(mission),
    (mission, from, until) => this.toTell(mission, from, until),
    (work) => this.listeners.guarded(work),
  );
  private readonly stopping = new AbortController();
  private subscription: Subscription | undefined;
  private newest: StoredEntry | undefined;
  private background: Promise<void> = Promise.resolve();
  /** One keeping of heads at a time. */
  private readonly keeps = new Serial();
  private keeping: NodeJS.Timeout | undefined;
  private keptInMs = 0;

  constructor(
    private readonly store: EventStore,
    readonly logbook: Logbook,
    private readonly clock: () => number,
    private readonly onError: (error: unknown) => void,
    /** Somebody who was told of an entry threw: that is nothing to whoever recorded it. */
    onListenerFault: (error: unknown) => void = onError,
  ) {
    this.listeners = new Listeners(onListenerFault);
  }

  /**
   * Learns what there is and then follows. Resolves when it knows the newest entry of every mission: those of which nothing
   * was kept are folded by then, the others follow in the background, or as soon as somebody looks.
   */
  async start(): Promise<void> {
    const contents = await this.logbook.contents();
    for (const [mission, newest] of Object.entries(contents?.missions ?? {})) this.of(mission).newest = newest;
    let position = contents?.position ?? 0;
    for await (const page of this.store.readAll({ after: position, streamPrefix: missionPrefix })) {
      for (const followed of this.note(page)) followed.begin();
      position = page.at(-1)?.position ?? position;
    }
    for (const followed of this.followed.values()) if (followed.isBegun) await followed.load();
    for (const { id, newest } of this.followed.values()) this.announcements.skip(id, newest);
    this.keepLater();
    this.subscription = this.store.subscribe(
      { after: position, streamPrefix: missionPrefix },
      (page) => this.take(page),
      (error) => this.onError(error),
    );
    this.background = this.loadAll();
  }

  /** Stops following, and keeps what there is. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.logbook.stopReading();
    clearTimeout(this.keeping);
    await this.subscription?.close();
    await this.background;
    await this.keeps.run(() => this.keep());
  }

  /** The missions that there are, by id. */
  ids(): string[] {
    return [...this.followed.values()]
      .filter(({ exists }) => exists)
      .map(({ id }) => id)
      .toSorted();
  }

  /** Missions that are stopped: where, and why. */
  stopped(): { mission: string; revision: number; reason: string }[] {
    return [...this.followed.values()].flatMap(({ stopped }) =>
      stopped ? [{ mission: stopped.mission, revision: stopped.revision, reason: stopped.reason }] : [],
    );
  }

  /** How many missions are yet to be folded: whoever looks at one waits for it. */
  get loading(): number {
    return [...this.followed.values()].filter(({ shown, stopped, exists }) => exists && !shown && !stopped).length;
  }

  /** When a mission that was folded so far was last added to, in milliseconds since 1970; 0 if there is none. */
  get newestRecordedAt(): number {
    return Math.max(0, ...[...this.followed.values()].map(({ shown }) => shown?.recordedAt ?? 0));
  }

  /** Highest revision folded of a mission; -1 where there is none. */
  revisionOf(mission: string): number {
    return this.followed.get(mission)?.revision ?? -1;
  }

  /**
   * A mission as of some times; undefined if there is none, or none was known yet.
   * Throws MissionStopped, LensInvalid for a text that is no time, and StoreUnavailable.
   */
  async look(mission: string, asOf: AsOfTexts): Promise<Seen | undefined> {
    const followed = this.followed.get(mission);
    const shown = followed && (await this.shownOf(followed));
    if (!shown) return undefined;
    const { revision } = shown.folded;
    const timeZone = zoneOf(shown.folded.state);
    const options = readAsOf(asOf, timeZone);
    const isHead = Object.keys(options).length === 0;
    const fold = () => followed.reading(() => this.pastOf(mission, options, revision + 1));
    const take: ReadEntries = (revisions) => followed.reading(() => this.logbook.take(mission, revisions));
    const past = isHead ? undefined : await fold();
    const folded = isHead ? shown.folded : await past?.folded(take, options.validAt);
    if (!folded?.state.mission) return undefined;
    // Who looks at the past has folded, and is about to draw: others go between.
    if (!isHead) await setImmediate();
    return seenOf({
      folded,
      options,
      at: options.validAt ?? this.clock(),
      length: Math.min(options.revision ?? revision, revision) + 1,
      naming: (one) => followed.naming(one),
      take,
      range: (from, to) => followed.reading(() => this.logbook.range(mission, from, to)),
      fold: async () => past ?? (await fold()) ?? CheckpointedFold.empty,
    });
  }

  private pastOf(mission: string, options: FoldOptions, length: number): Promise<CheckpointedFold | undefined> {
    const past = this.logbook.past(mission);
    checkRoomToFold(length - past.length);
    return past.through(options, length);
  }

  /**
   * The fold of a mission's log up to a revision, for the caller to own, and when that was recorded (milliseconds since 1970).
   * Throws MissionStopped and StoreUnavailable.
   */
  async foldedUpTo(mission: string, revision: number): Promise<{ folded: Folded; recordedAt: number }> {
    const followed = this.of(mission);
    const { shown } = followed;
    if (shown?.folded.revision === revision && !followed.stopped)
      return { folded: forkFold(shown.folded), recordedAt: shown.recordedAt };
    const { folded, facts } = await followed.reading(() => this.logbook.head(mission, revision));
    return { folded, recordedAt: facts.recordedAt };
  }

  /** The entries of a mission from one revision to another, as far as they were folded. Throws MissionStopped and StoreUnavailable. */
  async entries(mission: string, from: number, until = Number.MAX_SAFE_INTEGER): Promise<readonly Entry[]> {
    const followed = this.followed.get(mission);
    if (!followed) return [];
    return followed.reading(() => this.logbook.range(mission, from, Math.min(until, followed.revision)));
  }

  /** Waits until a revision of a mission has been folded; false if it was not in time. */
  async waitFor(mission: string, revision: number, timeoutMs: number): Promise<boolean> {
    // A stopped mission comes no further: whoever looks is told so.
    const isThere = (): boolean =>
      this.revisionOf(mission) >= revision || this.followed.get(mission)?.stopped !== undefined;
    await this.followed.get(mission)?.load();
    if (isThere()) return true;
    return new Promise((resolve) => {
      const finish = (seen: boolean): void => {
        clearTimeout(timer);
        unfollow();
        resolve(seen);
      };
      const timer = setTimeout(() => finish(false), timeoutMs);
      const unfollow = this.follow((changed) => {
        if (changed === mission && isThere()) finish(true);
      });
    });
  }

  /** Calls back after the newest state of a mission includes further entries. Answers the way to stop that. */
  follow(listener: Listener): () => void {
    return this.listeners.add(listener);
  }

  /** Tells one follower of every entry that was recorded since the start, by whomever. */
  announce(follower: Follower): void {
    this.announcements.begin(follower, this.followed.keys());
  }

  /** A mission's log in this process, whether or not there is any yet. */
  of(mission: string): FollowedMission {
    let followed = this.followed.get(mission);
    if (!followed) {
      followed = new FollowedMission(mission, this.logbook, (fresh) => {
        this.listeners.tell(mission);
        this.announcements.shown(mission, fresh);
      });
      this.followed.set(mission, followed);
    }
    return followed;
  }

  /** Forgets a mission of which the log has no entry. Answers whether that is so. */
  forgetUnknown(mission: string): boolean {
    if (this.of(mission).exists) return false;
    this.logbook.forget(mission);
    return this.followed.delete(mission);
  }

  private async shownOf(followed: FollowedMission): Promise<ShownHead | undefined> {
    if (!followed.shown) await followed.load();
    if (followed.stopped) throw followed.stopped;
    return followed.shown;
  }

  /** Notes entries, and answers whose they are. */
  private note(page: readonly StoredEntry[]): Set<FollowedMission> {
    const changed = new Set<FollowedMission>();
    for (const stored of page) {
      const followed = this.of(missionOf(stored.stream));
      followed.note(stored);
      changed.add(followed);
      // What is kept stands on an entry that can be read again.
      if (!stored.damaged) this.newest = stored;
    }
    return changed;
  }

  /** Takes news. A mission whose commands are being recorded takes them when that is done, and others do not wait for it. */
  private take(page: readonly StoredEntry[]): void {
    for (const followed of this.note(page)) this.advance(followed).catch(this.onError);
    this.keepLater();
  }

  private async advance(followed: FollowedMission): Promise<void> {
    await this.retried(() => followed.advance());
    // Whoever waits for a mission that has stopped is told so.
    if (!followed.stopped) return;
    this.listeners.tell(followed.id);
    this.announcements.stopped(followed.id);
  }

  /** Does something that needs the store. One that cannot be reached now is asked again later. */
  private async retried(work: () => Promise<void>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await pause(retryMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** Entries that are to be told; none if the server is closing. */
  private async toTell(mission: string, from: number, until: number): Promise<readonly Entry[]> {
    let entries: readonly Entry[] = [];
    await this.retried(async () => {
      entries = await this.entries(mission, from, until);
    });
    return entries;
  }

  private async loadAll(): Promise<void> {
    for (const followed of this.followed.values()) await this.retried(() => followed.load());
  }

  private keepLater(): void {
    this.keeping ??= setTimeout(
      () => {
        this.keeping = undefined;
        void this.keeps.run(() => this.keep());
      },
      Math.max(keepMs, this.keptInMs / keepPart),
    ).unref();
  }

  /** Keeps the heads of missions that have grown, so that the next start need not fold them anew. */
  private async keep(): Promise<void> {
    if (!this.newest) return;
    const start = performance.now();
    const missions = [...this.followed.values()].filter(({ exists }) => exists);
    await this.logbook.keepContents(this.newest, Object.fromEntries(missions.map(({ id, newest }) => [id, newest])));
    for (const followed of missions) await followed.keep();
    this.keptInMs = performance.now() - start;
  }
}
