import type { PlanItem } from '#libs/domain';
import { stated, type Asked, type ExplanationRule } from '../approach.js';

const itemOf = ({ state, parts }: Asked): PlanItem | undefined => state.planning.get(parts[0] ?? '');

/** What is planned or reported of a milestone. */
const milestoneOf = (asked: Asked) => {
  const item = itemOf(asked);
  return item?.what === 'milestone' ? item : undefined;
};

/** The entry that opened a closed way again. */
function reopening(asked: Asked): number | undefined {
  const item = itemOf(asked);
  return item?.what === 'closure' ? item.reopened?.revision : undefined;
}

/** How each figure of the view `plan` comes about. */
export const plan: ExplanationRule[] = [
  stated('/items/*/planned/**', (asked) => [milestoneOf(asked)?.planned?.revision]),
  stated('/items/*/reported/**', (asked) => [milestoneOf(asked)?.reported?.revision]),
  stated('/items/*/reopened/**', (asked) => [reopening(asked)]),
  stated('/items/*/**', (asked) => [itemOf(asked)?.revision]),
];
