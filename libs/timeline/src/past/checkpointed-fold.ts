import {
  amends,
  bySpot,
  emptyState,
  evolve,
  forkState,
  instantOf,
  Line,
  Openings,
  ownPairOf,
  referencesOf,
  settledOn,
  type Entry,
  type Folded,
  type MissionState,
  type Replacement,
  type Spot,
} from '#libs/domain';
import { Slice, type Pace } from '../event-loop/slices.js';
import { isKept, isKeptInArchive } from './spacing.js';

/** Reads entries of the course's log, in the order asked for. */
export type Take = (revisions: readonly number[]) => Promise<readonly Entry[]>;

/** A state along the way. Nobody changes it: whoever goes on from it takes a fork. */
interface Mark {
  /** Of the last entry folded. */
  spot: Spot;
  /** How many entries were folded. */
  size: number;
  state: MissionState;
}

/** How many entries are read at once. */
const readLength = 500;

/**
 * A log as far as it is seen, folded, with states along the way from which the fold can go on. It is never changed: further
 * entries make another course, which shares with this one what comes before the first place that they touch.
 */
export class Course {
  private constructor(
    private readonly line: Line,
    private readonly marks: readonly Mark[],
  ) {}

  /** The course of a log without entries. */
  static readonly empty = new Course(Line.of([]), []);

  /** One more than the highest revision seen. */
  get length(): number {
    return this.line.length;
  }

  /** This course and further entries, which come after all of it. Folds from the first place that they touch. */
  async extended(entries: readonly Entry[], take: Take): Promise<Course> {
    return (await this.with(entries, take)).whole(take);
  }

  /** The same, but what comes after the first place that they touch is folded only when it is asked for. */
  async with(entries: readonly Entry[], take: Take, pace?: Pace): Promise<Course> {
    const [first, ...others] = beforeSettlements(entries);
    if (!first) return this;
    let course = await this.added(first, take, pace);
    for (const part of others) course = await course.added(part, take, pace);
    return course;
  }

  /** Adds entries of which none but the first is a settlement: that one holds for what is known here. */
  private async added(entries: readonly Entry[], take: Take, pace?: Pace): Promise<Course> {
    const [first] = entries;
    if (first?.type !== 'DiscrepancySettled') return this.addedTo(this.line.fork(), entries, take, pace);
    const known = await this.whole(take, pace);
    const line = known.line.fork();
    const figures = settledOn(known.marks.at(-1)?.state ?? emptyState(), first);
    if (figures !== undefined) line.settledOn.set(first.revision, figures);
    return known.addedTo(line, entries, take, pace);
  }

  private async addedTo(line: Line, entries: readonly Entry[], take: Take, pace?: Pace): Promise<Course> {
    const atHand = new Map(entries.map((entry) => [entry.revision, entry]));
    const slice = new Slice(pace);
    let earliest: Spot | undefined;
    for (const entry of entries) {
      const missing = line.needs(entry).filter((revision) => !atHand.has(revision));
      if (missing.length > 0) for (const needed of await take(missing)) atHand.set(needed.revision, needed);
      const added = line.add(entry, (revision) => atHand.get(revision));
      if (added === 'anew') {
        const acts = [...this.line.amendments, ...entries.filter(amends)];
        const revisions = [...this.line.revisions(), ...entries.map(({ revision }) => revision)];
        return this.placed(acts, revisions, line.settledOn, take, pace);
      }
      if (!earliest || bySpot(added, earliest) < 0) earliest = added;
      if (slice.isOver) await slice.next();
    }
    return this.along(line, earliest);
  }

  /**
   * The course of these revisions of the same log, all places worked out anew; `acts` are the corrections and retractions
   * among them, and settlements among them are of this course and hold for the same. What comes after the first place where it
   * differs from this one is folded only when it is asked for.
   */
  async renewed(acts: readonly Entry[], revisions: readonly number[], take: Take, pace?: Pace): Promise<Course> {
    return this.placed(acts, revisions, this.line.settledOn, take, pace);
  }

  private async placed(
    acts: readonly Entry[],
    revisions: readonly number[],
    figures: Line['settledOn'],
    take: Take,
    pace?: Pace,
  ): Promise<Course> {
    const openings = new Openings();
    const once = Line.of(acts, figures);
    const note = (entry: Entry): void => {
      const replacement = once.replacementOf(entry.revision);
      const references = referencesOf(entry.type, replacement?.data ?? entry.data);
      const isRetracted = once.retractedBy.has(entry.revision);
      openings.note(entry, references, ownPairOf(entry, replacement), isRetracted);
      once.place(entry);
    };
    await eachOf(revisions, take, note, pace);
    if (!openings.isForward) return this.along(once, await firstDifference(this.line, once, pace));
    const line = Line.of(acts, figures, openings);
    await eachOf(revisions, take, (entry) => line.place(entry, openings), pace);
    return this.along(line, await firstDifference(this.line, line, pace));
  }

  /** The fold of what had happened by an instant (milliseconds since 1970, inclusive); of all without it. The caller owns it. */
  async folded(take: Take, validAt = Number.POSITIVE_INFINITY): Promise<Folded> {
    const { line } = this;
    const mark = this.marks.findLast(({ spot }) => instantOf(spot) <= validAt);
    const state = mark ? forkState(mark.state) : emptyState();
    let last = mark?.spot;
    await this.fold(line, mark?.spot, take, (revision, entry) => {
      const spot = line.spotOf(revision);
      if (!spot || instantOf(spot) > validAt) return false;
      evolve(state, line.effective(entry));
      last = spot;
      return true;
    });
    return {
      state,
      revision: line.revisionAt(validAt),
      openers: line.openers.fork(),
      places: line.places.fork(),
      spots: line.spots.fork(),
      missing: line.waits.missing.fork(),
      retractedBy: line.retractedBy.fork(),
      last,
    };
  }

  /** Revisions of an entry and of those that name it, directly or not. */
  naming(revision: number): number[] {
    return this.line.dependents(revision, false);
  }

  /** The same course with fewer states along the way: to be kept for long. */
  archived(): Course {
    const { size } = this.line;
    return new Course(
      this.line,
      this.marks.filter((mark) => mark.size === size || isKeptInArchive(mark.size, size)),
    );
  }

  /** The course along another line that is the same before a spot; everywhere without one. */
  private along(line: Line, from: Spot | undefined): Course {
    return new Course(line, from ? this.marks.filter(({ spot }) => bySpot(spot, from) < 0) : this.marks);
  }

  /** The same course, folded to its end. */
  async whole(take: Take, pace?: Pace): Promise<Course> {
    const { line } = this;
    const base = this.marks.at(-1);
    if (base?.size === line.size) return this;
    const marks = [...this.marks];
    const state = base ? forkState(base.state) : emptyState();
    let size = base?.size ?? 0;
    await this.fold(
      line,
      base?.spot,
      take,
      (revision, entry) => {
        evolve(state, line.effective(entry));
        const spot = line.spotOf(revision);
        if (++size === line.size && spot) marks.push({ spot, size, state });
        else if (spot && isKept(size, line.size)) marks.push({ spot, size, state: forkState(state) });
        return true;
      },
      pace,
    );
    return new Course(
      line,
      marks.filter((mark) => mark.size === line.size || isKept(mark.size, line.size)),
    );
  }

  /** Gives the entries after a spot one after another, as long as they are taken. */
  private async fold(
    line: Line,
    after: Spot | undefined,
    take: Take,
    taken: (revision: number, entry: Entry) => boolean,
    pace?: Pace,
  ): Promise<void> {
    const slice = new Slice(pace);
    const revisions = line.after(after);
    for (;;) {
      const some = next(revisions, readLength);
      for (const entry of await take(some)) {
        if (!taken(entry.revision, entry)) return;
        if (slice.isOver) await slice.next();
      }
      if (some.length < readLength) return;
    }
  }
}

/** Reads entries and does something with each. */
async function eachOf(
  revisions: readonly number[],
  take: Take,
  work: (entry: Entry) => unknown,
  pace?: Pace,
): Promise<void> {
  const slice = new Slice(pace);
  for (let from = 0; from < revisions.length; from += readLength) {
    for (const entry of await take(revisions.slice(from, from + readLength))) {
      work(entry);
      if (slice.isOver) await slice.next();
    }
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

/** The next items of a generator, as many as there are. */
function next<T>(items: Generator<T>, count: number): T[] {
  const some: T[] = [];
  while (some.length < count) {
    const { done, value } = items.next();
    if (done) break;
    some.push(value);
  }
  return some;
}

/** Whether two corrections of an entry come to the same; they may have been read at different times. */
const saysTheSame = (a: Replacement | undefined, b: Replacement | undefined): boolean =>
  a === b || JSON.stringify([a?.data, a?.occurredAt]) === JSON.stringify([b?.data, b?.occurredAt]);

/** Where two lines first differ: the earlier of both spots; undefined where they do not. */
async function firstDifference(a: Line, b: Line, pace?: Pace): Promise<Spot | undefined> {
  const slice = new Slice(pace);
  const [ours, theirs] = [a.after(undefined), b.after(undefined)];
  for (;;) {
    const [our, their] = [ours.next().value, theirs.next().value] as [number | undefined, number | undefined];
    const first = our === undefined ? undefined : a.spotOf(our);
    const second = their === undefined ? undefined : b.spotOf(their);
    if (!first || !second || our === undefined || their === undefined) return first ?? second;
    const isSame =
      saysTheSame(a.replacementOf(our), b.replacementOf(their)) && a.settledOn.get(our) === b.settledOn.get(their);
    if (!isSame || bySpot(first, second) !== 0) return bySpot(first, second) < 0 ? first : second;
    if (slice.isOver) await slice.next();
  }
}
