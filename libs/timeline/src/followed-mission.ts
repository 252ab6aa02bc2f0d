import { StoreUnavailable, type StoredEntry } from '#libs/event-store';
import { streamOf, UnreadableEntry } from './codec.js';
import { emptyHead, takeOnTop, type Head } from './head.js';
import type { Logbook } from './logbook.js';
import { MissionStopped } from './mission-stopped.js';

/** A log shorter than this is folded as fast as a snapshot of it is read. */
const keptLengthMin = 1000;

/** One mission as it is followed: what its log is known to hold, and its head once somebody has looked. */
export class FollowedMission {
  /** The newest revision that the log is known to hold. */
  newest = -1;
  /** As far as the log has been folded. */
  head: Head | undefined;
  private failure: MissionStopped | undefined;
  private loading: Promise<void> | undefined;
  private keptLength = 0;

  constructor(
    readonly id: string,
    private readonly logbook: Logbook,
  ) {}

  /** Why it is stopped, if it is. */
  get stopped(): MissionStopped | undefined {
    const unreadable = this.logbook.unreadable(this.id);
    return unreadable ? new MissionStopped(this.id, unreadable.revision, unreadable.reason) : this.failure;
  }

  /** The revision folded; -1 for none. */
  get revision(): number {
    return this.head?.folded.revision ?? -1;
  }

  /** Whether there is more to fold than was folded. */
  get isBehind(): boolean {
    return !this.stopped && (this.head?.facts.length ?? 0) <= this.newest;
  }

  /** Takes an entry that was appended, on top of the head where there is one and it is that far. */
  note(stored: StoredEntry): void {
    if (stored.damaged) this.logbook.noteDamage(stored);
    if (stored.revision <= this.newest) return;
    this.newest = stored.revision;
    if (stored.revision === 0) this.head = emptyHead();
    if (this.stopped || this.loading || !this.head) return;
    try {
      const entry = this.logbook.decodeNext(stored, stored.revision);
      // What cannot be taken on top is folded later: then it need not be read again.
      if (this.head.facts.length !== stored.revision || !takeOnTop(this.head, entry)) this.logbook.shelve(entry);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Folds all that the log is known to hold. Throws StoreUnavailable. */
  load(): Promise<void> {
    return (this.loading ??= this.loadAll().finally(() => (this.loading = undefined)));
  }

  /** Keeps the head where much has come since it was kept last. Nobody may change it meanwhile. */
  async keep(): Promise<void> {
    if (!this.head || this.stopped || this.head.facts.length - this.keptLength < keptLengthMin) return;
    this.keptLength = this.head.facts.length;
    await this.logbook.keepHead(this.id, this.head);
  }

  /** Reads something of the log. Throws MissionStopped where an entry cannot be read: the mission is then stopped. */
  async reading<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (!this.stopped) return await work();
    } catch (error) {
      if (!(error instanceof UnreadableEntry)) throw error;
    }
    throw this.stopped;
  }

  private async loadAll(): Promise<void> {
    try {
      while (this.isBehind) {
        const head = this.head ?? (await this.kept());
        const { length } = head.facts;
        this.head = await this.logbook.renewed(head, this.id, this.newest);
        if (this.isBehind && this.head.facts.length === length) this.noteLost(length);
      }
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      this.fail(error);
    }
  }

  /** The log is known to hold entries that the store no longer has. */
  private noteLost(revision: number): void {
    const fault = `the store has lost it, and all up to revision ${this.newest}. Restore the mission's log`;
    this.logbook.noteDamage({ stream: streamOf(this.id), revision, position: 0, fault });
  }

  private async kept(): Promise<Head> {
    const head = (await this.logbook.keptHead(this.id, this.newest)) ?? emptyHead();
    this.keptLength = head.facts.length;
    return head;
  }

  /** A projection that throws stops alone and says at which entry; an entry that cannot be read, the logbook remembers. */
  private fail(error: unknown): void {
    if (!(error instanceof UnreadableEntry))
      this.failure = new MissionStopped(this.id, this.revision + 1, String(error));
  }
}
