import { emptyFold, extend, foldInSlices, type Entry, type Folded, type MissionState } from '#libs/domain';
import type { EventStore, StoredEntry, Subscription } from '#libs/event-store';
import { decodeNext, missionOf, missionPrefix, UnreadableEntry } from './codec.js';
import { historyInSlices, type HistoryEntry } from './history.js';
import { readLens, type Lens } from './lens.js';
import { inSlices } from './slices.js';

/** A mission whose log holds an entry that cannot be read or folded: it alone is stopped, and says where and why. */
export class MissionStopped extends Error {
  constructor(
    readonly mission: string,
    readonly revision: number,
    readonly reason: string,
  ) {
    super(`mission ${mission} is stopped at revision ${revision}: ${reason}`);
  }
}

/** A mission seen through a lens. */
export interface Seen {
  state: MissionState;
  /** Highest revision among the entries considered. */
  revision: number;
  /** The instant it is shown for, in milliseconds since 1970. */
  at: number;
  /** The entries considered, by revision, with their marks. */
  history(): Promise<HistoryEntry[]>;
}

interface Followed {
  entries: Entry[];
  folded: Folded;
  stopped?: MissionStopped;
}

type Listener = (mission: string, entries: readonly Entry[]) => void;

/** Follows the store and keeps every mission's newest state: what queries and live streams read. It never writes. */
export class Missions {
  private readonly followed = new Map<string, Followed>();
  private readonly listeners = new Set<Listener>();
  private subscription: Subscription | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly clock: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Reads every mission's log and then follows; resolves when caught up with what was there. */
  async start(): Promise<void> {
    let position = 0;
    for await (const page of this.store.readAll({ after: 0, streamPrefix: missionPrefix })) {
      for (const stored of page) this.collect(stored);
      position = page.at(-1)?.position ?? position;
    }
    for (const [mission, followed] of this.followed) await this.refold(mission, followed);
    this.subscription = this.store.subscribe(
      { after: position, streamPrefix: missionPrefix },
      (page) => this.take(page),
      (error) => this.onError(error),
    );
  }

  /** Stops following. */
  async stop(): Promise<void> {
    await this.subscription?.close();
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

  /** Highest revision folded of a mission; -1 where there is none. */
  revisionOf(mission: string): number {
    return this.followed.get(mission)?.folded.revision ?? -1;
  }

  /**
   * A mission through a lens; undefined where there is none, or none was known yet.
   * Throws MissionStopped, and LensInvalid for a text that is no time.
   */
  async look(mission: string, lens: Lens): Promise<Seen | undefined> {
    const followed = this.followed.get(mission);
    if (!followed) return undefined;
    if (followed.stopped) throw followed.stopped;
    const timeZone = followed.folded.state.mission?.timeZone ?? 'UTC';
    const options = readLens(lens, timeZone);
    const isHead = Object.keys(options).length === 0;
    const folded = isHead ? followed.folded : await inSlices(foldInSlices(followed.entries.slice(), options));
    if (!folded.state.mission) return undefined;
    return {
      state: folded.state,
      // The newest state grows under its readers: whoever reads it reads its revision at the same moment.
      get revision() {
        return folded.revision;
      },
      at: options.validAt ?? this.clock(),
      history: () =>
        inSlices(
          historyInSlices(followed.entries.slice(0, isHead ? folded.revision + 1 : undefined), options, timeZone),
        ),
    };
  }

  /** Waits until a revision of a mission has been folded; false where it was not in time. */
  async waitFor(mission: string, revision: number, timeoutMs: number): Promise<boolean> {
    // A stopped mission comes no further: whoever looks is told so.
    const isThere = (): boolean =>
      this.revisionOf(mission) >= revision || this.followed.get(mission)?.stopped !== undefined;
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

  /** The entries of a mission after a revision (-1 for all). Throws MissionStopped. */
  async entriesAfter(mission: string, revision: number): Promise<readonly Entry[]> {
    const followed = this.followed.get(mission);
    if (followed?.stopped) throw followed.stopped;
    return followed?.entries.slice(revision + 1) ?? [];
  }

  private collect(stored: StoredEntry): Followed {
    const mission = missionOf(stored.stream);
    let followed = this.followed.get(mission);
    if (!followed) this.followed.set(mission, (followed = { entries: [], folded: emptyFold() }));
    if (followed.stopped) return followed;
    try {
      followed.entries.push(decodeNext(stored, followed.entries.length));
    } catch (error) {
      if (!(error instanceof UnreadableEntry)) throw error;
      followed.stopped = new MissionStopped(mission, error.revision, error.reason);
    }
    return followed;
  }

  private async take(page: readonly StoredEntry[]): Promise<void> {
    const news = new Map<string, { followed: Followed; from: number }>();
    for (const stored of page) {
      const mission = missionOf(stored.stream);
      const from = this.followed.get(mission)?.entries.length ?? 0;
      const followed = this.collect(stored);
      if (!news.has(mission)) news.set(mission, { followed, from });
    }
    for (const [mission, { followed, from }] of news) {
      const entries = followed.entries.slice(from);
      await this.advance(mission, followed, entries);
      for (const listener of this.listeners) listener(mission, entries);
    }
  }

  /** Folds news on top, or anew where one of them acts on the past. */
  private async advance(mission: string, followed: Followed, news: readonly Entry[]): Promise<void> {
    if (followed.stopped) return;
    try {
      for (const entry of news) if (!extend(followed.folded, entry)) return await this.refold(mission, followed);
    } catch (error) {
      this.halt(mission, followed, error);
    }
  }

  private async refold(mission: string, followed: Followed): Promise<void> {
    if (followed.stopped) return;
    try {
      followed.folded = await inSlices(foldInSlices(followed.entries.slice()));
    } catch (error) {
      this.halt(mission, followed, error);
    }
  }

  /** A projection that throws stops alone and says at which entry. */
  private halt(mission: string, followed: Followed, error: unknown): void {
    followed.stopped = new MissionStopped(mission, followed.folded.revision + 1, String(error));
  }
}
