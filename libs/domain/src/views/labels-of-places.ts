import type { LabelsOf } from '../redaction/label-tree.js';
import { declassified } from '../values/label.js';
import type { ViewOf } from './index.js';

const { status } = declassified;

/** Of a step of a plan. */
export const planStepLabels = {
  revision: 'movement',
  at: 'movement',
  change: 'movement',
  on: 'movement',
  reason: 'reason',
  authority: 'reason',
  shiftDays: 'movement',
} as const;

const moved = { byDays: 'movement', reason: 'reason', revision: 'movement' } as const;

/** What waits for somebody else: as reasons, whoever may order reads it, and whoever audits that. */
export const pendingLabels = { revision: 'reason', commands: 'reason', by: 'reason', expiresAt: 'reason' } as const;

/** Something that became of a base, which everybody may know. */
const openFact = { revision: 'movement', occurredAt: 'open', at: 'open' } as const;

const hiddenFact = { revision: 'movement', occurredAt: 'movement', at: 'movement' } as const;

const line = { component: 'movement', contingent: 'movement', count: 'movement' } as const;

const toll = {
  side: 'movement',
  killed: 'movement',
  wounded: 'movement',
  component: 'movement',
  contingent: 'movement',
  own: 'movement',
} as const;

/** Who may read what of a base. */
export const baseLabels: LabelsOf<ViewOf<'bases'>['items']> = {
  id: 'open',
  name: 'open',
  aliases: 'open',
  kind: 'open',
  region: 'open',
  location: 'open',
  hub: 'movement',
  liquidation: 'open',
  status,
  remaining: status,
  planned: 'movement',
  shiftDays: 'movement',
  actualShiftDays: 'movement',
  lateDays: 'movement',
  expedited: moved,
  postponed: moved,
  plan: {
    on: 'movement',
    firstPlanned: 'movement',
    vacatedOn: 'movement',
    slackDays: 'movement',
    history: planStepLabels,
  },
  people: 'movement',
  lines: line,
  withdrawing: hiddenFact,
  vacated: openFact,
  handedOver: {
    ...openFact,
    to: { name: 'open', kind: 'open' },
    part: 'open',
    document: 'source',
    endUse: 'open',
    stands: 'open',
  },
  occupiedBy: { ...openFact, by: { name: 'open', kind: 'open' } },
  redesignated: { ...hiddenFact, liquidation: 'movement', hub: 'movement', kind: 'movement', reason: 'reason' },
  lost: { ...openFact, how: 'open', whileHeld: 'open' },
  convoys: { id: 'movement', attacks: 'movement' },
  attackedConvoys: 'movement',
  proposals: pendingLabels,
  lastChangedBy: 'movement',
};

/** What a convoy has of the way it is on, and each of its legs of its own. */
const leg = {
  state: 'movement',
  mode: 'movement',
  from: 'movement',
  to: 'movement',
  toPlace: 'movement',
  departsOn: 'movement',
  plannedLines: line,
  vehicles: 'movement',
  people: 'movement',
  departed: hiddenFact,
  arrived: { ...hiddenFact, place: 'movement' },
} as const;

/** Who may read what of a convoy. */
export const convoyLabels: LabelsOf<ViewOf<'convoys'>['items']> = {
  id: 'movement',
  ...leg,
  lines: line,
  halts: {
    ...hiddenFact,
    place: 'movement',
    reason: 'reason',
    resumed: { ...hiddenFact, place: 'movement', reason: 'reason' },
  },
  positions: { ...hiddenFact, place: 'movement', location: 'movement' },
  attacked: 'movement',
  attacks: {
    ...hiddenFact,
    means: 'movement',
    place: 'movement',
    claimedBy: 'movement',
    toll,
    vehiclesDamaged: 'movement',
    vehiclesLost: 'movement',
    revisedBy: 'movement',
  },
  casualties: { killed: 'movement', wounded: 'movement' },
  evacuated: 'movement',
  legs: {
    ...leg,
    turnedBack: { ...hiddenFact, reason: 'reason' },
    attacked: 'movement',
    arrivals: { ...hiddenFact, place: 'movement', lines: line },
    beside: { ...hiddenFact, type: 'movement', effect: 'movement', told: 'movement' },
  },
  proposals: pendingLabels,
  lastChangedBy: 'movement',
};
