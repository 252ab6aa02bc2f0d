import type { Discrepancy } from '#libs/domain';
import { stated, type ExplanationRule } from '../approach.js';
import { bookedBy } from './people.js';

/** How each line of the view `discrepancies` comes about: by the entries that contradict each other, or the plan. */
export const discrepancies: ExplanationRule[] = [
  stated('/items/*/**', ({ state, parts, input }) => {
    const [found] = input('discrepancy', 'discrepancies', ['items', parts[0] ?? '']);
    const { entries = [], subject } = (found?.value ?? {}) as Partial<Discrepancy>;
    return entries.length > 0 ? entries.toReversed() : bookedBy(state, (account) => account === subject);
  }),
];
