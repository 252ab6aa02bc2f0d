import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { forkFold, type Entry, type Folded, type FoldOptions, type MissionState } from '#libs/domain';
import { StoreUnavailable, type EventStore, type StoredEntry, type Subscription } from '#libs/event-store';
import { missionOf, missionPrefix } from './codec.js';
import { FollowedMission } from './followed-mission.js';
import type { Head } from './head.js';
import { historyInSlices, type HistoryEntry } from './history.js';
import { readLens, type Lens } from './lens.js';
import type { Logbook } from './logbook.js';
import { inSlices } from './slices.js';

/** A mission seen through a lens. */
export interface Seen {
  state: MissionState;
  /** Highest revision among the entries considered. */
  revision: number;
  /** The instant it is shown for, in milliseconds since 1970. */
  at: number;
  /** The entries considered, by revision, with their marks. Throws MissionStopped. */
  history(): Promise<HistoryEntry[]>;
  /** The log of the state as it is when this is called, and the horizon that it was folded for. Throws MissionStopped. */
  log(): Promise<{ entries: readonly Entry[]; options: FoldOptions }>;
}

type Listener = (mission: string) => void;

/** Heads are kept this long after an entry, in milliseconds, or later: it must not take more than a part of the time. */
const keepMs = 10_000;
const keepPart = 0.05;

/** How long is waited before a store that cannot be reached is asked again, in milliseconds. */
const retryMs = 1000;

/** Follows the store and keeps every mission's newest state: what queries and live streams read. It never writes to it. */
export class Missions {
  private readonly followed = new Map<string, FollowedMission>();
  private readonly listeners = new Set<Listener>();
  private readonly stopping = new AbortController();
  private subscription: Subscription | undefined;
  private newest: StoredEntry | undefined;
  private background: Promise<void> = Promise.resolve();
  /** One page of news, or one keeping of heads, at a time. */
  private turn: Promise<void> = Promise.resolve();
  private keeping: NodeJS.Timeout | undefined;
  private keptInMs = 0;

  constructor(
    private readonly store: EventStore,
    private readonly logbook: Logbook,
    private readonly clock: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /**
   * Learns what there is and then follows. Resolves when it knows the newest entry of every mission: those of which nothing
   * was kept are folded by then, the others follow in the background, or as soon as somebody looks.
   */
  async start(): Promise<void> {
    const contents = await this.logbook.contents();
    for (const [mission, newest] of Object.entries(contents?.missions ?? {})) this.of(mission).newest = newest;
    let position = contents?.position ?? 0;
    for await (const page of this.store.readAll({ after: position, streamPrefix: missionPrefix })) {
      for (const stored of page) this.note(stored);
      position = page.at(-1)?.position ?? position;
    }
    for (const followed of this.followed.values()) if (followed.head) await followed.load();
    this.keepLater();
    this.subscription = this.store.subscribe(
      { after: position, streamPrefix: missionPrefix },
      (page) => this.inTurn(() => this.take(page)),
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
    await this.inTurn(() => this.keep());
  }

  /** The missions that there are, by id. */
  ids(): string[] {
    return [...this.followed.keys()].toSorted();
  }

  /** Missions that are stopped: where, and why. */
  stopped(): { mission: string; revision: number; reason: string }[] {
    return [...this.followed.values()].flatMap(({ stopped }) =>
      stopped ? [{ mission: stopped.mission, revision: stopped.revision, reason: stopped.reason }] : [],
    );
  }

  /** How many missions are yet to be folded: whoever looks at one waits for it. */
  get loading(): number {
    return [...this.followed.values()].filter(({ head, stopped }) => !head && !stopped).length;
  }

  /** Highest revision folded of a mission; -1 where there is none. */
  revisionOf(mission: string): number {
    return this.followed.get(mission)?.revision ?? -1;
  }

  /**
   * A mission through a lens; undefined where there is none, or none was known yet.
   * Throws MissionStopped, LensInvalid for a text that is no time, and StoreUnavailable.
   */
  async look(mission: string, lens: Lens): Promise<Seen | undefined> {
    const followed = this.followed.get(mission);
    const head = followed && (await this.headOf(followed));
    if (!head) return undefined;
    const timeZone = head.folded.state.mission?.timeZone ?? 'UTC';
    const options = readLens(lens, timeZone);
    const isHead = Object.keys(options).length === 0;
    const entries = (until: number): Promise<readonly Entry[]> =>
      followed.reading(() => this.logbook.entries(mission, until));
    const until = Math.min(options.revision ?? head.folded.revision, head.folded.revision);
    const folded = isHead
      ? head.folded
      : await followed.reading(() => this.logbook.past(mission).look(options, head.facts.length));
    if (!folded?.state.mission) return undefined;
    // Who looks at the past has folded, and is about to draw: others go between.
    if (!isHead) await setImmediate();
    return {
      state: folded.state,
      // The newest state grows under its readers: whoever reads it reads its revision at the same moment.
      get revision() {
        return folded.revision;
      },
      at: options.validAt ?? this.clock(),
      history: async () =>
        inSlices(historyInSlices(await entries(isHead ? folded.revision : until), options, timeZone)),
      log: async () => ({ entries: await entries(isHead ? folded.revision : until), options }),
    };
  }

  /**
   * The fold of a mission's log up to a revision, for the caller to own, and when that was recorded (milliseconds since 1970).
   * Throws MissionStopped and StoreUnavailable.
   */
  async foldedUpTo(mission: string, revision: number): Promise<{ folded: Folded; recordedAt: number }> {
    const followed = this.of(mission);
    const { head } = followed;
    if (head?.folded.revision === revision && !followed.stopped)
      return { folded: forkFold(head.folded), recordedAt: head.facts.recordedAt };
    const { folded, facts } = await followed.reading(() => this.logbook.head(mission, revision));
    return { folded, recordedAt: facts.recordedAt };
  }

  /** The entries of a mission from one revision to another, as far as they were folded. Throws MissionStopped and StoreUnavailable. */
  async entries(mission: string, from: number, until = Number.MAX_SAFE_INTEGER): Promise<readonly Entry[]> {
    const followed = this.followed.get(mission);
    if (!followed) return [];
    return followed.reading(() => this.logbook.range(mission, from, Math.min(until, followed.revision)));
  }

  /** Waits until a revision of a mission has been folded; false where it was not in time. */
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
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private of(mission: string): FollowedMission {
    let followed = this.followed.get(mission);
    if (!followed) this.followed.set(mission, (followed = new FollowedMission(mission, this.logbook)));
    return followed;
  }

  private async headOf(followed: FollowedMission): Promise<Head | undefined> {
    if (!followed.head) await followed.load();
    if (followed.stopped) throw followed.stopped;
    return followed.head;
  }

  private note(stored: StoredEntry): FollowedMission {
    const followed = this.of(missionOf(stored.stream));
    followed.note(stored);
    // What is kept stands on an entry that can be read again.
    if (!stored.damaged) this.newest = stored;
    return followed;
  }

  private async take(page: readonly StoredEntry[]): Promise<void> {
    const changed = new Set(page.map((stored) => this.note(stored)));
    for (const followed of changed) {
      // Late entries and corrections act on the past: then the log is folded anew.
      while (followed.head && followed.isBehind && !this.stopping.signal.aborted) await this.load(followed);
      for (const listener of this.listeners) listener(followed.id);
    }
    this.keepLater();
  }

  /** Folds what there is of a mission. A store that cannot be reached now is asked again later. */
  private async load(followed: FollowedMission): Promise<void> {
    try {
      await followed.load();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await pause(retryMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async loadAll(): Promise<void> {
    for (const followed of this.followed.values()) {
      if (this.stopping.signal.aborted) return;
      if (!followed.head) await this.load(followed);
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private keepLater(): void {
    this.keeping ??= setTimeout(
      () => {
        this.keeping = undefined;
        void this.inTurn(() => this.keep());
      },
      Math.max(keepMs, this.keptInMs / keepPart),
    ).unref();
  }

  /** Keeps the heads of missions that have grown, so that the next start need not fold them anew. */
  private async keep(): Promise<void> {
    if (!this.newest) return;
    const start = performance.now();
    const missions = [...this.followed.values()];
    await this.logbook.keepContents(this.newest, Object.fromEntries(missions.map(({ id, newest }) => [id, newest])));
    for (const followed of missions) await followed.keep();
    this.keptInMs = performance.now() - start;
  }
}
