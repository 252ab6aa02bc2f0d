import {
  byPlacement,
  emptyState,
  evolve,
  forkState,
  instantOf,
  type Effective,
  type MissionState,
  type Placement,
} from '#libs/domain';
import { eachAfter } from '../past/each.js';
import { firstDifference } from '../past/first-difference.js';
import type { Seen } from './seen.js';

/** What of a fold comes after what it has in common with another one. */
export interface Parted {
  /** The state of what they have in common, for the caller to own; undefined if that is nothing. */
  start: MissionState | undefined;
  /** What folds after it, in order. */
  effective: readonly Effective[];
}

/** Two folds from where they part. Nothing before that is folded again but what lies behind the nearest state that is kept. */
export async function partedBetween(a: Seen, b: Seen): Promise<readonly [Parted, Parted]> {
  const [one, other] = [await a.fold(), await b.fold()];
  const until = Math.min(untilOf(a), untilOf(b));
  const first = one === other ? undefined : await firstDifference(one.log, other.log);
  const isCommon = (placement: Placement): boolean =>
    instantOf(placement) <= until && (!first || byPlacement(placement, first) < 0);
  return [await partedFrom(a, isCommon), await partedFrom(b, isCommon)];
}

async function partedFrom(seen: Seen, isCommon: (placement: Placement) => boolean): Promise<Parted> {
  const { log, checkpoints } = await seen.fold();
  const checkpoint = checkpoints.findLast(({ placement }) => isCommon(placement));
  let start = checkpoint && forkState(checkpoint.state);
  const effective: Effective[] = [];
  await eachAfter(log, checkpoint?.placement, seen.take, (revision, entry) => {
    const placement = log.placementOf(revision);
    if (!placement || instantOf(placement) > untilOf(seen)) return false;
    const one = log.effective(entry);
    if (isCommon(placement)) evolve((start ??= emptyState()), one);
    else effective.push(one);
    return true;
  });
  return { start, effective };
}

const untilOf = ({ options }: Seen): number => options.validAt ?? Number.POSITIVE_INFINITY;
