import { planStepLabels } from './labels-of-places.js';
import type { LabelTree } from '../redaction/label-tree.js';
import type { PlanItem } from '../state/planning.js';
import type { ViewOf } from './index.js';

type NameIn<T> = T extends unknown ? keyof T : never;
/** The fields of whatever a plan has, whichever sort of item has them. */
type PlanField = NameIn<PlanItem> | keyof ViewOf<'plan'>['items'][number];

const fact = { revision: 'movement', occurredAt: 'movement', at: 'movement' } as const;
const travelDays = { low: 'movement', best: 'movement', high: 'movement' } as const;

/** Who may read what of the items of a plan. */
export const planItemLabels = {
  ...fact,
  id: 'movement',
  what: 'movement',
  route: 'movement',
  from: 'movement',
  to: 'movement',
  mode: 'movement',
  distanceKm: 'movement',
  travelDays,
  turnRoundDays: 'movement',
  peoplePerConvoy: 'movement',
  vehiclesPerConvoy: 'movement',
  containersPerConvoy: 'movement',
  reopened: { from: 'movement', revision: 'movement', reason: 'reason' },
  resource: 'movement',
  place: 'movement',
  perDay: 'movement',
  atOnce: 'movement',
  base: 'movement',
  contingent: 'movement',
  people: 'movement',
  vehicles: 'movement',
  containers: 'movement',
  needs: { resource: 'movement', amount: 'movement' },
  before: 'movement',
  after: 'movement',
  kind: 'movement',
  lagDays: 'movement',
  for: 'movement',
  leadDays: 'movement',
  until: 'movement',
  milestone: 'movement',
  planned: { ...fact, on: 'movement', reason: 'reason' },
  reported: { ...fact, document: 'source' },
  name: 'movement',
  of: 'movement',
  approvedBy: 'reason',
  reason: 'reason',
} satisfies Record<PlanField, LabelTree>;

/** Who may read what of when a base is planned to be left. */
export const scheduledBaseLabels = {
  id: 'movement',
  name: 'movement',
  status: 'movement',
  liquidation: 'movement',
  phase: 'movement',
  firstPlanned: 'movement',
  planned: 'movement',
  vacatedOn: 'movement',
  shiftDays: 'movement',
  actualShiftDays: 'movement',
  planSlackDays: 'movement',
  overdueDays: 'movement',
  expedited: { byDays: 'movement', reason: 'reason', revision: 'movement' },
  postponed: { byDays: 'movement', reason: 'reason', revision: 'movement' },
  history: planStepLabels,
} as const;
