import { amend, amends, type Replacement } from './corrections.js';
import { type Amending, type Effective, effectiveWith, type Entry } from '../envelope/entry.js';
import { noteMissing, noteOpening, type Openings } from './openings.js';
import { byPlacement, type Placement } from '../values/placement.js';
import { Subjects } from './subjects.js';
import { PersistentList, OrderedSet, PersistentMap } from '#libs/persistent';
import { addTo, Waits } from './waits.js';
import { dataOf } from '../entries/older-schemas.js';
import { referencesOf } from '../entries/registry.js';
import { effectiveOf, isOrdinary, saidIn } from './placement.js';

/** Looks up an entry that `Line.needs` has named. */
type EntryAt = (revision: number) => Entry | undefined;

/** What corrections and retractions come to, whatever it is kept in. */
interface Amendments {
  replaced: { get(revision: number): Replacement | undefined };
  retractedBy: { get(revision: number): number | undefined };
}

/** What adding an entry comes to: from where on the fold is another one, or that all places are to be worked out anew. */
export type Added = Placement | 'anew';

/**
 * A log with its corrections and retractions applied, in the order in which it folds, kept up to date entry by entry: what
 * `resolve` works out of a whole log, in a form that can be forked. Entries are added in order of revision, with gaps where
 * some are not seen. It holds no entries but the corrections and retractions.
 */
export class OrderedLog {
  private readonly sequence: OrderedSet;
  /** Where entries stand that do not stand at their own place alone: they wait for others, or act at the place of another one. */
  readonly placements: PersistentMap<number, Placement>;
  private readonly replaced: PersistentMap<number, Replacement>;
  /** Corrections and retractions, in force or not. */
  private readonly acts: PersistentMap<number, Amending>;
  /** What each correction or retraction is about in the end: asked of every act in a fold, whose chains may be long. */
  private readonly roots: PersistentMap<number, number>;
  /** Revisions of the corrections, in force or not, that are about an entry in the end. */
  private readonly corrections: PersistentMap<number, readonly number[]>;
  /** Revisions of the entries that name an entry. */
  readonly naming: PersistentMap<number, readonly number[]>;
  /** The figures that each settlement holds for: what whoever adds it knows. */
  readonly settledOn: PersistentMap<number, string>;
  private readonly subjects: Subjects;
  readonly instants: PersistentList<number | undefined>;
  readonly openers: PersistentMap<string, number>;
  readonly waits: Waits;
  readonly retractedBy: PersistentMap<number, number>;
  private readonly placementAt = (revision: number): Placement | undefined => this.placementOf(revision);

  private constructor(from?: OrderedLog, awaited?: ReadonlySet<number>) {
    this.sequence = from?.sequence.fork() ?? new OrderedSet();
    this.placements = from?.placements.fork() ?? new PersistentMap();
    this.replaced = from?.replaced.fork() ?? new PersistentMap();
    this.acts = from?.acts.fork() ?? new PersistentMap();
    this.roots = from?.roots.fork() ?? new PersistentMap();
    this.corrections = from?.corrections.fork() ?? new PersistentMap();
    this.naming = from?.naming.fork() ?? new PersistentMap();
    this.settledOn = from?.settledOn.fork() ?? new PersistentMap();
    this.subjects = new Subjects(from?.subjects, awaited);
    this.instants = from?.instants.fork() ?? new PersistentList();
    this.openers = from?.openers.fork() ?? new PersistentMap();
    this.waits = new Waits(this.openers, from?.waits);
    this.retractedBy = from?.retractedBy.fork() ?? new PersistentMap();
  }

  /**
   * A line that is to take the entries of a log from its beginning, these corrections and retractions (by revision) among them;
   * with the figures that its settlements hold for, and its openings if entries wait for what was recorded after them.
   */
  static of(acts: readonly Amending[], settledOn: Iterable<[number, string]> = [], openings?: Openings): OrderedLog {
    const line = new OrderedLog(undefined, new Set(acts.map(({ data }) => data.entry)));
    for (const [revision, figures] of settledOn) line.settledOn.set(revision, figures);
    for (const [thing, opener] of openings?.openers ?? []) line.openers.set(thing, opener);
    const { retractedBy, replaced } = amend(acts.toReversed());
    for (const [revision, by] of retractedBy) line.retractedBy.set(revision, by);
    for (const [revision, replacement] of replaced) line.replaced.set(revision, replacement);
    return line;
  }

  /** One more than the highest revision that was added. */
  get length(): number {
    return this.instants.length;
  }

  /** How many entries fold. */
  get size(): number {
    return this.sequence.size;
  }

  /** The corrections and retractions that were added, by revision. */
  get amendments(): Amending[] {
    return [...this.acts.values()];
  }

  /** Another line of the same log: what is added to one is not seen in the other. */
  fork(): OrderedLog {
    return new OrderedLog(this);
  }

  /** Adds an entry whose corrections, if there are some, `of` was given, and the same openings. */
  place(entry: Entry, openings?: Openings): Placement {
    const { revision } = entry;
    const replacement = this.replaced.get(revision);
    const said = saidIn(entry, replacement);
    const { references } = said;
    const isRetracted = this.retractedBy.has(revision);
    const placementAt = (other: number): Placement | undefined =>
      this.placementOf(other) ?? openings?.placementOf(other);
    const next = effectiveOf(entry, said, { openers: this.openers, placementAt, isRetracted });
    if (amends(entry)) this.noteAct(entry);
    this.subjects.noteNext(entry);
    if (references.entry !== undefined) addTo(this.naming, references.entry, revision);
    this.waits.note(revision, references);
    while (this.instants.length < revision) this.instants.push(undefined);
    this.instants.push(next.at);
    this.notePlacement(revision, next.placement);
    if (isRetracted) return next.placement;
    noteOpening(this.openers, entry, references);
    noteMissing(this.waits.missing, this.openers, references);
    this.sequence.insert(revision, this.isBefore(next.placement));
    return next.placement;
  }

  /** Revisions of the entries that must be at hand to add an entry: see `add`. */
  needs(entry: Entry): number[] {
    const opener = amends(entry) ? this.rootOf(entry.data.entry) : this.waits.openerBefore(entry, this.placementAt);
    return typeof opener === 'number' ? this.dependents(opener, true) : [];
  }

  /** Adds an entry that comes after all those there are. 'anew' leaves the line unusable. */
  add(entry: Entry, entryAt: EntryAt): Added {
    const own = { replaced: this.replaced, retractedBy: this.retractedBy };
    if (!amends(entry)) {
      const opener = this.waits.openerBefore(entry, this.placementAt);
      if (opener === 'unknown') return 'anew';
      if (opener !== undefined) this.waits.open(entry);
      const placement = this.place(entry);
      return opener === undefined
        ? placement
        : this.amendAll(this.dependents(opener, true), placement, entryAt, () => own);
    }
    const placement = this.place(entry);
    const root = this.rootOf(entry.revision);
    const subject = entryAt(root);
    if (subject) this.subjects.note(subject);
    const family = this.dependents(root, false);
    const amended = amend(family.flatMap((revision) => this.acts.get(revision) ?? []).toReversed());
    const members = new Set(family);
    return this.amendAll(this.dependents(root, true), placement, entryAt, (revision) =>
      members.has(revision) ? amended : own,
    );
  }

  /** Works out some entries again, each by the amendments that are given for it. Answers from where on the fold is another one. */
  private amendAll(
    revisions: readonly number[],
    placement: Placement,
    entryAt: EntryAt,
    given: (revision: number) => Amendments,
  ): Added {
    let earliest = placement;
    for (const revision of revisions) {
      const changed = this.amendOne(revision, this.acts.get(revision) ?? entryAt(revision), given(revision));
      if (changed === 'anew') return changed;
      if (changed && byPlacement(changed, earliest) < 0) earliest = changed;
    }
    return earliest;
  }

  /** Where an entry stands; undefined if it was not added. */
  placementOf(revision: number): Placement | undefined {
    const at = this.instants.at(revision);
    return at === undefined ? undefined : (this.placements.get(revision) ?? [at, revision]);
  }

  /** Where the last entry that folds stands. */
  get last(): Placement | undefined {
    const { last } = this.sequence;
    return last === undefined ? undefined : this.placementOf(last);
  }

  /** What an entry says now, if it was corrected. */
  replacementOf(revision: number): Replacement | undefined {
    return this.replaced.get(revision);
  }

  /** Revisions of what folds, in order, after a placement; from the beginning without one. */
  after(placement: Placement | undefined): Generator<number> {
    return this.sequence.from((other) => {
      const its = this.placementOf(other);
      return placement !== undefined && its !== undefined && byPlacement(its, placement) <= 0;
    });
  }

  /** An entry as it folds. */
  effective(entry: Entry): Effective {
    const { revision } = entry;
    const replacement = this.replaced.get(revision);
    return effectiveWith(entry, dataOf(entry, replacement), {
      occurredAt: replacement?.occurredAt ?? entry.occurredAt,
      at: this.instants.at(revision) ?? 0,
      placement: this.placementOf(revision) ?? [0, revision],
      ...(amends(entry) && { about: this.about(revision) }),
      ...(entry.type === 'DiscrepancySettled' && { settledOn: this.settledOn.get(revision) }),
    });
  }

  private noteAct(act: Amending): void {
    const { revision, type, data } = act;
    const root = this.rootOf(data.entry);
    this.acts.set(revision, act);
    this.roots.set(revision, root);
    if (type === 'EntryCorrected') addTo(this.corrections, root, revision);
  }

  private notePlacement(revision: number, placement: Placement): void {
    if (!isOrdinary(placement, revision)) this.placements.set(revision, placement);
    else if (this.placements.has(revision)) this.placements.delete(revision);
  }

  private isBefore(placement: Placement): (revision: number) => boolean {
    return (revision) => {
      const its = this.placementOf(revision);
      return its !== undefined && byPlacement(its, placement) < 0;
    };
  }

  /** The entry that corrections, and corrections of corrections, are about in the end. */
  rootOf(revision: number): number {
    return this.roots.get(revision) ?? revision;
  }

  /** The entry that one is about in the end, and all that name it, directly or not, by revision. */
  family(revision: number): number[] {
    return this.dependents(this.rootOf(revision), false);
  }

  /** The things that a correction or retraction is about. */
  private about(revision: number): string[] {
    const root = this.rootOf(revision);
    const corrections = (this.corrections.get(root) ?? []).filter((other) => other <= revision);
    return this.subjects.about(
      root,
      corrections.flatMap((other) => this.acts.get(other) ?? []),
      (act) => this.acts.get(act),
    );
  }

  /**
   * An entry and all that name it, directly or not, by revision: whoever depends on another comes after it. With `waiting`
   * those besides that would have to move with it.
   */
  dependents(root: number, waiting: boolean): number[] {
    const members = new Set([root]);
    for (const member of members) {
      for (const other of this.naming.get(member) ?? []) members.add(other);
      if (waiting) for (const other of this.waits.of(member)) members.add(other);
    }
    return [...members].sort((a, b) => a - b);
  }

  /** Works out one entry's data, place and force again. Answers from where on that changes the fold, if it does. */
  private amendOne(revision: number, entry: Entry | undefined, amended: Amendments): Added | undefined {
    const before = this.placementOf(revision);
    if (!entry || !before) return undefined;
    const [was, is] = [this.replaced.get(revision), amended.replaced.get(revision)];
    const [wasGone, isGone] = [this.retractedBy.has(revision), amended.retractedBy.get(revision)];
    const references = referencesOf(entry.type, is?.data ?? entry.data);
    const isRetracted = isGone !== undefined;
    const said = saidIn(entry, is);
    const next = effectiveOf(entry, said, { openers: this.openers, placementAt: this.placementAt, isRetracted });
    const after = next.placement;
    const isTurned = wasGone !== isRetracted;
    const isMoved = byPlacement(before, after) !== 0 || isTurned;
    // Nearly all would have to move with the mission or a base; and what was opened might now be opened by another entry.
    const isCentral = entry.type === 'MissionOpened' || references.opens?.kind === 'base';
    const waitsBefore = this.waits.of(revision).some((other) => other < revision);
    if (isMoved && (isCentral || waitsBefore)) return 'anew';
    const isChanged = isMoved || was?.data !== is?.data;
    const referred = referencesOf(entry.type, was?.data ?? entry.data);
    const turned = { before: referred, after: references, own: said.own, isTurned };
    if (isChanged && this.waits.mayOpenAnew(revision, turned, this.placementAt)) return 'anew';
    if (isTurned && !this.waits.turnOpener(revision, references, isRetracted)) return 'anew';
    if (isGone === undefined) this.retractedBy.delete(revision);
    else this.retractedBy.set(revision, isGone);
    if (is) this.replaced.set(revision, is);
    else this.replaced.delete(revision);
    // Corrected reports may name another convoy.
    this.waits.note(revision, references);
    if (!isRetracted) noteMissing(this.waits.missing, this.openers, references);
    if (!isMoved && was?.data === is?.data && was?.occurredAt === is?.occurredAt) return undefined;
    if (!wasGone) this.sequence.remove(revision, this.isBefore(before));
    this.instants.set(revision, next.at);
    this.notePlacement(revision, after);
    if (!isRetracted) this.sequence.insert(revision, this.isBefore(after));
    return byPlacement(before, after) < 0 ? before : after;
  }
}
