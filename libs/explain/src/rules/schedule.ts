import { derived, stated, type ExplanationRule } from '../approach.js';
import { designated } from './bases.js';
import { baseOf, facetsOf, statusFormula } from './base-facets.js';
import { phase, planRules } from './plans.js';

/** How each figure of the view `schedule` comes about. */
export const schedule: ExplanationRule[] = [
  derived('/items/*/status', statusFormula, (asked) => {
    const base = baseOf(asked);
    return base ? facetsOf(asked, base) : [];
  }),
  designated('/items/*/liquidation', 'liquidation'),
  ...['id', 'name'].map((name) => stated(`/items/*/${name}`, (asked) => [baseOf(asked)?.established.revision])),
  phase('/items/*/phase'),
  ...planRules('/items/*', '/items/*', { planned: 'planned', overdue: 'overdueDays', slack: 'planSlackDays' }),
];
