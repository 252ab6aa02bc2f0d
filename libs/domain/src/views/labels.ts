import { each, inParts, recordedWithout, someWithout, toldBy, type LabelsOf } from '../redaction/label-tree.js';
import { declassified } from '../values/label.js';
import type { ViewName, ViewOf } from './index.js';
import { baseLabels, convoyLabels, pendingLabels } from './labels-of-places.js';
import { planItemLabels, scheduledBaseLabels } from './labels-of-plans.js';
import { placeOfIncident, shortReason } from './shortened.js';

const { status, verdict, counts, people } = declassified;

const measures = { baseline: people, present: people, departed: people, separated: people, died: people };

const toll = {
  side: 'open',
  killed: 'open',
  wounded: 'open',
  component: 'open',
  contingent: 'open',
  own: 'open',
} as const;

const counted = {
  revision: declassified.recorded,
  occurredAt: 'open',
  at: 'open',
  what: 'open',
  count: 'open',
  words: 'open',
  of: 'open',
  unit: 'open',
} as const;

const gone = { date: 'movement', departed: 'movement' } as const;

/**
 * Who may read each field of each view: it has the labels of what it is made from, unless it is declassified. A view or a field
 * without one does not compile.
 */
export const viewLabels: { readonly [V in ViewName]: LabelsOf<ViewOf<V>> } = {
  summary: {
    name: 'open',
    archivedAt: 'open',
    deadline: {
      date: 'open',
      timeZone: 'open',
      daysLeft: 'open',
      history: { date: 'open', authority: 'reason', reason: 'reason', revision: declassified.recorded, at: 'open' },
    },
    strength: { ...measures, components: each(measures) },
    bases: {
      total: counts,
      remaining: counts,
      held: counts,
      scheduled: counts,
      withdrawing: counts,
      vacated: counts,
      handedOver: counts,
      lost: counts,
      liquidation: counts,
      occupiedByOthers: counts,
    },
    convoys: { underWay: counts, arrived: counts, attacked: counts, attacks: counts },
    casualties: { killed: 'open', wounded: 'open' },
    pace: {
      requiredPerDay: people,
      lastDays: { 7: 'movement', 30: 'movement' },
      comparedWith: { 7: gone, 30: gone },
      reportedOn: 'movement',
      sinceStartPerDay: 'movement',
      projectedCompletion: 'movement',
      notes: {
        lastDays: { 7: 'movement', 30: 'movement' },
        sinceStartPerDay: 'movement',
        projectedCompletion: 'movement',
      },
    },
    discrepancies: 'movement',
    status,
    statusReason: shortReason('text'),
    parts: shortReason('parts'),
    verdicts: {
      people: {
        verdict,
        last: verdict,
        reachedPerDay: 'movement',
        neededPerDay: 'movement',
        leftOnDeadline: 'movement',
        asOf: 'movement',
        ageDays: 'movement',
        departed: 'movement',
        present: 'movement',
        staying: 'movement',
        since: gone,
      },
      sites: {
        verdict,
        remaining: counts,
        asOf: 'movement',
        ageDays: 'movement',
        bases: { id: 'movement', name: 'movement', verdict: 'movement', rule: 'movement', days: 'movement' },
      },
      permits: {
        verdict,
        asOf: 'movement',
        ageDays: 'movement',
        permits: { id: 'movement', kind: 'movement', verdict: 'movement', base: 'movement', waitingDays: 'movement' },
      },
    },
    unaccountedFor: 'movement',
    proposals: { ...pendingLabels, about: 'reason' },
    lastChangedBy: 'movement',
  },
  bases: {
    items: baseLabels,
    rest: { onTheRoad: 'movement', inMedicalCare: 'movement', notPlaced: 'movement' },
  },
  convoys: { items: convoyLabels },
  burndown: {
    from: 'open',
    deadline: 'open',
    days: someWithout(
      'movement',
      {
        date: 'open',
        present: people,
        departed: people,
        bases: counts,
        equipment: each('open'),
        revision: 'movement',
        plannedBases: 'movement',
        straightLine: people,
        // The days to come are those of the plan.
      },
      (day) => 'present' in day,
    ),
    rebased: { date: 'open', component: 'open', contingent: 'open', isNew: 'movement', entry: 'movement' },
  },
  schedule: { items: scheduledBaseLabels },
  plan: { items: planItemLabels },
  incidents: {
    items: recordedWithout('movement', {
      id: declassified.recorded,
      revision: declassified.recorded,
      occurredAt: 'open',
      at: 'movement',
      kind: 'open',
      what: 'open',
      place: placeOfIncident,
      base: 'open',
      convoy: 'movement',
      claimedBy: 'open',
      summary: 'open',
      toll,
      own: { killed: 'open', wounded: 'open' },
      vehiclesDamaged: 'open',
      vehiclesLost: 'open',
      revisedBy: declassified.recorded,
      lastChangedBy: 'movement',
      disputes: {
        revision: 'source',
        occurredAt: 'source',
        at: 'source',
        entry: 'source',
        by: 'source',
        statement: 'source',
      },
    }),
  },
  permits: {
    items: {
      id: 'movement',
      kind: 'movement',
      authority: 'movement',
      for: 'movement',
      state: 'movement',
      reason: 'reason',
      requested: { revision: 'movement', occurredAt: 'movement', at: 'movement' },
      answered: { revision: 'movement', occurredAt: 'movement', at: 'movement' },
      waitingDays: 'movement',
      lastChangedBy: 'movement',
    },
  },
  equipment: {
    items: {
      id: 'open',
      category: 'open',
      present: 'open',
      bases: each('open'),
      disposed: each('open'),
      disposals: recordedWithout('movement', {
        revision: declassified.recorded,
        occurredAt: 'open',
        at: 'movement',
        method: 'open',
        count: 'open',
        base: 'open',
        convoy: 'movement',
        value: { amount: 'open', currency: 'open' },
        approval: 'source',
      }),
    },
  },
  counters: {
    items: {
      id: 'open',
      latest: counted,
      series: counted,
    },
    stated: {
      revision: declassified.recorded,
      occurredAt: 'open',
      at: 'open',
      measure: 'open',
      base: 'open',
      component: 'open',
      contingent: 'open',
      count: 'open',
      since: 'open',
      effect: 'movement',
      difference: 'movement',
    },
  },
  contingents: {
    items: {
      id: 'movement',
      contingent: 'movement',
      present: 'movement',
      departed: 'movement',
      separated: 'movement',
      died: 'movement',
      places: each('movement'),
      homeSince: 'movement',
    },
  },
  ledger: {
    items: {
      id: 'movement',
      revision: 'movement',
      at: 'movement',
      postings: { account: 'movement', node: 'movement', best: 'movement', unattributed: 'movement' },
      sum: 'movement',
    },
    accounts: each(each('movement')),
  },
  discrepancies: {
    items: {
      id: 'movement',
      rule: 'movement',
      subject: 'movement',
      entries: 'movement',
      since: 'movement',
      message: toldBy('parts', 'movement'),
      parts: inParts('movement'),
    },
  },
};
