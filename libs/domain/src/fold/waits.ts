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

  /** Whether others stand elsewhere once an entry is there that opens what they name, or that opens it earlier. */
  movesOthers(entry: Entry, placementOf: (revision: number) => Placement | undefined): boolean {
    const references = referencesOf(entry.type, entry.data);
    const thing = thingOpened(references);
    if (thing === undefined) return false;
    if (this.missing.has(thing)) return true;
    const opener = this.openers.get(thing);
    const placement = opener === undefined ? undefined : placementOf(opener);
    if (opener === undefined || !placement || !this.departures.get(thing)?.includes(opener)) return false;
    return references.opens?.unlessKnown === true && byPlacement(ownPairOf(entry), ownPair(placement)) < 0;
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

  /** Whether a change of an entry may give the convoy that it is a departure of another opener. */
  mayOpenAnew(before: References, after: References): boolean {
    const things = [before, after].map((references) => references.opens?.unlessKnown && thingOpened(references));
    return (
      things[0] !== things[1] ||
      things.some((thing) => typeof thing === 'string' && (this.departures.get(thing)?.length ?? 0) > 1)
    );
  }

  /** The openers of the convoys and permits that an entry names. */
  private waitedFor({ convoys = [], places = [], opens, permit }: References): Set<number> {
    const things = [...convoys, ...places, opens?.unlessKnown && opens.id].map((id) => `convoy/${id}`);
    const openers = [...things, `permit/${permit}`].map((thing) => this.openers.get(thing));
    return new Set(openers.filter((opener) => opener !== undefined));
  }
}
