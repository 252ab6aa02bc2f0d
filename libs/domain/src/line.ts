import {
  amend,
  amends,
  effectiveOf,
  noteOpening,
  referencesOf,
  type ByRevision,
  type Replacement,
} from './effective.js';
import type { References } from './definition.js';
import type { Effective, Entry } from './entry.js';
import { bySpot, spotOf, type Spot } from './spot.js';
import { PagedList } from './versioned/paged-list.js';
import { Sequence } from './versioned/sequence.js';
import { VersionedMap } from './versioned/versioned-map.js';

/** Looks up an entry that `Line.needs` has named. */
type EntryAt = (revision: number) => Entry | undefined;

/** What corrections and retractions come to, whatever it is kept in. */
interface Amendments {
  replaced: { get(revision: number): Replacement | undefined };
  retractedBy: { get(revision: number): number | undefined };
}

/** What adding an entry comes to: from where on the fold is another one, or that all places are to be worked out anew. */
export type Added = Spot | 'anew';

const addTo = (lists: VersionedMap<number, readonly number[]>, key: number, item: number): void =>
  lists.set(key, [...(lists.get(key) ?? []), item]);

/**
 * A log with its corrections and retractions applied, in the order in which it folds, kept up to date entry by entry: what
 * `resolve` works out of a whole log, in a form that can be forked. Entries are added in order of revision, with gaps where
 * some are not seen. It holds no entries but the corrections and retractions.
 */
export class Line {
  private readonly sequence: Sequence;
  /** Where entries stand that do not stand by their own revision: they act at the place of another one. */
  private readonly otherOrders: VersionedMap<number, number>;
  private readonly replaced: VersionedMap<number, Replacement>;
  /** Corrections and retractions, in force or not. */
  private readonly acts: VersionedMap<number, Entry>;
  /** Revisions of the entries that name an entry. */
  private readonly naming: VersionedMap<number, readonly number[]>;
  /** Revisions of the entries that wait for the one that opened a convoy or permit which they name. */
  private readonly waiting: VersionedMap<number, readonly number[]>;
  readonly places: PagedList<number | undefined>;
  readonly openers: VersionedMap<string, number>;
  readonly retractedBy: VersionedMap<number, number>;

  private constructor(from?: Line) {
    this.sequence = from?.sequence.fork() ?? new Sequence();
    this.otherOrders = from?.otherOrders.fork() ?? new VersionedMap();
    this.replaced = from?.replaced.fork() ?? new VersionedMap();
    this.acts = from?.acts.fork() ?? new VersionedMap();
    this.naming = from?.naming.fork() ?? new VersionedMap();
    this.waiting = from?.waiting.fork() ?? new VersionedMap();
    this.places = from?.places.fork() ?? new PagedList();
    this.openers = from?.openers.fork() ?? new VersionedMap();
    this.retractedBy = from?.retractedBy.fork() ?? new VersionedMap();
  }

  /** A line that is to take the entries of a log from its beginning, these corrections and retractions (by revision) among them. */
  static of(acts: readonly Entry[]): Line {
    const line = new Line();
    const { retractedBy, replaced } = amend(acts.toReversed());
    for (const [revision, by] of retractedBy) line.retractedBy.set(revision, by);
    for (const [revision, replacement] of replaced) line.replaced.set(revision, replacement);
    return line;
  }

  /** One more than the highest revision that was added. */
  get length(): number {
    return this.places.length;
  }

  /** How many entries fold. */
  get size(): number {
    return this.sequence.size;
  }

  /** The corrections and retractions that were added, by revision. */
  get amendments(): Entry[] {
    return [...this.acts.values()];
  }

  /** The revisions that were added. */
  revisions(): number[] {
    const added: number[] = [];
    let revision = 0;
    for (const at of this.places) {
      if (at !== undefined) added.push(revision);
      revision++;
    }
    return added;
  }

  /** Another line of the same log: what is added to one is not seen in the other. */
  fork(): Line {
    return new Line(this);
  }

  /** Adds an entry whose corrections, if there are some, `of` was given. */
  place(entry: Entry): Spot {
    const { revision } = entry;
    const replacement = this.replaced.get(revision);
    const references = referencesOf(entry.type, replacement?.data ?? entry.data);
    const next = effectiveOf(entry, references, this.openers, this.places, this.orders, replacement);
    if (amends(entry)) this.acts.set(revision, entry);
    if (references.entry !== undefined) addTo(this.naming, references.entry, revision);
    for (const opener of this.waitedFor(references)) addTo(this.waiting, opener, revision);
    while (this.places.length < revision) this.places.push(undefined);
    this.places.push(next.at);
    if (next.order !== revision) this.otherOrders.set(revision, next.order);
    const spot = spotOf(next);
    if (this.retractedBy.has(revision)) return spot;
    noteOpening(this.openers, entry, references);
    this.sequence.insert(revision, this.isBefore(spot));
    return spot;
  }

  /** Revisions of the entries that must be at hand to add an entry: see `add`. */
  needs(entry: Entry): number[] {
    const { entry: named } = referencesOf(entry.type, entry.data);
    return named === undefined || !amends(entry) ? [] : this.dependents(this.rootOf(named), true);
  }

  /** Adds an entry that comes after all those there are. 'anew' leaves the line unusable. */
  add(entry: Entry, entryAt: EntryAt): Added {
    const spot = this.place(entry);
    if (!amends(entry)) return spot;
    const root = this.rootOf(entry.revision);
    const family = this.dependents(root, false);
    const amended = amend(family.flatMap((revision) => this.acts.get(revision) ?? []).toReversed());
    const members = new Set(family);
    let earliest = spot;
    for (const revision of this.dependents(root, true)) {
      const given = members.has(revision) ? amended : { replaced: this.replaced, retractedBy: this.retractedBy };
      const changed = this.amendOne(revision, this.acts.get(revision) ?? entryAt(revision), given);
      if (changed === 'anew') return changed;
      if (changed && bySpot(changed, earliest) < 0) earliest = changed;
    }
    return earliest;
  }

  /** Where an entry stands; undefined where it was not added. */
  spotOf(revision: number): Spot | undefined {
    const at = this.places.at(revision);
    return at === undefined ? undefined : { at, order: this.orders.at(revision) ?? revision, revision };
  }

  /** Where the last entry that folds stands. */
  get last(): Spot | undefined {
    const { last } = this.sequence;
    return last === undefined ? undefined : this.spotOf(last);
  }

  /** What an entry says now, where it was corrected. */
  replacementOf(revision: number): Replacement | undefined {
    return this.replaced.get(revision);
  }

  /** Revisions of what folds, in order, after a spot; from the beginning without one. */
  after(spot: Spot | undefined): Generator<number> {
    return this.sequence.from((other) => {
      const its = this.spotOf(other);
      return spot !== undefined && its !== undefined && bySpot(its, spot) <= 0;
    });
  }

  /** An entry as it folds. */
  effective(entry: Entry): Effective {
    const { revision } = entry;
    const { data, occurredAt } = this.replaced.get(revision) ?? {};
    return {
      entry,
      data: data ?? entry.data,
      occurredAt: occurredAt ?? entry.occurredAt,
      at: this.places.at(revision) ?? 0,
      order: this.orders.at(revision) ?? revision,
    };
  }

  /** The highest revision that stands at an instant or before it; -1 for none. */
  revisionAt(until: number): number {
    for (let revision = this.places.length - 1; revision >= 0; revision--)
      if ((this.places.at(revision) ?? Number.POSITIVE_INFINITY) <= until) return revision;
    return -1;
  }

  private readonly orders: ByRevision = { at: (revision) => this.otherOrders.get(revision) ?? revision };

  private isBefore(spot: Spot): (revision: number) => boolean {
    return (revision) => {
      const its = this.spotOf(revision);
      return its !== undefined && bySpot(its, spot) < 0;
    };
  }

  /** The entry that corrections, and corrections of corrections, are about in the end. */
  private rootOf(revision: number): number {
    let root = revision;
    for (let act = this.acts.get(root); act; act = this.acts.get(root)) root = (act.data as { entry: number }).entry;
    return root;
  }

  /** Notes what an entry no longer opens, or opens again. Answers false where others wait for it, or for another opener. */
  private turnOpener(revision: number, { opens }: References, isGone: boolean): boolean {
    if (opens === undefined) return true;
    const thing = `${opens.kind}/${opens.id}`;
    const opener = this.openers.get(thing);
    if (opener !== undefined && opener < revision) return true;
    if (opener !== (isGone ? revision : undefined) || this.waiting.has(revision)) return false;
    if (isGone) this.openers.delete(thing);
    else this.openers.set(thing, revision);
    return true;
  }

  /** What had been opened when an entry came: nothing waits for itself, nor for what comes after it. */
  private openersBefore(revision: number): { get(thing: string): number | undefined } {
    const get = (thing: string): number | undefined => {
      const opener = this.openers.get(thing);
      return opener !== undefined && opener < revision ? opener : undefined;
    };
    return { get };
  }

  /** The openers of the convoys and permits that an entry names. */
  private waitedFor({ convoys = [], places = [], opens, permit }: References): Set<number> {
    const things = [...convoys, ...places, opens?.unlessKnown && opens.id].map((id) => `convoy/${id}`);
    const openers = [...things, `permit/${permit}`].map((thing) => this.openers.get(thing));
    return new Set(openers.filter((opener) => opener !== undefined));
  }

  /**
   * An entry and all that name it, directly or not, by revision: whoever depends on another comes after it. With `waiting`
   * those besides that would have to move with it.
   */
  dependents(root: number, waiting: boolean): number[] {
    const members = new Set([root]);
    for (const member of members) {
      for (const other of this.naming.get(member) ?? []) members.add(other);
      if (waiting) for (const other of this.waiting.get(member) ?? []) members.add(other);
    }
    return [...members].sort((a, b) => a - b);
  }

  /** Works out one entry's data, place and force again. Answers from where on that changes the fold, if it does. */
  private amendOne(revision: number, entry: Entry | undefined, amended: Amendments): Added | undefined {
    const before = this.spotOf(revision);
    if (!entry || !before) return undefined;
    const [was, is] = [this.replaced.get(revision), amended.replaced.get(revision)];
    const [wasGone, isGone] = [this.retractedBy.has(revision), amended.retractedBy.get(revision)];
    const references = referencesOf(entry.type, is?.data ?? entry.data);
    const next = effectiveOf(entry, references, this.openersBefore(revision), this.places, this.orders, is);
    const after = spotOf(next);
    const isTurned = wasGone !== (isGone !== undefined);
    const isMoved = bySpot(before, after) !== 0 || isTurned;
    // Nearly all would have to move with the mission or a base; and what was opened might now be opened by another entry.
    const isCentral = entry.type === 'MissionOpened' || references.opens?.kind === 'base';
    if (isMoved && isCentral) return 'anew';
    if (isTurned && !this.turnOpener(revision, references, isGone !== undefined)) return 'anew';
    if (isGone === undefined) this.retractedBy.delete(revision);
    else this.retractedBy.set(revision, isGone);
    if (is) this.replaced.set(revision, is);
    else this.replaced.delete(revision);
    for (const opener of this.waitedFor(references)) {
      // Corrected reports may name another convoy.
      if (opener < revision && !this.waiting.get(opener)?.includes(revision)) addTo(this.waiting, opener, revision);
    }
    if (!isMoved && was?.data === is?.data && was?.occurredAt === is?.occurredAt) return undefined;
    if (!wasGone) this.sequence.remove(revision, this.isBefore(before));
    this.places.set(revision, next.at);
    if (next.order === revision) this.otherOrders.delete(revision);
    else this.otherOrders.set(revision, next.order);
    if (isGone === undefined) this.sequence.insert(revision, this.isBefore(after));
    return bySpot(before, after) < 0 ? before : after;
  }
}
