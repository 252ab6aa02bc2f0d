import type { BaseInput, ExitInputs } from './inputs.js';
import type { Window } from './window.js';

/** What a base is expected by on a day: its plan, or the time until the deadline. */
export interface Expected {
  window: Window;
  isPlanned: boolean;
}

/** The deadline that was known on a day: the first one before any was. */
export const deadlineOn = ({ deadlines }: ExitInputs, day: number): { since: number; day: number } =>
  deadlines.findLast(({ since }) => since <= day) ?? deadlines[0] ?? { since: day, day };

/** The day on which it was decided to leave. */
export const decidedOn = ({ deadlines, today }: ExitInputs): number =>
  Math.min(today, ...deadlines.map(({ since }) => since));

/** What was known on a day of when a base would be left. */
export function expectedOn(inputs: ExitInputs, base: BaseInput, day: number): Expected {
  const plan = planOn(base, day);
  if (plan) return { window: plan, isPlanned: true };
  const deadline = deadlineOn(inputs, day);
  const until = Math.max(deadline.day, deadline.since) + 1;
  const window = { from: deadline.since, until };
  // Whoever liquidates stays beyond the deadline: as long again, while nobody said how long.
  return {
    window: base.liquidation ? { from: until, until: until + until - deadline.since } : window,
    isPlanned: false,
  };
}

/** The planned window that was known on a day. Steps come in the order in which they apply, and may be known in another. */
export const planOn = ({ plans }: Pick<BaseInput, 'plans'>, day: number): Window | undefined =>
  plans.findLast(({ since }) => since <= day)?.window;
