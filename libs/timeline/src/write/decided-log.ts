import {
  actsOnPast,
  changesReportsAlone,
  definitionOf,
  forkFold,
  noteEntry,
  referencesOf,
  takeBackEntry,
  withoutOne,
  type Entry,
  type Folded,
  type Incoming,
  type MissionState,
  type Placement,
} from '#libs/domain';
import type { FollowedMission } from '../read/followed-mission.js';
import { takeOnTop, type Head } from '../read/head.js';
import type { Logbook } from '../read/logbook.js';
import type { ReadEntries } from '../past/adding.js';
import type { CheckpointedFold } from '../past/checkpointed-fold.js';

/** A log as it was before something was decided. */
interface BeforeDecision {
  length: number;
  recordedAt: number;
  folded: Folded;
  isBehind: boolean;
  isBehindInReports: boolean;
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
  /** Whether late entries were added that the head's state is yet to be folded with, and whether reports alone are missing in it. */
  private isBehind = false;
  private isBehindInReports = true;
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
   * Brings the log to what is known of the store. Answers true if it was read to its end for that.
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

  /** Reads what the store has more than is known, if nothing is decided. Answers whether there was anything. Throws as `load` does. */
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
    if (this.fold?.isWhole) this.logbook.past(this.followed.id).adopt(this.fold);
    const decided = this.freshEntries();
    this.storedLength = this.length;
    this.fresh = [];
    this.before = undefined;
    this.followed.show(decided);
  }

  /**
   * Adds a decided entry. Where it comes late, the head has all but its state: that is folded when `settle` asks for it, once
   * for all that came late until then.
   */
  async add(entry: Entry): Promise<void> {
    const { head } = this;
    const isLate = this.isBehind || !takeOnTop(head, entry);
    if (isLate) noteEntry(head.facts, entry);
    this.fresh.push({ entry, isLate });
    if (!isLate) return;
    this.isBehind = true;
    const fold = await this.ordered();
    Object.assign(head.folded, fold.places);
    const [root] = await this.take([fold.rootOf(entry.revision)]);
    this.isBehindInReports &&= root !== undefined && changesReportsAlone(root.type);
  }

  /** Folds what was added and came late. What is judged without reports need not wait for those. */
  async settle(withoutReports = false): Promise<void> {
    if (!this.isBehind || (withoutReports && this.isBehindInReports)) return;
    const fold = await this.broughtToEnd();
    this.head.folded = await fold.folded(this.take);
    this.noteSettled();
  }

  /** The state of what folds before a placement; for the caller to own. */
  async stateAt(placement: Placement): Promise<MissionState> {
    return (await this.broughtToEnd()).stateAt(this.take, placement);
  }

  /** The entries that a command is judged on if it acts on an earlier one, each in its place. */
  async entriesFor({ type, data }: Incoming): Promise<readonly Entry[] | undefined> {
    if (!actsOnPast(type) && !definitionOf(type).readsNamed) return undefined;
    const { entry: named } = referencesOf(type, data);
    if (named === undefined) return [];
    const { relation } = definitionOf(type);
    if (relation === 'retracts') return this.bearingOnRetraction(named);
    return relation === 'corrects' ? this.correctedBy(named) : this.bearingOn(named);
  }

  /** An entry and all that bear on it, each in its place: what it is about in the end, and all that name that, directly or not. */
  async bearingOn(named: number): Promise<readonly Entry[]> {
    return named < this.length ? this.placed((await this.ordered()).family(named)) : [];
  }

  /** What a correction is judged on: what it corrects and, if that is a correction, all that bears on it. */
  private async correctedBy(named: number): Promise<readonly Entry[]> {
    const chain = await this.placed([named]);
    return chain[named]?.type === 'EntryCorrected' ? this.bearingOn(named) : chain;
  }

  /**
   * What a retraction is judged on: all that bears on what it turns, and all of the log if others may rest on what it takes away.
   * What was before the newest entry was judged when that was recorded, so that a chain of retractions costs what each adds.
   */
  private async bearingOnRetraction(named: number): Promise<readonly Entry[]> {
    if (named >= this.length) return [];
    const newest = await this.placed([this.length - 1]);
    if (newest[named]?.type === 'EntryRetracted') return newest;
    const bearing = await this.bearingOn(named);
    const { target, was, is } = withoutOne(bearing, named);
    if (!target || was === is || !opensAny(target)) return bearing;
    if (!is) return this.range(0, this.length - 1);
    await this.settle();
    return bearing;
  }

  private async placed(revisions: readonly number[]): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (const entry of await this.take(revisions)) entries[entry.revision] = entry;
    return entries;
  }

  /** The log as it is, at little cost: for `rewind`. */
  mark(): BeforeDecision {
    const { facts, folded } = this.head;
    const { isBehind, isBehindInReports } = this;
    return {
      length: facts.length,
      recordedAt: facts.recordedAt,
      folded: forkFold(folded),
      isBehind,
      isBehindInReports,
    };
  }

  /** Takes back what was decided since a mark, which can be used once, and what somebody who threw left half done. */
  rewind({ length, recordedAt, folded, isBehind, isBehindInReports }: BeforeDecision): void {
    if (this.fold && this.fold.length > length) this.fold = undefined;
    for (const { entry } of this.fresh.splice(length - this.storedLength).toReversed())
      takeBackEntry(this.head.facts, entry, recordedAt);
    this.head.folded = folded;
    Object.assign(this, { isBehind, isBehindInReports });
  }

  /** Entries from one revision to another, both included. */
  async range(from: number, until: number): Promise<readonly Entry[]> {
    const { storedLength } = this;
    const stored = await this.logbook.range(this.followed.id, from, Math.min(until, storedLength - 1));
    const fresh = this.fresh.slice(Math.max(0, from - storedLength), Math.max(0, until + 1 - storedLength));
    return [...stored, ...fresh.map(({ entry }) => entry)];
  }

  private noteSettled(): void {
    this.isBehind = false;
    this.isBehindInReports = true;
  }

  private begin(): void {
    this.fresh = [];
    this.noteSettled();
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

  /** The log in its order, with all that was added; folded as far as it was asked for. */
  private async ordered(): Promise<CheckpointedFold> {
    const stored = await this.logbook.past(this.followed.id).fold(Math.min(this.length, this.storedLength));
    const base = this.fold && this.fold.length > stored.length ? this.fold : stored;
    const further = await this.range(base.length, this.length - 1);
    this.fold = further.length === 0 ? base : await base.with(further, this.take);
    return this.fold;
  }

  /** The same, folded to its end. */
  private async broughtToEnd(): Promise<CheckpointedFold> {
    return (this.fold = await (await this.ordered()).whole(this.take));
  }
}

/** Whether an entry may have opened what others rest on. */
const opensAny = ({ type, data }: Entry): boolean =>
  type === 'MissionOpened' || referencesOf(type, data).opens !== undefined;
