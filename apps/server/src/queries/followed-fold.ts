import { byPlacement, type Entry, type Placement } from '#libs/domain';
import { Chronicle } from '#libs/explain';
import { CheckpointedFold, eachAfter, firstDifference, inSlices } from '#libs/timeline';

/** Reads entries, in the order asked for. */
export type Take = (revisions: readonly number[]) => Promise<readonly Entry[]>;

/** A fold with the chronicle of its figures, which goes on with it. */
export class FollowedFold {
  private constructor(
    readonly fold: CheckpointedFold,
    readonly chronicle: Chronicle,
    private readonly nodes: readonly string[],
    /** The entries that it tells of; of all where it is undefined. */
    private readonly told: Set<number> | undefined,
  ) {}

  /** Of a log without entries, for these nodes of the population. */
  static of(nodes: readonly string[], ofParts: boolean, told?: Set<number>): FollowedFold {
    const tells = told && ((revision: number): boolean => told.has(revision));
    return new FollowedFold(CheckpointedFold.empty, new Chronicle(nodes, ofParts, tells), nodes, told);
  }

  /** One that tells of these entries too. */
  async telling(revisions: readonly number[]): Promise<this> {
    const { fold, told, chronicle } = this;
    const more = revisions.filter((revision) => told?.has(revision) === false);
    for (const revision of more) told?.add(revision);
    const places = more.map((revision) => fold.log.placementOf(revision)).filter((place) => place !== undefined);
    const [first] = places.toSorted(byPlacement);
    if (!first) return this;
    // Of an entry that it has taken already it tells when it takes it again.
    const before = chronicle.leading((revision) => isBefore(fold.log.placementOf(revision), first));
    if (before < chronicle.length) await inSlices(chronicle.goBack(before));
    return this;
  }

  /** What follows another fold of the same log: it begins with what both have in common, and takes it from this one if that is not needed any more. */
  async broughtTo(fold: CheckpointedFold, take: Take, isTakenOver: boolean): Promise<FollowedFold> {
    const first = this.fold.log === fold.log ? undefined : await firstDifference(this.fold.log, fold.log);
    const common = this.chronicle.leading((revision) => !first || isBefore(this.fold.log.placementOf(revision), first));
    let { chronicle } = this;
    if (!isTakenOver) chronicle = await inSlices(chronicle.branch(common));
    else if (common < chronicle.length) await inSlices(chronicle.goBack(common));
    const { last } = chronicle;
    await eachAfter(fold.log, last === undefined ? undefined : fold.log.placementOf(last), take, (_, entry) => {
      chronicle.take(fold.log.effective(entry));
      return true;
    });
    const unknown = chronicle.unknownNodes;
    if (unknown.length > 0)
      return FollowedFold.of([...this.nodes, ...unknown], chronicle.ofParts, this.told).broughtTo(fold, take, true);
    return new FollowedFold(fold, chronicle, this.nodes, this.told);
  }
}

const isBefore = (placement: Placement | undefined, other: Placement): boolean =>
  placement === undefined || byPlacement(placement, other) < 0;
