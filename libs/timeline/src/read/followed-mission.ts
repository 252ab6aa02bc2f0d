import type { Entry } from '#libs/domain';
import { StoreUnavailable, type StoredEntry } from '#libs/event-store';
import { endsBatch } from '../write/batches.js';
import { streamOf, UnreadableEntry } from '../codec.js';
import { copyOf, emptyHead, shownOf, takeOnTop, type Head, type HeadWatch, type ShownHead } from './head.js';
import type { Logbook } from './logbook.js';
import { MissionStopped } from './mission-stopped.js';
import { checkRoomForHead, TooLittleMemory } from './room.js';
import { Serial } from '../event-loop/serial.js';

/** A log shorter than this is folded as fast as a snapshot of it is read. */
const keptLengthMin = 1000;

/** More entries than this are not kept until their turn comes, but read again. */
const arrivedMax = 5000;

/**
 * One mission's log in this process, folded once: the writer decides on the same head that readers are shown. Whoever changes
 * the head has the turn; readers are shown a fork of it, and never a part of a batch. A head that rests is folded again from its
 * snapshot and the log when somebody needs it; what was shown last is known all the while.
 */
export class FollowedMission {
  /** The newest revision that the log is known to hold. */
  newest = -1;
  private folding: Head | undefined;
  private seen: ShownHead | undefined;
  /** The revision shown last, or that is going to be shown first. */
  private last = -1;
  private wasShown = false;
  private failure: MissionStopped | undefined;
  private arrived: StoredEntry[] = [];
  /** What was folded since readers were shown more, once they have been shown something. */
  private fresh: Entry[] = [];
  /** Whether more of the head's last batch is to arrive. */
  private isInsideBatch = false;
  private readonly turn = new Serial();
  private advancing: Promise<void> | undefined;
  private readonly keeps = new Serial();
  private keptLength = 0;

  constructor(
    readonly id: string,
    private readonly logbook: Logbook,
    private readonly watch: HeadWatch = { shown: () => undefined, rested: () => undefined },
  ) {}

  /** Why it is stopped, if it is. */
  get stopped(): MissionStopped | undefined {
    const unreadable = this.logbook.unreadable(this.id);
    return unreadable ? new MissionStopped(this.id, unreadable.revision, unreadable.reason) : this.failure;
  }

  /** What readers see; undefined while it rests. */
  get shown(): ShownHead | undefined {
    return this.seen;
  }

  /** The revision shown; -1 for none. */
  get revision(): number {
    return this.last;
  }

  /** How many entries its head holds; 0 while it rests. */
  get length(): number {
    return this.folding?.facts.length ?? 0;
  }

  /** Whether the log has any entry. */
  get exists(): boolean {
    return this.newest >= 0;
  }

  /** Whether it has been folded, if only in part. */
  get isBegun(): boolean {
    return this.folding !== undefined;
  }

  /** The log's head, for whoever has the turn. */
  get head(): Head {
    return (this.folding ??= emptyHead());
  }

  /** Whether there is more to fold than was folded. */
  get isBehind(): boolean {
    return !this.stopped && (this.folding?.facts.length ?? 0) <= this.newest;
  }

  /** The log is known to come to a revision, before anything was read of it. */
  list(revision: number): void {
    this.newest = Math.max(this.newest, revision);
    if (!this.folding) this.last = this.newest;
  }

  /** Notes an entry that was appended, by whomever. It is folded when `advance` comes to its turn. */
  note(stored: StoredEntry): void {
    if (stored.damaged) this.logbook.noteDamage(stored);
    if (stored.revision <= this.newest) return;
    this.newest = stored.revision;
    if (stored.revision === 0) this.folding ??= emptyHead();
    if (!this.folding) return;
    if (this.arrived.length >= arrivedMax) this.arrived = [];
    this.arrived.push(stored);
  }

  /** Has the turn until the work is done: nobody else changes the head meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.turn.run(work);
  }

  /** Folds and shows what was noted. Throws StoreUnavailable and TooLittleMemory. */
  advance(): Promise<void> {
    return (this.advancing ??= this.inTurn(() => {
      this.advancing = undefined;
      return this.failing(async () => {
        if (this.folding) await this.takeArrived();
        else if (this.newest > this.last) await this.bring();
      });
    }));
  }

  /** What readers see, folded if it rests; undefined if there is nothing, or it has stopped. Throws StoreUnavailable and TooLittleMemory. */
  async load(): Promise<ShownHead | undefined> {
    if (this.seen || !this.exists) return this.seen;
    return this.inTurn(async () => {
      await this.failing(async () => {
        await this.bring();
      });
      return this.seen;
    });
  }

  /** Reads the log once without folding it, so that what is not to be trusted in it is known. Throws StoreUnavailable. */
  async prove(): Promise<void> {
    if (this.stopped || !this.exists) return;
    await this.failing(async () => {
      const length = await this.logbook.readThrough(this.id);
      if (length <= this.newest) this.noteLost(length);
    });
  }

  /** Gives up what can be made of the log again, unless it is wanted by the time that nobody changes it. Throws StoreUnavailable. */
  async rest(isWanted: () => boolean): Promise<void> {
    // What came late would be folded from far back each time.
    await this.keep(1);
    await this.inTurn(async () => {
      // One that has stopped stays as it is: it would only be found out again. One that has grown since it was kept was asked for again.
      if (isWanted() || this.stopped || !this.folding || this.hasGrown(1)) return;
      this.folding = undefined;
      this.seen = undefined;
      this.arrived = [];
      this.fresh = [];
      this.isInsideBatch = false;
      this.logbook.forget(this.id);
      this.watch.rested();
    });
  }

  /**
   * For whoever has the turn: takes what has arrived. Answers true if it has read the store to the log's end for it.
   * Throws UnreadableEntry, StoreUnavailable, TooLittleMemory.
   */
  async bring(): Promise<boolean> {
    if (this.folding) return this.takeArrived();
    checkRoomForHead(this.newest + 1);
    this.folding = await this.kept();
    await this.catchUp();
    return true;
  }

  /** For whoever has the turn: reads the store to the log's end. Answers whether there was more. Throws as `bring` does. */
  async catchUp(): Promise<boolean> {
    const before = this.head.facts.length;
    this.folding = await this.logbook.renewed(this.head, this.id);
    if (this.isBehind && this.head.facts.length === before) {
      this.noteLost(before);
      this.folding = await this.logbook.renewed(this.head, this.id);
    }
    // Appends are whole: no batch ends behind the end of the log.
    this.show();
    return this.head.facts.length > before;
  }

  /** For whoever has the turn: shows the head to readers, with the entries that were decided here. */
  show(decided: readonly Entry[] = []): void {
    const { facts } = this.head;
    const fresh = [...this.fresh, ...decided];
    this.fresh = [];
    this.isInsideBatch = false;
    this.newest = Math.max(this.newest, facts.length - 1);
    const shown = facts.length - 1;
    if (shown < 0 || shown <= (this.seen?.folded.revision ?? -1)) return;
    const isMore = shown > this.last;
    this.seen = shownOf(this.head);
    this.last = shown;
    this.wasShown = true;
    this.watch.shown(isMore ? fresh : undefined);
  }

  /** Before anybody else has the turn: folds what has arrived as far as it comes on top, and leaves the rest to `load`. */
  begin(): void {
    try {
      this.foldArrived();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Keeps the head of a long log if enough has come since it was kept last. Resolves once it is written, by whomever. */
  keep(growthMin = keptLengthMin): Promise<void> {
    return this.keeps.run(async () => {
      const head = await this.inTurn(async () => this.headToKeep(growthMin));
      if (!head) return;
      await this.logbook.keepHead(this.id, head);
      this.keptLength = head.facts.length;
    });
  }

  /** Reads something of the log. Throws MissionStopped if an entry cannot be read: the mission is then stopped. */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (!this.stopped) return await work();
    } catch (error) {
      if (!(error instanceof UnreadableEntry)) throw error;
    }
    throw this.stopped;
  }

  /** Takes what has arrived. Answers whether it has read the store to the log's end for it. */
  private async takeArrived(): Promise<boolean> {
    if (this.stopped) {
      this.arrived = [];
      return false;
    }
    const late = this.foldArrived();
    if (late.length > 0) this.folding = await this.logbook.foldedAnew(this.head, this.id, late);
    if (this.isBehind) {
      await this.catchUp();
      return true;
    }
    if (!this.isInsideBatch) this.show();
    return false;
  }

  /** Folds what has arrived as far as it comes on top. Answers those that follow and do not. */
  private foldArrived(): Entry[] {
    const late: Entry[] = [];
    for (const stored of this.arrived.splice(0)) {
      const length = this.head.facts.length + late.length;
      if (stored.revision < length || this.stopped) continue;
      const entry = this.logbook.decodeNext(stored, stored.revision);
      const isNext = stored.revision === length;
      if (isNext) this.isInsideBatch = !endsBatch(entry);
      if (isNext && this.seen) this.fresh.push(entry);
      if (isNext && late.length === 0 && takeOnTop(this.head, entry)) continue;
      // What cannot be taken on top is folded later: then it need not be read again.
      this.logbook.shelve(entry);
      if (isNext) late.push(entry);
    }
    return late;
  }

  private async kept(): Promise<Head> {
    const head = (await this.logbook.keptHead(this.id, Number.MAX_SAFE_INTEGER)) ?? emptyHead();
    this.keptLength = head.facts.length;
    return head;
  }

  /** Whether a long log has grown by so many entries since its head was kept. */
  private hasGrown(entries: number): boolean {
    return this.length >= keptLengthMin && this.length - this.keptLength >= entries;
  }

  /** A copy of the head that stays as it is; undefined if it is not worth to be kept. */
  private headToKeep(growthMin: number): Head | undefined {
    return this.folding && !this.stopped && this.hasGrown(growthMin) ? copyOf(this.folding) : undefined;
  }

  private async failing(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof TooLittleMemory) throw error;
      this.fail(error);
    }
  }

  /** The log is known to hold entries that the store no longer has. */
  private noteLost(revision: number): void {
    const fault = `the store has lost it, and all up to revision ${this.newest}. Restore the mission's log`;
    this.logbook.noteDamage({ stream: streamOf(this.id), revision, position: 0, fault });
  }

  /** A projection that throws stops alone and says at which entry; an entry that cannot be read, the logbook remembers. */
  private fail(error: unknown): void {
    if (!this.wasShown) this.last = -1;
    if (!(error instanceof UnreadableEntry))
      this.failure = new MissionStopped(this.id, this.head.facts.length, String(error));
  }
}
