import {
  amends,
  byPlacement,
  dataOf,
  emptyState,
  evolve,
  forkState,
  OrderedLog,
  Openings,
  ownPairOf,
  referencesOf,
  revisionAt,
  revisionsIn,
  settledOn,
  type Amending,
  type Entry,
  type Folded,
  type MissionState,
  type Placement,
} from '#libs/domain';
import type { Pace } from '../event-loop/slices.js';
import { adding, type Along, type LastRetraction, type ReadEntries } from './adding.js';
import { eachAfter, eachOf } from './each.js';
import { firstDifference } from './first-difference.js';
import { isKept, isKeptInArchive } from './spacing.js';

/**
 * A log as far as it is seen, folded, with states kept along the way from which the fold can go on. It is never changed: further
 * entries make another one, which shares with this one what comes before the first place that they touch.
 */
export class CheckpointedFold {
  private constructor(
    readonly log: OrderedLog,
    readonly checkpoints: Along['checkpoints'],
    private readonly lastRetraction?: LastRetraction,
  ) {}

  /** The fold of a log without entries. */
  static readonly empty = new CheckpointedFold(OrderedLog.of([]), []);

  /** One more than the highest revision seen. */
  get length(): number {
    return this.log.length;
  }

  /** Whether it is folded to its end. */
  get isWhole(): boolean {
    return this.checkpoints.at(-1)?.size === this.log.size;
  }

  /** How many entries lie behind its last state along the way. */
  get unfolded(): number {
    return this.log.size - (this.checkpoints.at(-1)?.size ?? 0);
  }

  /** This fold and further entries, which come after all of it. Folds from the first place that they touch. */
  async extended(entries: readonly Entry[], take: ReadEntries): Promise<CheckpointedFold> {
    return (await this.with(entries, take)).whole(take);
  }

  /** The same, but what comes after the first place that they touch is folded only when it is asked for. */
  async with(entries: readonly Entry[], take: ReadEntries, pace?: Pace): Promise<CheckpointedFold> {
    const [first, ...others] = beforeSettlements(entries);
    if (!first) return this;
    let extended = await this.added(first, take, pace);
    for (const part of others) extended = await extended.added(part, take, pace);
    return extended;
  }

  /**
   * This fold and some further entries of a log of which `known` holds all of them: settlements among them hold for the
   * figures that they were recorded on, not for those of the few entries that are seen here.
   */
  async withSome(
    entries: readonly Entry[],
    known: CheckpointedFold,
    take: ReadEntries,
    pace?: Pace,
  ): Promise<CheckpointedFold> {
    const log = this.log.fork();
    for (const { revision } of entries) {
      const figures = known.log.settledOn.get(revision);
      if (figures !== undefined) log.settledOn.set(revision, figures);
    }
    return this.addedTo(log, entries, take, pace);
  }

  /** Adds entries of which none but the first is a settlement: that one holds for what is known here. */
  private async added(entries: readonly Entry[], take: ReadEntries, pace?: Pace): Promise<CheckpointedFold> {
    const [first] = entries;
    if (first?.type !== 'DiscrepancySettled')
      return this.addedTo(this.log.fork(), entries, take, pace, this.lastRetraction);
    const known = await this.whole(take, pace);
    const log = known.log.fork();
    const figures = settledOn(known.checkpoints.at(-1)?.state ?? emptyState(), first);
    if (figures !== undefined) log.settledOn.set(first.revision, figures);
    return known.addedTo(log, entries, take, pace);
  }

  private async addedTo(
    log: OrderedLog,
    entries: readonly Entry[],
    take: ReadEntries,
    pace?: Pace,
    last?: LastRetraction,
  ): Promise<CheckpointedFold> {
    const added = await adding({ log, checkpoints: this.checkpoints }, last, entries, take, pace);
    if (added) return CheckpointedFold.from(added.now, added.last);
    const acts = [...this.log.amendments, ...entries.filter(amends)];
    const revisions = [...revisionsIn(this.log.instants), ...entries.map(({ revision }) => revision)];
    return this.placed(acts, revisions, log.settledOn, take, pace);
  }

  /**
   * The fold of these revisions of the same log, all places worked out anew; `acts` are the corrections and retractions
   * among them, and settlements among them are of this fold and hold for the same. What comes after the first place where it
   * differs from this one is folded only when it is asked for.
   */
  async renewed(
    acts: readonly Amending[],
    revisions: readonly number[],
    take: ReadEntries,
    pace?: Pace,
  ): Promise<CheckpointedFold> {
    return this.placed(acts, revisions, this.log.settledOn, take, pace);
  }

  private async placed(
    acts: readonly Amending[],
    revisions: readonly number[],
    figures: OrderedLog['settledOn'],
    take: ReadEntries,
    pace?: Pace,
  ): Promise<CheckpointedFold> {
    const openings = new Openings();
    const once = OrderedLog.of(acts, figures);
    const note = (entry: Entry): void => {
      const replacement = once.replacementOf(entry.revision);
      const references = referencesOf(entry.type, dataOf(entry, replacement));
      const isRetracted = once.retractedBy.has(entry.revision);
      openings.note(entry, references, ownPairOf(entry, replacement), isRetracted);
      once.place(entry);
    };
    await eachOf(revisions, take, note, pace);
    if (!openings.isForward) return this.along(once, await firstDifference(this.log, once, pace));
    const log = OrderedLog.of(acts, figures, openings);
    await eachOf(revisions, take, (entry) => log.place(entry, openings), pace);
    return this.along(log, await firstDifference(this.log, log, pace));
  }

  /** The fold of what had happened by an instant (milliseconds since 1970, inclusive); of all without it. The caller owns it. */
  async folded(take: ReadEntries, validAt = Number.POSITIVE_INFINITY): Promise<Folded> {
    return { ...this.placesUntil(validAt), ...(await this.foldedUntil(take, [validAt, Number.POSITIVE_INFINITY])) };
  }

  /** The state of what folds before a placement. The caller owns it. */
  async stateAt(take: ReadEntries, placement: Placement): Promise<MissionState> {
    return (await this.foldedUntil(take, placement)).state;
  }

  private async foldedUntil(take: ReadEntries, until: Placement): Promise<Pick<Folded, 'state' | 'last'>> {
    const { log } = this;
    const isBefore = (placement: Placement): boolean => byPlacement(placement, until) < 0;
    const checkpoint = this.checkpoints.findLast(({ placement }) => isBefore(placement));
    const state = checkpoint ? forkState(checkpoint.state) : emptyState();
    let last = checkpoint?.placement;
    await eachAfter(log, checkpoint?.placement, take, (revision, entry) => {
      const placement = log.placementOf(revision);
      if (!placement || !isBefore(placement)) return false;
      evolve(state, log.effective(entry));
      last = placement;
      return true;
    });
    return { state, last };
  }

  /** What a fold of all of it says without its state: that takes no folding. The caller owns it. */
  get places(): Omit<Folded, 'state'> {
    return { ...this.placesUntil(Number.POSITIVE_INFINITY), last: this.log.last };
  }

  private placesUntil(validAt: number): Omit<Folded, 'state' | 'last'> {
    const { log } = this;
    return {
      revision: revisionAt(log.instants, validAt),
      openers: log.openers.fork(),
      instants: log.instants.fork(),
      placements: log.placements.fork(),
      missing: log.waits.missing.fork(),
      retractedBy: log.retractedBy.fork(),
    };
  }

  /** Revisions of the entry that one is about in the end, through corrections and retractions, and of those that name it, directly or not. */
  family(revision: number): number[] {
    return this.log.family(revision);
  }

  /** The revision of the entry that one is about in the end, through corrections and retractions. */
  rootOf(revision: number): number {
    return this.log.rootOf(revision);
  }

  /** Revisions of the entries that name one. */
  namedBy(revision: number): readonly number[] {
    return this.log.naming.get(revision) ?? [];
  }

  /** The same fold with fewer states along the way: to be kept for long. */
  archived(): CheckpointedFold {
    const { size } = this.log;
    return new CheckpointedFold(
      this.log,
      this.checkpoints.filter((checkpoint) => checkpoint.size === size || isKeptInArchive(checkpoint.size, size)),
    );
  }

  /** The same fold with the states along the way that another one has where both are the same, if those lead further than its own. */
  async withStatesOf(other: CheckpointedFold, pace?: Pace): Promise<CheckpointedFold> {
    const common = this.onlyWithStatesIn(other).checkpoints.at(-1)?.placement;
    const theirs = other.along(this.log, await firstDifference(this.log, other.log, pace, common));
    return theirs.unfolded < this.unfolded ? theirs : this;
  }

  /** The same fold with those states along the way alone that another one has too. */
  onlyWithStatesIn({ checkpoints }: CheckpointedFold): CheckpointedFold {
    const theirs = new Set(checkpoints);
    return new CheckpointedFold(
      this.log,
      this.checkpoints.filter((checkpoint) => theirs.has(checkpoint)),
    );
  }

  /** The fold along another log that is the same before a placement; everywhere without one. */
  private along(log: OrderedLog, from: Placement | undefined): CheckpointedFold {
    return CheckpointedFold.from({ log, checkpoints: this.checkpoints, from });
  }

  private static from({ log, checkpoints, from }: Along, last?: LastRetraction): CheckpointedFold {
    const holding = from ? checkpoints.filter(({ placement }) => byPlacement(placement, from) < 0) : checkpoints;
    return new CheckpointedFold(log, holding, last);
  }

  /** The same fold, folded to its end. */
  async whole(take: ReadEntries, pace?: Pace): Promise<CheckpointedFold> {
    const { log } = this;
    const base = this.checkpoints.at(-1);
    if (this.isWhole) return this;
    const checkpoints = [...this.checkpoints];
    const state = base ? forkState(base.state) : emptyState();
    let size = base?.size ?? 0;
    await eachAfter(
      log,
      base?.placement,
      take,
      (revision, entry) => {
        evolve(state, log.effective(entry));
        const placement = log.placementOf(revision);
        if (++size === log.size && placement) checkpoints.push({ placement, size, state });
        else if (placement && isKept(size, log.size)) checkpoints.push({ placement, size, state: forkState(state) });
        return true;
      },
      pace,
    );
    return new CheckpointedFold(
      log,
      checkpoints.filter((checkpoint) => checkpoint.size === log.size || isKept(checkpoint.size, log.size)),
      this.lastRetraction,
    );
  }
}

/** Entries in parts, each of which but the first begins with a settlement. */
function beforeSettlements(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = [[]];
  for (const entry of entries) {
    if (entry.type === 'DiscrepancySettled') parts.push([entry]);
    else parts.at(-1)?.push(entry);
  }
  return parts.filter((part) => part.length > 0);
}
