import { byPlacement, type Entry, type Placement } from '#libs/domain';
import { Chronicle, type Along } from '#libs/explain';
import { CheckpointedFold, eachAfter, firstDifference, inSlices } from '#libs/timeline';

/** Reads entries, in the order asked for. */
export type Take = (revisions: readonly number[]) => Promise<readonly Entry[]>;

/** Of a log as it was recorded a state is kept every so many entries, from which its chronicle can go on where it has to go back. */
const keptEvery = 4096;

/** A fold with the chronicle of its figures, which goes on with it. */
export class FollowedFold {
  private constructor(
    readonly fold: CheckpointedFold,
    readonly chronicle: Chronicle,
    private readonly nodes: readonly string[],
    /** Of a log as it was recorded, which keeps no states of its own: the entries that it tells of, and states along it. */
    private readonly recorded?: { told: Set<number>; states: readonly Along[] },
  ) {}

  /** Of a log without entries, for these nodes of the population; with `told` of one as it was recorded, which tells of these alone. */
  static of(nodes: readonly string[], told?: Set<number>): FollowedFold {
    const tells = told && ((revision: number): boolean => told.has(revision));
    return new FollowedFold(CheckpointedFold.empty, new Chronicle(nodes, tells), nodes, told && { told, states: [] });
  }

  /** One that tells of these entries too. */
  async telling(revisions: readonly number[]): Promise<this> {
    const { fold, recorded, chronicle } = this;
    const more = revisions.filter((revision) => recorded?.told.has(revision) === false);
    for (const revision of more) recorded?.told.add(revision);
    const places = more.map((revision) => fold.log.placementOf(revision)).filter((place) => place !== undefined);
    const [first] = places.toSorted(byPlacement);
    if (!first) return this;
    // Of an entry that it has taken already it tells when it takes it again.
    const before = chronicle.leading((revision) => isBefore(fold.log.placementOf(revision), first));
    if (before < chronicle.length) await inSlices(chronicle.goBack(before, recorded?.states ?? []));
    return this;
  }

  /** What follows another fold of the same log: it begins with what both have in common, and takes it from this one if that is not needed any more. */
  async broughtTo(fold: CheckpointedFold, take: Take, isTakenOver: boolean): Promise<FollowedFold> {
    const first = this.fold.log === fold.log ? undefined : await firstDifference(this.fold.log, fold.log);
    const common = this.chronicle.leading((revision) => !first || isBefore(this.fold.log.placementOf(revision), first));
    const states = (this.recorded?.states ?? fold.checkpoints).filter(({ size }) => size <= common);
    let { chronicle } = this;
    if (!isTakenOver) chronicle = await inSlices(chronicle.branch(common, states));
    else if (common < chronicle.length) await inSlices(chronicle.goBack(common, states));
    const { last } = chronicle;
    const taken = (_: number, entry: Entry): boolean => {
      chronicle.take(fold.log.effective(entry));
      if (this.recorded && chronicle.length % keptEvery === 0) states.push(chronicle.along());
      return true;
    };
    await eachAfter(fold.log, last === undefined ? undefined : fold.log.placementOf(last), take, taken);
    const unknown = chronicle.unknownNodes;
    if (unknown.length > 0)
      return FollowedFold.of([...this.nodes, ...unknown], this.recorded?.told).broughtTo(fold, take, true);
    const recorded = this.recorded && { ...this.recorded, states };
    return new FollowedFold(fold, chronicle, this.nodes, recorded);
  }
}

const isBefore = (placement: Placement | undefined, other: Placement): boolean =>
  placement === undefined || byPlacement(placement, other) < 0;
