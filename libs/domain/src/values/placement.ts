/**
 * Where an entry stands in the order of folding: pairs of an instant (milliseconds since 1970) and a revision, one after
 * another. Most entries have one pair, their own. One that waits stands right behind what it waits for: it has the pairs of
 * that which are not before its own, and then its own. So what waits folds as it would if nothing had been late.
 */
export type Placement = readonly number[];

/** Order of folding: by the first pair that differs; what waits comes after what it waits for. */
export function byPlacement(a: Placement, b: Placement): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The instant at which what stands there folds. */
export const instantOf = (placement: Placement): number => placement[0] as number;

/** The pair of an entry itself, whatever it waits for. */
export const ownPair = (placement: Placement): Placement => placement.slice(-2);

/** Where an entry stands that waits for what stands at another placement, or comes after that anyway. */
export function placedBehind(latest: Placement, own: Placement): Placement {
  for (let end = 0; end < latest.length; end += 2)
    if (byPlacement(own, latest.slice(end, end + 2)) > 0) return end === 0 ? own : [...latest.slice(0, end), ...own];
  return [...latest, ...own];
}

/** An instant before all others: what acts at the place of an entry comes before whatever waits for that. */
const atOnce = Number.MIN_SAFE_INTEGER;

/** Where an entry stands that acts at the place of another one, by revision among those that do. */
export function placedRightAfter(named: Placement, revision: number): Placement {
  const root = named.at(-2) === atOnce ? named.slice(0, -2) : named;
  return [...root, atOnce, revision];
}

/** The revision of the entry at whose place another one acts; undefined if it stands at its own. */
export const actedAt = (placement: Placement): number | undefined =>
  placement.at(-2) === atOnce ? placement.at(-3) : undefined;

/** Where an entry stands that has to wait for others. */
export function placed(
  own: Placement,
  waited: Iterable<number>,
  placementOf: (revision: number) => Placement | undefined,
): Placement {
  let latest: Placement | undefined;
  for (const revision of waited) {
    const placement = placementOf(revision);
    if (placement && (!latest || byPlacement(placement, latest) > 0)) latest = placement;
  }
  return latest ? placedBehind(latest, own) : own;
}
