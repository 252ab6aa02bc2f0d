import { discrepanciesOf } from '../../discrepancies.js';
import { said, type Rule } from '../plan.js';
import { bookedBy } from './people.js';

/** How each line of the view `discrepancies` comes about: by the entries that contradict each other, or the plan. */
export const discrepancies: Rule[] = [
  said('/items/*/**', ({ state, shown, parts }) => {
    const found = discrepanciesOf(state, shown.at).find(({ id }) => id === parts[0]);
    if (found && found.entries.length > 0) return found.entries.toReversed();
    return bookedBy(state, (account) => account === found?.subject);
  }),
];
