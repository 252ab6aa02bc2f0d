import {
  amends,
  Visibility,
  type Amending,
  type Entry,
  type Folded,
  type FoldOptions,
  type Horizon,
} from '#libs/domain';
import { background, Slice, type Pace } from '../event-loop/slices.js';
import { checkRoomToFold } from '../read/room.js';
import type { ReadEntries } from './adding.js';
import { CheckpointedFold } from './checkpointed-fold.js';

/** Reads a mission's log. Both throw as the logbook does. */
export interface Entries {
  take: ReadEntries;
  /** From one revision to another, both included. */
  range(from: number, until: number): AsyncIterable<readonly Entry[]>;
}

/** How it is read, and for how long at a time. */
interface Reading extends Entries {
  pace?: Pace;
}

/** More further entries than this are not added one by one: all places are worked out anew. */
const addedMax = 4096;

/** How long after the first question the folds along the revisions are begun, in milliseconds. */
const fillAfterMs = 1000;

/** How many folds are kept along the revisions, and how many entries lie between them at least. */
const archiveMax = 256;
const archiveGapMin = 512;

/** One fold of so many has states along the way of its own; the others have those that they share with the newest fold. */
const ownStatesEvery = 8;

/** More entries than this are not left to be folded when somebody asks, where a fold may have states of its own. */
const unfoldedMax = 8192;

/**
 * The past of one mission: its newest fold, and earlier ones by revision. It is made of the log when it is first asked
 * for, and goes on with it. A cache: dropping it loses nothing.
 */
export class Past {
  private readonly visibility = new Visibility();
  private readonly acts: Amending[] = [];
  /** Revisions of settlements: what one holds for is known only once all before it is folded. */
  private readonly settlements: number[] = [];
  private newest = CheckpointedFold.empty;
  /** Folds up to multiples of `gap`, in order of length. */
  private archive: CheckpointedFold[] = [];
  private gap = archiveGapMin;
  private turn: Promise<unknown> = Promise.resolve();
  private filling: Promise<void> | undefined;
  private isDropped = false;
  private waiting: NodeJS.Timeout | undefined;

  /** For what nobody waits for: throws as soon as this past is dropped. */
  private readonly inBackground: Reading = {
    take: (revisions) => {
      this.checkIsKept();
      return this.entries.take(revisions);
    },
    range: (from, until) => this.rangeWhileKept(from, until),
    pace: background,
  };

  constructor(private readonly entries: Entries) {}

  /** How many entries it has come to. */
  get length(): number {
    return this.newest.length;
  }

  /** The fold of a log's first `length` entries as seen through a horizon, for the caller to own; undefined if none is seen. */
  async look(options: FoldOptions, length: number): Promise<Folded | undefined> {
    return (await this.through(options, length))?.folded(this.entries.take, options.validAt);
  }

  /** The fold of those of a log's first `length` entries that are seen through a horizon; undefined if none is. */
  async through(horizon: Horizon, length: number): Promise<CheckpointedFold | undefined> {
    await this.advance(length);
    const seen = this.visibility.visible(horizon, length);
    if (seen.length === 0 && seen.others.length === 0) return undefined;
    if (seen.others.length <= addedMax) {
      const fold = await this.upTo(seen.length);
      if (seen.others.length === 0) return fold;
      return fold.withSome(await this.entries.take(seen.others), this.newest, this.entries.take);
    }
    // Known in another order than recorded: then most of what is seen is the same as in the newest fold.
    const revisions = [...upTo(seen.length), ...seen.others];
    const isSeen = new Set(revisions);
    const acts = this.acts.filter(({ revision }) => isSeen.has(revision));
    return this.newest.renewed(acts, revisions, this.entries.take);
  }

  /** The fold of a log's first `length` entries, for the caller to own. */
  async folded(length: number): Promise<Folded> {
    return (await this.fold(length)).folded(this.entries.take);
  }

  /** The fold of a log's first `length` entries. */
  async fold(length: number): Promise<CheckpointedFold> {
    await this.advance(length);
    return (await this.upTo(length)).whole(this.entries.take);
  }

  /** Takes over a fold that somebody else has brought further. */
  adopt(fold: CheckpointedFold): void {
    this.goOn(fold);
  }

  /**
   * Keeps folds along the revisions, in the background: what was known at a time is then near one of them. Throws TooLittleMemory where
   * there is no more room for them, and once this past is dropped.
   */
  fill(): Promise<void> {
    return (this.filling ??= this.fillGaps().finally(() => (this.filling = undefined)));
  }

  /** Ends what goes on in the background: nothing more is read for it. */
  drop(): void {
    this.isDropped = true;
    clearTimeout(this.waiting);
  }

  /** Brings the newest fold to a length, if it is not there yet. One at a time. */
  private advance(length: number): Promise<void> {
    const done = this.turn.then(() => this.advanceNow(length));
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async advanceNow(length: number): Promise<void> {
    const slice = new Slice();
    for await (const page of this.entries.range(this.visibility.length, length - 1)) {
      for (const entry of page) {
        this.visibility.note(entry);
        if (amends(entry)) this.acts.push(entry);
        if (entry.type === 'DiscrepancySettled') this.settlements.push(entry.revision);
      }
      if (slice.isOver) await slice.next();
    }
    const isFirst = this.newest.length === 0;
    if (this.newest.length < length)
      this.goOn(await (await this.brought(this.newest, length)).whole(this.entries.take));
    if (isFirst) this.fillLater();
  }

  private goOn(fold: CheckpointedFold): void {
    if (fold.length <= this.newest.length) return;
    const passed = Math.floor(fold.length / this.gap) > Math.floor(this.newest.length / this.gap);
    if (passed && this.newest.length > 0) this.keep(this.newest);
    this.newest = fold;
    if (passed) this.thin();
  }

  /** The fold of the log's first entries; not folded to its end. It goes on from the fold that leaves the least to be done. */
  private async upTo(length: number): Promise<CheckpointedFold> {
    if (length === this.newest.length) return this.newest;
    const left = (fold: CheckpointedFold): number => length - fold.length + fold.unfolded;
    const known = this.archive.filter((fold) => fold.length <= length);
    const base = known.reduce((best, fold) => (left(fold) <= left(best) ? fold : best), CheckpointedFold.empty);
    return this.between(base, length);
  }

  /** A fold of the log's beginning, brought to a length that the newest fold is beyond; not folded yet. */
  private async between(
    fold: CheckpointedFold,
    length: number,
    reading: Reading = this.entries,
  ): Promise<CheckpointedFold> {
    const { newest } = this;
    const { take, pace } = reading;
    if (length === fold.length) return fold;
    if (length - fold.length > addedMax) return newest.renewed(this.actsBefore(length), upTo(length), take, pace);
    return fold.withSome(await entriesOf(reading, fold.length, length), newest, take, pace);
  }

  /** A fold of the log's beginning, brought to a length; not folded yet. */
  private async brought(fold: CheckpointedFold, length: number): Promise<CheckpointedFold> {
    let brought = fold;
    for (const settlement of this.settlements) {
      if (settlement < fold.length || settlement >= length) continue;
      brought = await this.broughtOn(brought, settlement);
      brought = await this.broughtOn(brought, settlement + 1);
    }
    return this.broughtOn(brought, length);
  }

  /** The same, if no settlement lies between unless it is the next entry. */
  private async broughtOn(fold: CheckpointedFold, length: number): Promise<CheckpointedFold> {
    if (length <= fold.length) return fold;
    const { take } = this.entries;
    if (length - fold.length > addedMax) return fold.renewed(this.actsBefore(length), upTo(length), take);
    return fold.with(await entriesOf(this.entries, fold.length, length), take);
  }

  /** The corrections and retractions below a revision. */
  private actsBefore(length: number): Amending[] {
    return this.acts.filter(({ revision }) => revision < length);
  }

  /** Keeps a fold along the revisions. */
  private keep(fold: CheckpointedFold): void {
    this.archive = [...this.archive.filter((other) => other.length !== fold.length), fold.archived()].sort(
      (a, b) => a.length - b.length,
    );
  }

  /** Keeps no more folds than there may be, and of their states those that the newest fold has; one of some has its own besides. */
  private thin(): void {
    while (this.newest.length / this.gap > archiveMax) this.gap *= 2;
    let [last, lastOwn] = [-1, -1];
    const kept: CheckpointedFold[] = [];
    for (const fold of this.archive) {
      const [place, own] = [Math.floor(fold.length / this.gap), Math.floor(fold.length / (this.gap * ownStatesEvery))];
      if (place !== last) kept.push(own === lastOwn ? fold.onlyWithStatesIn(this.newest) : fold);
      [last, lastOwn] = [place, own];
    }
    this.archive = kept;
  }

  /** Fills the archive once whoever has asked first is answered. */
  private fillLater(): void {
    if (this.isDropped) return;
    // Whoever asks for what cannot be read is told so; here it only means that there is nothing to be kept.
    this.waiting = setTimeout(() => void this.fill().catch(() => undefined), fillAfterMs).unref();
  }

  private checkIsKept(): void {
    if (this.isDropped) throw new Error('this past was dropped');
  }

  private async *rangeWhileKept(from: number, until: number): AsyncGenerator<readonly Entry[]> {
    this.checkIsKept();
    for await (const page of this.entries.range(from, until)) {
      yield page;
      this.checkIsKept();
    }
  }

  private async fillGaps(): Promise<void> {
    this.thin();
    const { gap } = this;
    let fold = CheckpointedFold.empty;
    for (let length = gap; length < this.newest.length && !this.isDropped; length += gap) {
      checkRoomToFold(gap);
      const there = this.archive.find((other) => Math.floor(other.length / gap) === length / gap);
      fold = there ?? (await this.atGap(fold, length, length % (gap * ownStatesEvery) === 0));
      if (!there) this.keep(fold);
    }
  }

  /** A fold along the revisions, made of the one before it; it may have states of its own, if that saves much folding. */
  private async atGap(before: CheckpointedFold, length: number, mayBeFolded: boolean): Promise<CheckpointedFold> {
    const brought = await this.between(before, length, this.inBackground);
    const fold = await brought.withStatesOf(this.newest, background);
    return mayBeFolded && fold.unfolded > unfoldedMax ? fold.whole(this.inBackground.take, background) : fold;
  }
}

/** The revisions below a length. */
const upTo = (length: number): number[] => Array.from({ length }, (_, revision) => revision);

/** The entries from one revision up to another one. */
async function entriesOf(reading: Reading, from: number, length: number): Promise<Entry[]> {
  const some: Entry[] = [];
  for await (const page of reading.range(from, length - 1)) some.push(...page);
  return some;
}
