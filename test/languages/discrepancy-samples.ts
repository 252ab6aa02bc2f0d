import type { DiscrepancyRule, FiguresOf } from '#libs/domain';

const base = { base: 'ber', called: 'Ber' };
const hubs = { of: base, hub: { base: 'gao', called: 'Gao' } };
const lines = [{ component: 'civilian', contingent: 'SEN', count: { about: 1200 } }];
const telling = {
  revision: 4,
  at: 0,
  occurredAt: '2023-08-13',
  type: 'PersonnelRepatriated',
  source: 'one',
  by: 'UN',
  first: '2023-08-13',
  last: '2023-08-13',
  subject: {},
  figures: [{ of: 'people', component: 'uniformed/troops', contingent: 'BFA', low: 1200, high: 1200 }],
  effect: 'booked',
} as const;
const subject = {
  convoy: 'c1',
  base: 'ber',
  from: 'ber',
  to: 'gao',
  at: 'gao',
  place: 'road',
  category: 'truck',
  counter: 'truck',
  permit: 'p',
  measure: 'departed',
  component: 'civilian',
  contingent: 'BFA',
  since: '2023-07-01',
  toll: '3',
};
const losses = [
  { of: 'peacekeeper killed', component: 'uniformed', low: 1, high: 1 },
  { of: 'host-army wounded', component: 'all', low: 2, high: 5 },
  { of: 'equipment', component: 'all', low: 2, high: null },
];
const attack = { ...telling, type: 'ConvoyAttacked', subject, figures: losses, last: '2023-08-20' };
const other = { ...telling, revision: 5, source: 'two', by: 'Reuters' };
const total = {
  ...telling,
  type: 'CounterReported',
  figures: [
    { of: 'count', component: 'all', low: 1, high: 1 },
    { of: 'of', component: 'all', low: 4, high: 4 },
  ],
};
const answer = { ...telling, type: 'PermitAnswered', figures: [], answer: 'granted' };
const silent = { ...telling, type: 'CampLost', figures: [], effect: 'nothing' } as const;

/** What each rule may find, in all its forms: a rule without samples does not compile. */
export const samples: { readonly [R in DiscrepancyRule]: readonly FiguresOf<R>[] } = {
  'break-glass-not-countersigned': [{ entry: 4, by: 'k', reason: 'the road closes at dawn' }],
  'account-below-zero': [
    { account: 'base/ber', component: 'all', missing: 1200 },
    { account: 'unallocated', component: 'uniformed/police', missing: 1 },
    { account: 'departed', component: 'civilian', missing: 2 },
    { account: 'separated', component: 'civilian', missing: 2 },
    { account: 'died', component: 'civilian', missing: 2 },
    { account: 'convoy/c1', component: 'civilian', missing: 2 },
    { account: 'medical/gao', component: 'civilian', missing: 2 },
  ],
  'equipment-below-zero': [
    { category: 'generator', missing: 1200, base: 'ber' },
    { category: 'generator', missing: 1 },
  ],
  'people-booked-after-vacated': [
    { ...base, isVacated: true, people: 1200 },
    { ...base, isVacated: false, people: 1 },
  ],
  'restricted-disposed': [
    { category: 'weapon', method: 'gifted', count: { about: 1200 }, base: 'ber' },
    { category: 'weapon', method: 'sold', count: 1 },
  ],
  'arrived-with-other-numbers': [
    { convoy: 'c1', fewer: 2, excess: 1200 },
    { convoy: 'c1', fewer: 2, excess: 0 },
    { convoy: 'c1', beyond: 1200, brings: 4 },
  ],
  'attacked-when-not-under-way': [{ convoy: 'c1', was: 'arrived' }],
  'arrived-without-departing': [{ convoy: 'c1' }],
  'arrived-after-turning-back': [{ convoy: 'c1' }, { convoy: 'c1', at: 'gao' }],
  'arrived-elsewhere': [{ convoy: 'c1', at: 'gao', arrivedAt: 'abroad' }],
  'departed-otherwise': [{ convoy: 'c1', told: { from: 'ber', to: 'gao', lines }, known: {} }],
  'halted-when-not-under-way': [{ convoy: 'c1', was: 'planned' }],
  'resumed-when-not-under-way': [{ convoy: 'c1', was: 'turned-back' }],
  'turned-back-after-arriving': [{ convoy: 'c1' }],
  'turned-back-without-departing': [{ convoy: 'c1' }],
  'planned-before-it-ended': [{ convoy: 'c1', began: 4 }],
  'planned-date-passed': [{ ...base, last: '2023-08-31' }],
  'scheduled-after-deadline': [{ ...base, last: '2024-01-31', deadline: '2023-12-31' }],
  'total-below-books': [{ count: { atLeast: 1200 }, component: 'uniformed', booked: 1300 }],
  'totals-contradict': [
    { count: 12, node: 'uniformed/troops@BFA', above: 'uniformed', beyond: 1200 },
    { count: 12, node: 'civilian', above: 'all', beyond: -1200 },
  ],
  'fewer-than-none': [
    { revisions: [1, 2], missing: 1200, node: 'uniformed/troops@BFA', isUnnamed: false, what: 'present' },
    { revisions: [1], missing: 1, node: 'all', isUnnamed: true, what: 'in the baseline' },
    { revisions: [3], missing: 900, node: 'uniformed/troops@GBR', isUnnamed: false, what: 'beside those at places' },
  ],
  'more-present-than-booked': [{ untold: 1200, component: 'uniformed/police' }],
  'different-receivers': [{ ...base, receivers: ['A', 'B'] }],
  'permit-unanswered': [{ authority: 'A', permit: 'p', kind: 'customs', asked: '2023-08-01', days: 7 }],
  'hub-closes-first': [
    { ...hubs, leftOn: '2023-08-31' },
    { ...hubs, planned: '2023-08-31', closes: '2023-08-01' },
  ],
  'possible-duplicate': [
    { group: [telling, other] },
    { group: [attack, ...Array.from({ length: 12 }, (_, index) => ({ ...attack, revision: 10 + index }))] },
  ],
  'sources-disagree': [
    { among: [total, { ...total, revision: 5 }], stands: 5 },
    { among: [total, { ...total, revision: 5, effect: 'beside' }], stands: 5 },
    { among: [answer, { ...answer, revision: 5, answer: 'partly' }], stands: 4 },
    { among: [silent, { ...silent, revision: 5, subject: { base: 'ber' } }], stands: 4 },
  ],
};
