import { changing, lastChangeOf } from '../state/changes.js';
import { pendingIn } from './pending.js';
import { openCountOf } from '../discrepancies/open.js';
import { nodesOf } from '../ledger/accounts.js';
import { figuring, type Measure } from '../ledger/measures.js';
import type { Node } from '../values/components.js';
import type { Bounds } from '../values/count.js';
import type { MissionState } from '../state/mission.js';
import { formatInstant } from '../values/occurrence.js';
import { daysLeft, paceOf } from './pace.js';
import type { AsOf } from './as-of.js';
import { statusOf } from './status.js';
import { isUnderWay } from '../state/convoy.js';
import { type Base, isRemaining, statusOfBase, type BaseStatus } from '../state/base.js';

const shownMeasures = ['baseline', 'present', 'departed', 'separated', 'died'] as const satisfies Measure[];

type Measures = Record<(typeof shownMeasures)[number], Bounds>;

/** The figures of each measure by node. */
function measuresIn(state: MissionState): (node: Node) => Measures {
  const figures = figuring(state.books);
  return (node) => Object.fromEntries(shownMeasures.map((measure) => [measure, figures(measure, node)])) as Measures;
}

/** Who is in a camp that the mission has left: the last who is said to be. */
const isOccupied = (base: Base): boolean => base.occupations.length > 0;

/** What remains against the deadline. Counts are people (low, best, high), dates are days in the mission's zone. */
export function summary(state: MissionState, asOf: AsOf) {
  const { mission } = state;
  const bases = [...state.bases.values()];
  const statuses = bases.map(statusOfBase);
  const count = (status: BaseStatus): number => statuses.filter((one) => one === status).length;
  const remaining = bases.filter(isRemaining);
  const convoys = [...state.convoys.values()];
  const measures = measuresIn(state);
  const byRule = statusOf(state, asOf);
  const pending = pendingIn(state, asOf);
  const components = nodesOf(state.books).filter((node) => node !== 'all' && !node.includes('@'));
  return {
    name: mission?.name ?? '',
    ...(mission?.archivedAt !== undefined && { archivedAt: formatInstant(mission.archivedAt) }),
    deadline: {
      date: mission?.deadline ?? '',
      timeZone: mission?.timeZone ?? 'UTC',
      daysLeft: daysLeft(state, asOf),
      history: (mission?.deadlineHistory ?? []).map(({ at, ...step }) => ({ ...step, at: formatInstant(at) })),
    },
    strength: {
      ...measures('all'),
      components: Object.fromEntries(components.map((node) => [node, measures(node)])),
    },
    bases: {
      total: bases.length,
      remaining: remaining.length,
      held: count('held'),
      scheduled: count('scheduled'),
      withdrawing: count('withdrawing'),
      vacated: count('vacated'),
      handedOver: count('handed-over'),
      lost: count('lost'),
      liquidation: remaining.filter(({ liquidation }) => liquidation).length,
      occupiedByOthers: bases.filter(isOccupied).length,
    },
    convoys: {
      underWay: convoys.filter(isUnderWay).length,
      arrived: convoys.filter((convoy) => convoy.state === 'arrived').length,
      attacked: convoys.filter(({ attacks }) => attacks.length > 0).length,
      attacks: convoys.reduce((sum, { attacks }) => sum + attacks.length, 0),
    },
    casualties: { ...state.casualties },
    /** Nothing more has to leave a complete mission. */
    pace: byRule.status === 'complete' ? null : paceOf(state, asOf),
    discrepancies: openCountOf(state, asOf.at),
    ...byRule,
    ...(pending.length > 0 && { proposals: pending }),
    lastChangedBy: lastChangeOf(state, changing.mission),
  };
}

export type Summary = ReturnType<typeof summary>;
