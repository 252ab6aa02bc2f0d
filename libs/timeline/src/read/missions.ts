import { forkFold, zoneOf, type Entry, type Folded, type FoldOptions } from '#libs/domain';
import { StoreUnavailable, type EventStore, type StoredEntry, type Subscription } from '#libs/event-store';
import { Announcements, type Follower } from './announcements.js';
import { missionOf, missionPrefix } from '../codec.js';
import type { FollowedMission } from './followed-mission.js';
import { FollowedMissions } from './followed-missions.js';
import { readAsOf, type AsOfTexts } from './as-of.js';
import { Listeners, type Listener } from './listeners.js';
import type { Logbook } from './logbook.js';
import { HeadsAtHand } from './heads-at-hand.js';
import { Keeping } from './keeping.js';
import { checkRoomToFold } from './room.js';
import { seenOf, type Seen } from './seen.js';
import { untilReached } from './until-reached.js';
import type { ReadEntries } from '../past/adding.js';
import { CheckpointedFold } from '../past/checkpointed-fold.js';
import { background, nextTurn, Slice } from '../event-loop/slices.js';

/** How many missions have their newest state in memory where nobody says. */
const atHandMax = 128;

/** Who is told what becomes of missions' heads, and of how many they are kept. */
export interface MissionsOptions {
  /** Somebody who was told of an entry threw: that is nothing to whoever recorded it. */
  onListenerFault?: (error: unknown) => void;
  /** How many missions have their newest state in memory; the others are folded when somebody asks for them. */
  atHandMax?: number;
}

/**
 * Follows the store, and has the newest state of each mission that somebody asked for lately: what queries and live streams read. It
 * never writes to the store.
 */
export class Missions {
  private readonly followed: FollowedMissions;
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
  private readonly keeping = new Keeping(() => this.keep());
  /** Whether a mission is stopped. */
  isStopped(mission: string): boolean {
    return this.followed.get(mission)?.stopped !== undefined;
  }

  /** How many missions are yet to be looked through. */
  private toProve = 0;

  constructor(
    private readonly store: EventStore,
    readonly logbook: Logbook,
    private readonly clock: () => number,
    private readonly onError: (error: unknown) => void,
    { onListenerFault = onError, atHandMax: most = atHandMax }: MissionsOptions = {},
  ) {
    this.listeners = new Listeners(onListenerFault);
    const heads = new HeadsAtHand(most, (error) => {
      // While the store is away, what is in memory is all there is.
      if (!(error instanceof StoreUnavailable)) onError(error);
    });
    this.followed = new FollowedMissions(logbook, heads, new Listeners(onListenerFault), (mission, fresh) => {
      this.listeners.tell(mission);
      this.announcements.shown(mission, fresh);
    });
  }

  /**
   * Learns what there is and then follows. Resolves when it knows how far every mission has come. Each is folded when somebody looks; its
   * log is looked through before, in the background.
   */
  async start(): Promise<void> {
    const contents = await this.logbook.contents();
    const heads = await this.store.heads(missionPrefix);
    for (const [mission, newest] of Object.entries(contents?.missions ?? {})) this.of(mission).list(newest);
    for (const [stream, newest] of heads?.revisions ?? []) this.of(missionOf(stream)).list(newest);
    if (heads) await this.noteNewest(heads.position);
    let position = heads?.position ?? contents?.position ?? 0;
    for await (const page of this.store.readAll({ after: position, streamPrefix: missionPrefix })) {
      for (const followed of this.note(page)) this.followed.begin(followed);
      position = page.at(-1)?.position ?? position;
    }
    for (const followed of this.followed.list()) {
      if (followed.isBegun) await followed.load();
      else followed.list(followed.newest);
      this.announcements.skip(followed.id, followed.newest);
    }
    this.keeping.later();
    this.subscription = this.store.subscribe(
      { after: position, streamPrefix: missionPrefix },
      (page) => this.take(page),
      (error) => this.onError(error),
    );
    this.background = this.proveAll();
  }

  /** Stops following, and keeps what there is. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.logbook.stopReading();
    await this.subscription?.close();
    await this.background;
    await this.keeping.end();
  }

  /** The missions that there are, by id. */
  ids(): string[] {
    return this.followed.ids();
  }

  /** Missions that are stopped: where, and why. */
  stopped(): { mission: string; revision: number; reason: string }[] {
    return this.followed.stopped();
  }

  /** How many missions are yet to be looked through since the start: whoever looks at one waits for it. */
  get loading(): number {
    return this.toProve;
  }

  /** When a mission that was folded so far was last added to, in milliseconds since 1970; 0 if there is none. */
  get newestRecordedAt(): number {
    return this.followed.newestRecordedAt;
  }

  /** Highest revision of a mission that readers are shown; -1 where there is none. */
  revisionOf(mission: string): number {
    return this.followed.get(mission)?.revision ?? -1;
  }

  /**
   * A mission as of some times; undefined if there is none, or none was known yet.
   * Throws MissionStopped, LensInvalid for a text that is no time, and StoreUnavailable.
   */
  async look(mission: string, asOf: AsOfTexts): Promise<Seen | undefined> {
    const followed = this.followed.get(mission);
    const shown = await this.followed.shown(mission);
    if (!followed || !shown) return undefined;
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
    if (!isHead) await nextTurn();
    return seenOf({
      folded,
      options,
      at: options.validAt ?? this.clock(),
      length: Math.min(options.revision ?? revision, revision) + 1,
      naming: shown.naming,
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
    return this.listeners.until((changed) => changed === mission && isThere(), timeoutMs);
  }

  /** Calls back after the newest state of a mission includes further entries. Answers the way to stop that. */
  follow(listener: Listener): () => void {
    return this.listeners.add(listener);
  }

  /** Calls back when a mission's head is given up: what else is kept of it may go too. */
  onRest(listener: Listener): void {
    this.followed.onRest(listener);
  }

  /** Whether a mission's head is in memory. */
  isAtHand(mission: string): boolean {
    return this.followed.get(mission)?.isBegun ?? false;
  }

  /** Tells one follower of every entry that was recorded since the start, by whomever. */
  announce(follower: Follower): void {
    this.announcements.begin(follower, this.followed.ids());
  }

  /** A mission's log in this process, whether or not there is any yet. */
  of(mission: string): FollowedMission {
    return this.followed.of(mission);
  }

  /** Forgets a mission of which the log has no entry. Answers whether that is so. */
  forgetUnknown(mission: string): boolean {
    return this.followed.forgetUnknown(mission);
  }

  /** Remembers the newest entry, on which what is kept stands. */
  private async noteNewest(position: number): Promise<void> {
    const following = { after: position - 1, streamPrefix: missionPrefix, unproven: true } as const;
    for await (const page of this.store.readAll(following)) this.newest = page.findLast(({ damaged }) => !damaged);
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
    this.keeping.later();
  }

  private async advance(followed: FollowedMission): Promise<void> {
    await this.retried(() => this.followed.advance(followed));
    // Whoever waits for a mission that has stopped is told so.
    if (!followed.stopped) return;
    this.listeners.tell(followed.id);
    this.announcements.stopped(followed.id);
  }

  private retried(work: () => Promise<void>): Promise<void> {
    return untilReached(work, this.stopping.signal);
  }

  /** Entries that are to be told; none if the server is closing. */
  private async toTell(mission: string, from: number, until: number): Promise<readonly Entry[]> {
    let entries: readonly Entry[] = [];
    await this.retried(async () => {
      entries = await this.entries(mission, from, until);
    });
    return entries;
  }

  /** Looks through all logs, so that what is not to be trusted in one is known before anybody asks; folds those for which there is room. */
  private async proveAll(): Promise<void> {
    const slice = new Slice(background);
    const all = this.followed.list();
    this.toProve = all.length;
    for (const followed of all) {
      await this.retried(() => this.followed.prove(followed));
      this.toProve--;
      if (slice.isOver) await this.retried(() => slice.next());
    }
  }

  /** Keeps the heads of missions that have grown, so that the next start need not fold them anew. */
  private async keep(): Promise<void> {
    const missions = this.followed.list().filter(({ exists }) => exists);
    const newestOf = missions.map(({ id, newest }) => [id, newest] as const);
    if (this.newest) await this.logbook.keepContents(this.newest, Object.fromEntries(newestOf));
    for (const followed of missions) if (followed.isBegun) await followed.keep();
  }
}
