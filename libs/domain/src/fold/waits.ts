import type { Entry } from '../envelope/entry.js';
import { thingOpened } from './openings.js';
import { byPlacement, ownPair, type Placement } from '../values/placement.js';
import { type Key, PersistentMap } from '#libs/persistent';
import type { References } from '../values/references.js';
import { referencesOf } from '../entries/registry.js';
import { ownPairOf } from './placement.js';

/** Adds an item to the list of a key. */
export const addTo = <K extends Key>(lists: PersistentMap<K, readonly number[]>, key: K, item: number): void =>
  lists.set(key, [...(lists.get(key) ?? []), item]);

/** Where an entry stands; undefined if it is not there. */
type PlacementOf = (revision: number) => Placement | undefined;

/** What becomes of an entry: what it names before and after, its own pair after, and whether it is retracted or comes back. */
interface Turned {
  before: References;
  after: References;
  own: Placement;
  isTurned: boolean;
}

/** Whether what stands at a placement happened before a pair. */
const isEarlier = (placement: Placement | undefined, own: Placement): boolean =>
  placement !== undefined && byPlacement(ownPair(placement), own) < 0;

/** Which entries of a log wait for which, kept up to date entry by entry; `openers` are kept by whoever owns it. */
export class Waits {
  /** What was named that nothing has opened: whoever opens it makes others wait. */
  readonly missing: PersistentMap<string, true>;
  /** Departures of each convoy: any of them may be the one that opens it. */
  private readonly departures: PersistentMap<string, readonly number[]>;
  /** Revisions of the entries that wait for the one that opened a convoy or permit which they name. */
  private readonly waiting: PersistentMap<number, readonly number[]>;

  constructor(
    private readonly openers: PersistentMap<string, number>,
    from?: Waits,
  ) {
    this.missing = from?.missing.fork() ?? new PersistentMap();
    this.departures = from?.departures.fork() ?? new PersistentMap();
    this.waiting = from?.waiting.fork() ?? new PersistentMap();
  }

  /** Revisions of the entries that wait for one. */
  of(opener: number): readonly number[] {
    return this.waiting.get(opener) ?? [];
  }

  /** Notes what an entry waits for, if that may move. */
  note(revision: number, references: References): void {
    for (const opener of this.waitedFor(references)) {
      if (opener !== revision && !this.waiting.get(opener)?.includes(revision)) addTo(this.waiting, opener, revision);
    }
    const { opens } = references;
    const thing = opens?.unlessKnown ? thingOpened(references) : undefined;
    if (thing !== undefined && !this.departures.get(thing)?.includes(revision)) addTo(this.departures, thing, revision);
  }

  /**
   * The opener after which others stand no longer once an entry is there that opens the same convoy earlier; 'unknown' if it opens what
   * others name in vain, undefined if it moves nothing.
   */
  openerBefore(entry: Entry, placementOf: PlacementOf): number | 'unknown' | undefined {
    const references = referencesOf(entry.type, entry.data);
    const thing = thingOpened(references);
    if (thing === undefined) return undefined;
    if (this.missing.has(thing)) return 'unknown';
    const opener = references.opens?.unlessKnown ? this.openers.get(thing) : undefined;
    return opener !== undefined && this.comesBefore(ownPairOf(entry), opener, thing, placementOf) ? opener : undefined;
  }

  /** Has an entry open what it may open, in the place of whatever did. */
  open({ type, data, revision }: Entry): void {
    const thing = thingOpened(referencesOf(type, data));
    if (thing !== undefined) this.openers.set(thing, revision);
  }

  /** Notes what an entry no longer opens, or opens again. Answers false if others wait for it, or for another opener. */
  turnOpener(revision: number, references: References, isGone: boolean): boolean {
    const thing = thingOpened(references);
    if (thing === undefined) return true;
    const opener = this.openers.get(thing);
    if (opener !== undefined && opener < revision) return true;
    if (opener !== (isGone ? revision : undefined) || this.waiting.has(revision) || this.missing.has(thing))
      return false;
    if (isGone) this.openers.delete(thing);
    else this.openers.set(thing, revision);
    return true;
  }

  /** Whether a change of an entry (it has another time, names another convoy or is retracted) may give a convoy another opener. */
  mayOpenAnew(revision: number, { before, after, own, isTurned }: Turned, placementOf: PlacementOf): boolean {
    const [was, is] = [before, after].map((references) => references.opens?.unlessKnown && thingOpened(references));
    if (was !== is) return true;
    const departures = typeof is === 'string' ? (this.departures.get(is) ?? []) : [];
    if (typeof is !== 'string' || departures.length < 2) return false;
    const opener = this.openers.get(is);
    if (opener === undefined) return true;
    if (opener !== revision) return this.comesBefore(own, opener, is, placementOf);
    const isFirst = departures.every((other) => other === revision || !isEarlier(placementOf(other), own));
    return isTurned || !isFirst;
  }

  /** Whether a departure at a place comes before the one that opens its convoy. One that was planned stays opened by its plan. */
  private comesBefore(own: Placement, opener: number, convoy: string, placementOf: PlacementOf): boolean {
    const placement = placementOf(opener);
    return (
      placement !== undefined &&
      this.departures.get(convoy)?.includes(opener) === true &&
      byPlacement(own, ownPair(placement)) < 0
    );
  }

  /** The openers of the convoys and permits that an entry names. */
  private waitedFor({ convoys = [], places = [], opens, permit }: References): Set<number> {
    const things = [...convoys, ...places, opens?.unlessKnown && opens.id].map((id) => `convoy/${id}`);
    const openers = [...things, `permit/${permit}`].map((thing) => this.openers.get(thing));
    return new Set(openers.filter((opener) => opener !== undefined));
  }
}
