import { byPlacement, type OrderedLog, type Placement, type Replacement } from '#libs/domain';
import { Slice, type Pace } from '../event-loop/slices.js';

/** Whether two corrections of an entry come to the same; they may have been read at different times. */
const saysTheSame = (a: Replacement | undefined, b: Replacement | undefined): boolean =>
  a === b || JSON.stringify([a?.data, a?.occurredAt]) === JSON.stringify([b?.data, b?.occurredAt]);

/**
 * Where two logs in fold order first differ: the earlier of both placements; undefined if they do not. They are known to be the same up to
 * `common`.
 */
export async function firstDifference(
  a: OrderedLog,
  b: OrderedLog,
  pace?: Pace,
  common?: Placement,
): Promise<Placement | undefined> {
  const slice = new Slice(pace);
  const [ours, theirs] = [a.after(common), b.after(common)];
  for (;;) {
    const [our, their] = [ours.next().value, theirs.next().value] as [number | undefined, number | undefined];
    const first = our === undefined ? undefined : a.placementOf(our);
    const second = their === undefined ? undefined : b.placementOf(their);
    if (!first || !second || our === undefined || their === undefined) return first ?? second;
    const isSame =
      saysTheSame(a.replacementOf(our), b.replacementOf(their)) && a.settledOn.get(our) === b.settledOn.get(their);
    if (!isSame || byPlacement(first, second) !== 0) return byPlacement(first, second) < 0 ? first : second;
    if (slice.isOver) await slice.next();
  }
}
