import {
  actsOnPast,
  amends,
  definitionOf,
  forkFold,
  noteEntry,
  referencesOf,
  takeBackEntry,
  type Entry,
  type Folded,
  type Incoming,
  type MissionState,
} from '#libs/domain';
import type { FollowedMission } from '../read/followed-mission.js';
import { takeOnTop, type Head } from '../read/head.js';
import type { Logbook } from '../read/logbook.js';
import type { CheckpointedFold, ReadEntries } from '../past/checkpointed-fold.js';

/** A log as it was before something was decided. */
interface BeforeDecision {
  length: number;
  recordedAt: number;
  folded: Folded;
}

/** What a log is decided on: the mission that is followed, or an earlier state of it that nobody follows. */
export type DecidedOn = Pick<FollowedMission, 'id' | 'head' | 'stopped' | 'bring' | 'catchUp' | 'show'>;

/**
 * A mission's log as it will be: what the store holds, and after it what was decided and is yet to be stored. All of it is for
 * whoever has the turn of the mission that is followed.
 */
export class DecidedLog {
  private storedLength = 0;
  private fresh: { entry: Entry; isLate: boolean }[] = [];
  /** The fold of the log, as far as it was needed: for entries that act on the past. */
  private fold: CheckpointedFold | undefined;
  private before: BeforeDecision | undefined;
  private isLost = false;

  constructor(
    private readonly followed: DecidedOn,
    private readonly logbook: Logbook,
  ) {}

  /** The head, decided entries included. */
  get head(): Head {
    return this.followed.head;
  }

  /** How many entries there are, decided ones included. */
  get length(): number {
    return this.head.facts.length;
  }

  /** How many entries the store holds. */
  get stored(): number {
    return this.storedLength;
  }

  /**
   * Brings the log to what is known of the store. Answers true where it was read to its end for that.
   * Throws MissionStopped, UnreadableEntry, StoreUnavailable.
   */
  async load(): Promise<boolean> {
    const { stopped } = this.followed;
    if (stopped) throw stopped;
    this.before = undefined;
    const hasRead = await this.followed.bring();
    if (this.isLost && !hasRead) await this.followed.catchUp();
    const wasRead = hasRead || this.isLost;
    this.isLost = false;
    this.begin();
    return wasRead;
  }

  /** Reads what the store has more than is known, where nothing is decided. Answers whether there was anything. Throws as `load` does. */
  async catchUp(): Promise<boolean> {
    this.before = undefined;
    const isMore = await this.followed.catchUp();
    this.isLost = false;
    this.begin();
    return isMore;
  }

  /** Takes back all that was decided since the log was loaded: it was not stored, or nobody knows. */
  undo(): void {
    if (this.before) this.rewind(this.before);
    this.before = undefined;
    this.isLost = true;
  }

  /** What was decided is stored: from now on readers see it. */
  confirm(): void {
    // Whoever asks for the past need not fold the same again, nor read what it is made of.
    if (this.fresh.some(({ isLate }) => isLate)) for (const { entry } of this.fresh) this.logbook.shelve(entry);
    if (this.fold) this.logbook.past(this.followed.id).adopt(this.fold);
    const decided = this.freshEntries();
    this.storedLength = this.length;
    this.fresh = [];
    this.before = undefined;
    this.followed.show(decided);
  }

  /** Adds a decided entry. */
  async add(entry: Entry): Promise<void> {
    const { head } = this;
    const isLate = !takeOnTop(head, entry);
    if (isLate) noteEntry(head.facts, entry);
    this.fresh.push({ entry, isLate });
    if (!isLate) return;
    const fold = await this.broughtTo(this.length);
    head.folded = await fold.folded(this.take);
  }

  /** The state of what had happened by an instant, in milliseconds since 1970; for the caller to own. */
  async stateAt(validAt: number): Promise<MissionState> {
    return (await (await this.broughtTo(this.length)).folded(this.take, validAt)).state;
  }

  /** The entries that a command is judged on if it acts on an earlier one: see `bearingOn`. */
  async entriesFor({ type, data }: Incoming): Promise<readonly Entry[] | undefined> {
    if (!actsOnPast(type) && !definitionOf(type).readsNamed) return undefined;
    const { entry: named } = referencesOf(type, data);
    return named === undefined ? [] : this.bearingOn(named, definitionOf(type).relation === 'retracts');
  }

  /**
   * The entries that a command is judged on that acts on an earlier one: that one and all that name it, each in its place.
   * All of the log where it is to be retracted and others may rest on it.
   */
  async bearingOn(named: number, retracts: boolean): Promise<readonly Entry[]> {
    if (named >= this.length) return [];
    const [target] = await this.range(named, named);
    if (target && retracts && !amends(target)) {
      const { opens } = referencesOf(target.type, target.data);
      if (opens || target.type === 'MissionOpened') return this.range(0, this.length - 1);
    }
    const fold = await this.broughtTo(this.length);
    const bearing: Entry[] = [];
    // A correction may be of a correction, and a retraction of a retraction: then what that names bears on it as well.
    for (const entry of await this.take(fold.family(named))) bearing[entry.revision] = entry;
    return bearing;
  }

  /** The log as it is, at little cost: for `rewind`. */
  mark(): BeforeDecision {
    const { facts, folded } = this.head;
    return { length: facts.length, recordedAt: facts.recordedAt, folded: forkFold(folded) };
  }

  /** Takes back what was decided since a mark, which can be used once, and what somebody who threw left half done. */
  rewind({ length, recordedAt, folded }: BeforeDecision): void {
    if (this.fold && this.fold.length > length) this.fold = undefined;
    for (const { entry } of this.fresh.splice(length - this.storedLength).toReversed())
      takeBackEntry(this.head.facts, entry, recordedAt);
    this.head.folded = folded;
  }

  /** Entries from one revision to another, both included. */
  async range(from: number, until: number): Promise<readonly Entry[]> {
    const stored = await this.logbook.range(this.followed.id, from, Math.min(until, this.storedLength - 1));
    return [...stored, ...this.freshEntries().filter(({ revision }) => revision >= from && revision <= until)];
  }

  private begin(): void {
    this.fresh = [];
    this.storedLength = this.length;
    if (this.fold && this.fold.length > this.storedLength) this.fold = undefined;
    this.before = this.mark();
  }

  private freshEntries(): Entry[] {
    return this.fresh.map(({ entry }) => entry);
  }

  private readonly take: ReadEntries = async (revisions) => {
    const stored = await this.logbook.take(
      this.followed.id,
      revisions.filter((revision) => revision < this.storedLength),
    );
    let next = 0;
    return revisions.flatMap((revision) =>
      revision < this.storedLength ? (stored[next++] ?? []) : (this.fresh[revision - this.storedLength]?.entry ?? []),
    );
  };

  /** The fold of the log's first `length` entries, which are all that there are. */
  private async broughtTo(length: number): Promise<CheckpointedFold> {
    const stored = await this.logbook.past(this.followed.id).fold(Math.min(length, this.storedLength));
    const base = this.fold && this.fold.length > stored.length ? this.fold : stored;
    const further = await this.range(base.length, length - 1);
    this.fold = further.length === 0 ? base : await base.extended(further, this.take);
    return this.fold;
  }
}
