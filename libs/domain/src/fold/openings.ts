import type { Entry } from '../envelope/entry.js';
import { byPlacement, type Placement, placed } from '../values/placement.js';
import { keyOf } from '../values/kept.js';
import type { References } from '../values/references.js';

/** Which revision opened what, whatever it is kept in. */
export interface Openers {
  get(thing: string): number | undefined;
  has(thing: string): boolean;
  set(thing: string, revision: number): unknown;
}

/** The name under which what an entry opens is kept: `base/ber`; undefined if it opens nothing. */
export const thingOpened = ({ opens }: References): string | undefined => opens && keyOf[opens.kind](opens.id);

/** Notes what an entry opens; the first to open a thing is its opener. */
export function noteOpening(openers: Openers, entry: Entry, references: References): void {
  if (entry.type === 'MissionOpened' && !openers.has('mission')) openers.set('mission', entry.revision);
  const thing = thingOpened(references);
  if (thing !== undefined && !openers.has(thing)) openers.set(thing, entry.revision);
}

/** The things that entries wait for to be opened, as keys of `Openers`. */
function thingsNamed({ bases, convoys, places, opens, permit }: References): string[] {
  // Asked twice of every entry: a generator took a tenth of a fold.
  const things = ['mission'];
  if (bases) for (const id of bases) if (id !== undefined) things.push(keyOf.base(id));
  if (convoys) for (const id of convoys) if (id !== undefined) things.push(keyOf.convoy(id));
  if (places) for (const id of places) if (id !== undefined) things.push(keyOf.base(id), keyOf.convoy(id));
  if (opens?.unlessKnown) things.push(keyOf[opens.kind](opens.id));
  if (permit !== undefined) things.push(keyOf.permit(permit));
  return things;
}

/**
 * The revisions that an entry does not fold before: its mission's opening, what opened the things that it names, and the entry
 * that it names. Neither a retracted entry nor a base waits for what was recorded after it: a hub might be waiting for the base.
 */
export function waitedFor(
  revision: number,
  references: References,
  openers: Pick<Openers, 'get'>,
  isRetracted: boolean,
): number[] {
  const waited: number[] = [];
  const isPatient = !isRetracted && references.opens?.kind !== 'base';
  for (const thing of thingsNamed(references)) {
    const opener = openers.get(thing);
    if (opener !== undefined && (opener < revision || (isPatient && opener > revision))) waited.push(opener);
  }
  if (references.entry !== undefined) waited.push(references.entry);
  return waited;
}

/** What an entry names that nothing has opened. */
function namedInVain(openers: Pick<Openers, 'has'>, references: References): string[] {
  const own = thingOpened(references);
  const inVain: string[] = [];
  for (const named of thingsNamed(references)) if (named !== own && !openers.has(named)) inVain.push(named);
  return inVain;
}

/** Notes what an entry names that nothing has opened. */
export function noteMissing(
  missing: { has(thing: string): boolean; set(thing: string, is: true): unknown },
  openers: Pick<Openers, 'has'>,
  references: References,
): void {
  for (const thing of namedInVain(openers, references)) if (!missing.has(thing)) missing.set(thing, true);
}

interface Opening {
  own: Placement;
  references: References;
}

/**
 * What opens what in a log, with its corrections and retractions, and where the openers stand: for entries that name what was
 * recorded after them, as corrected ones may, and for convoys whose first departure was recorded after another one.
 */
export class Openings {
  readonly openers = new Map<string, number>();
  private readonly openings = new Map<number, Opening>();
  private readonly placements = new Map<number, Placement>();
  /** What was named and nothing has opened. */
  readonly missing = new Set<string>();
  private forward = false;

  /** Whether an entry waits for one that was noted after it, so that a second pass is needed to place it. */
  get isForward(): boolean {
    return this.forward;
  }

  /** Notes the next entry; `own` is its own pair. */
  note(entry: Entry, references: References, own: Placement, isRetracted: boolean): void {
    const thing = thingOpened(references);
    if (isRetracted) return;
    const isOpening = thing !== undefined || entry.type === 'MissionOpened';
    if (isOpening) this.noteOpeningOf(entry, thing ?? 'mission', { own, references });
    for (const named of namedInVain(this.openers, references)) this.missing.add(named);
  }

  private noteOpeningOf(entry: Entry, thing: string, opening: Opening): void {
    this.openings.set(entry.revision, opening);
    if (this.missing.delete(thing)) this.forward = true;
    noteOpening(this.openers, entry, opening.references);
    if (!opensEarlier(opening, this.openingOf(thing))) return;
    this.openers.set(thing, entry.revision);
    this.forward = true;
  }

  /** Where an entry stands that opens something. */
  placementOf(revision: number): Placement | undefined {
    const opening = this.openings.get(revision);
    if (!opening) return undefined;
    let placement = this.placements.get(revision);
    if (!placement) {
      const { own, references } = opening;
      placement = placed(own, waitedFor(revision, references, this.openers, false), (other) => this.placementOf(other));
      this.placements.set(revision, placement);
    }
    return placement;
  }

  private openingOf(thing: string): Opening | undefined {
    return this.openings.get(this.openers.get(thing) ?? -1);
  }
}

/** Whether a departure, and not the one that was taken for it until now, is the first of its convoy. */
const opensEarlier = ({ own, references }: Opening, other: Opening | undefined): boolean =>
  references.opens?.unlessKnown === true &&
  other?.references.opens?.unlessKnown === true &&
  byPlacement(own, other.own) < 0;
