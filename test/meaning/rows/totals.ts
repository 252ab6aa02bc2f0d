import { ber, open, troops } from '../../support/given.js';
import { given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const total = (measure: string, count: number, on: string, more: object = {}): TestCommand => ({
  command: 'report-strength',
  measure,
  component: 'uniformed',
  count,
  occurredAt: on,
  ...more,
});
/** Contradictions between totals, and between totals and the books. */
export const ofTotals: Statements = {
  'total-below-books: 900 had departed, and now 800': given(open, total('departed', 900, '2023-08-10'))
    .when(total('departed', 800, '2023-08-11'))
    .thenShows('summary', { strength: { departed: { best: 900 } } })
    .thenLeavesOpen('total-below-books:uniformed:2'),
  'total-below-books: 50 are said to have left a base before a total that had been above those who left': given(
    open,
    ber,
    total('departed', 900, '2023-08-10'),
    total('departed', 930, '2023-08-11'),
  )
    .when({
      command: 'report-repatriation',
      from: 'ber',
      lines: troops(50),
      occurredAt: '2023-08-10T23:59:59Z',
    })
    .thenShows('summary', { strength: { departed: { best: 950 } } })
    .thenLeavesOpen('total-below-books:uniformed:3'),
  'fewer-than-none: 40 went missing of 1,000, of whom 970 had departed by a total': given(
    { ...open, strength: troops(1000) },
    ber,
    total('departed', 970, '2023-08-10'),
  )
    .when({
      command: 'report-separation',
      from: 'ber',
      lines: troops(40),
      how: 'missing',
      occurredAt: '2023-08-11',
    })
    .thenLeavesOpen('account-below-zero:unallocated:2', 'fewer-than-none:uniformed:2'),
  'more-present-than-booked: 13,100 are said to be present of 13,000': given(open)
    .when(total('present', 13_100, '2023-08-10'))
    .thenShows('summary', { strength: { present: { best: 13_100 } } })
    .thenLeavesOpen('more-present-than-booked:uniformed:1'),
  'totals-contradict: troops of 900 and police of 200 are more than the 1,000 in uniform': given(
    {
      ...open,
      strength: [
        { component: 'uniformed/troops', count: 900 },
        { component: 'uniformed/police', count: 100 },
      ],
    },
    total('baseline', 1000, '2023-08-10'),
    total('baseline', 900, '2023-08-10', { component: 'uniformed/troops' }),
  )
    .when(total('baseline', 200, '2023-08-11', { component: 'uniformed/police' }))
    .thenShows('summary', { strength: { components: { uniformed: { baseline: { best: 1100 } } } } })
    .thenLeavesOpen('totals-contradict:uniformed/police:1-3'),
  'fewer-than-none: 300 of all departed, of whom 100 were troops, 100 police and 50 civilians: all there were': given({
    ...open,
    strength: [
      { component: 'uniformed/troops', count: 100 },
      { component: 'uniformed/police', count: 100 },
      { component: 'civilian', count: 50 },
    ],
  })
    .when(total('departed', 300, '2023-08-10', { component: 'all' }))
    .thenLeavesOpen('account-below-zero:unallocated:1', 'fewer-than-none:all:1'),
};
