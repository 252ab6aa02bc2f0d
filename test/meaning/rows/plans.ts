import { ber, berScheduledFor, convoy, gao, open } from '../../support/given.js';
import { given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const reason = 'r';
/** An order of the plan, given on 1 August. */
const order = (command: string, body: object): TestCommand => ({ command, ...body, occurredAt: '2023-08-01' });
export const held = [open, ber, gao];
/** The road from Ber to Gao: two days there, four until the escort is back, 100 people at a time. */
export const road = order('plan-route', {
  route: 'ber-gao',
  from: 'ber',
  to: 'gao',
  mode: 'road',
  travelDays: { low: 1, best: 2, high: 4 },
  turnRoundDays: 4,
  peoplePerConvoy: 100,
});
export const closed = order('close-route', { route: 'ber-gao', from: '2023-09-01', to: '2023-09-30', reason });
export const waits = order('set-dependency', { before: 'ber', after: 'gao', kind: 'finish-to-start', lagDays: 2 });
const due = order('plan-milestone', { base: 'ber', milestone: 'Inspection', on: '2023-08-10' });

/** What the orders and reports of a plan do. */
export const plans: Statements = {
  'RoutePlanned: it stands in the plan as it was ordered': given(...held)
    .when(road)
    .thenShows('plan', {
      'route/ber-gao': { what: 'route', from: 'ber', to: 'gao', mode: 'road', turnRoundDays: 4, revision: 3 },
    }),
  'RoutePlanned: planned again, the later one holds': given(...held, road)
    .when({ ...road, turnRoundDays: 6 })
    .thenShows('plan', { 'route/ber-gao': { turnRoundDays: 6, revision: 4 } }),
  'RouteClosed: for September, with its reason': given(...held, road)
    .when(closed)
    .thenShows('plan', {
      'closure/route/ber-gao/2023-09-01': { what: 'closure', from: '2023-09-01', to: '2023-09-30', reason },
    }),
  'RouteReopened: the closure no longer holds from that day on': given(...held, road, closed)
    .when(order('reopen-route', { route: 'ber-gao', from: '2023-09-10', reason }))
    .thenShows('plan', {
      'closure/route/ber-gao/2023-09-01': { reopened: { from: '2023-09-10', revision: 5, reason }, revision: 4 },
    }),
  'CapacitySet: three escorts at once from a day on': given(...held)
    .when(order('set-capacity', { resource: 'Escort', atOnce: 3, from: '2023-08-01' }))
    .thenShows('plan', { 'capacity//2023-08-01/escort': { what: 'capacity', resource: 'Escort', atOnce: 3 } }),
  'LoadPlanned: 150 people by the road, each convoy with an escort': given(...held, road)
    .when(
      order('plan-load', { base: 'ber', people: 150, route: 'ber-gao', needs: [{ resource: 'escort', amount: 1 }] }),
    )
    .thenShows('plan', {
      'load/ber': { what: 'load', people: 150, route: 'ber-gao', needs: [{ resource: 'escort', amount: 1 }] },
    }),
  'DependencySet: Gao waits for Ber': given(...held)
    .when(waits)
    .thenShows('plan', { 'dependency/ber/gao/finish-to-start': { what: 'dependency', lagDays: 2, revision: 3 } }),
  'DependencyLifted: it waits no longer, and what was lifted is not lifted again': given(...held, waits)
    .when(order('lift-dependency', { before: 'ber', after: 'gao' }))
    .thenRefuses(order('lift-dependency', { before: 'ber', after: 'gao' }), 'dependency-not-set', {
      before: 'ber',
      after: 'gao',
      kind: null,
    }),
  'PermitNeeded: for Ber, five days before': given(...held)
    .when(order('need-permit', { for: 'ber', kind: 'movement', leadDays: 5 }))
    .thenShows('plan', { 'permit-need/ber/movement': { what: 'permit-need', for: 'ber', leadDays: 5 } }),
  'StayPlanned: about 300 are meant to be in Gao after the deadline': given(...held)
    .when(order('plan-stay', { base: 'gao', people: { about: 300 }, until: '2024-07-31' }))
    .thenShows('plan', { 'stay/gao': { what: 'stay', people: { about: 300 }, until: '2024-07-31' } }),
  'MilestonePlanned: the inspection of Ber': given(...held)
    .when(due)
    .thenShows('plan', {
      'milestone/ber/inspection': { base: 'ber', milestone: 'Inspection', planned: { on: '2023-08-10', revision: 3 } },
    }),
  'MilestoneReported: beside what was planned, whatever its spelling': given(...held, due)
    .when({ command: 'report-milestone', base: 'ber', milestone: 'inspection', occurredAt: '2023-08-11' })
    .thenShows('plan', {
      'milestone/ber/inspection': {
        milestone: 'Inspection',
        planned: { revision: 3 },
        reported: { revision: 4, occurredAt: '2023-08-11' },
      },
    }),
  'ConvoyPositionReported: a sign of life that moves nobody': given(...held, convoy)
    .when({ command: 'report-convoy-position', convoy: 'one', place: 'km 20', occurredAt: '2023-08-13T09:00:00Z' })
    .thenShows('convoys', { one: { state: 'under-way', positions: [{ place: 'km 20', revision: 4 }] } })
    .thenLeavesOpen(),
  'BaselineNamed: the plan at revision 2, approved': given(...held)
    .when(order('name-baseline', { name: 'Approved plan', revision: 2, approvedBy: 'SRSG' }))
    .thenShows('plan', { 'baseline/approved plan': { name: 'Approved plan', of: 2, approvedBy: 'SRSG', revision: 3 } }),
  'BaseRedesignated: Ber stays for the liquidation, with Gao as its hub': given(...held)
    .when(order('redesignate-base', { base: 'ber', liquidation: true, hub: 'gao', reason }))
    .thenShows('bases', {
      ber: { liquidation: true, hub: 'gao', kind: 'camp', redesignated: [{ revision: 3, liquidation: true, reason }] },
    })
    .thenShows('summary', { bases: { remaining: 2, liquidation: 2 } }),
  'BaseRedesignated: one that is for the liquidation may be planned beyond the deadline': given(...held)
    .when(order('redesignate-base', { base: 'gao', liquidation: false, reason }))
    .thenRefuses({ ...berScheduledFor('2024-02-01'), base: 'gao' }, 'date-after-deadline', {
      base: 'gao',
      on: '2024-02-01',
      deadline: '2023-12-31',
    }),
};

/** Orders of a plan that break a rule, and the figures that broke it. */
export const refusedPlans: Statements = {
  'a route from a base to itself is not planned': given(...held)
    .when({ ...road, to: 'ber' })
    .thenRefused('route-needs-two-places', { from: 'ber', to: 'ber' }),
  'a route that takes least more than most is not planned': given(...held)
    .when({ ...road, travelDays: { low: 3, best: 2, high: 4 } })
    .thenRefused('travel-days-out-of-order', { low: 3, best: 2, high: 4 }),
  'neither a route nor a mode is not closed': given(...held)
    .when(order('close-route', { from: '2023-09-01', reason }))
    .thenRefused('route-or-mode', { route: null, mode: null }),
  'a route that nobody planned is not closed': given(...held)
    .when(closed)
    .thenUnknown('route', 'ber-gao'),
  'a capacity does not end before it begins': given(...held)
    .when(order('set-capacity', { resource: 'escort', atOnce: 3, from: '2023-08-01', to: '2023-07-31' }))
    .thenRefused('ends-before-it-begins', { from: '2023-08-01', to: '2023-07-31' }),
  'a capacity is by the day or at once': given(...held)
    .when(order('set-capacity', { resource: 'escort', atOnce: 3, perDay: 1, from: '2023-08-01' }))
    .thenRefused('per-day-or-at-once', { perDay: 1, atOnce: 3 }),
  'a mode that is open is not reopened': given(...held)
    .when(order('reopen-route', { mode: 'air', from: '2023-09-01' }))
    .thenRefused('route-not-closed', { mode: 'air', from: '2023-09-01' }),
  'a load leaves by a route of its base': given(...held, road)
    .when(order('plan-load', { base: 'gao', people: 10, route: 'ber-gao' }))
    .thenRefused('load-leaves-elsewhere', { base: 'gao', route: 'ber-gao', from: 'ber' }),
  'a load by a route that nobody planned is not planned': given(...held)
    .when(order('plan-load', { base: 'ber', people: 10, route: 'ber-gao' }))
    .thenUnknown('route', 'ber-gao'),
  'a load of more than a thousand convoys is not planned': given(...held, road)
    .when(order('plan-load', { base: 'ber', people: 100_001, route: 'ber-gao' }))
    .thenRefused('too-many-convoys', { base: 'ber', convoys: 1001, convoysMax: 1000 }),
  'a base does not wait for itself': given(...held)
    .when({ ...waits, after: 'ber' })
    .thenRefused('dependency-needs-two-bases', { before: 'ber', after: 'ber' }),
  'two bases do not wait for each other': given(...held, waits)
    .when({ ...waits, before: 'gao', after: 'ber' })
    .thenRefused('cycle-in-plan', { cycle: ['ber', 'gao', 'ber'] }),
  'a hub does not wait for its satellite and that for it': given(...held, waits)
    .when(order('redesignate-base', { base: 'gao', hub: 'ber', reason }))
    .thenRefused('cycle-in-plan', { cycle: ['ber', 'gao', 'ber'] }),
  'a dependency that is not set is not lifted': given(...held)
    .when(order('lift-dependency', { before: 'ber', after: 'gao', kind: 'start-to-start' }))
    .thenRefused('dependency-not-set', { before: 'ber', after: 'gao', kind: 'start-to-start' }),
  'a base is not redesignated to what it is': given(...held)
    .when(order('redesignate-base', { base: 'gao', liquidation: true, reason }))
    .thenRefused('nothing-redesignated', { base: 'gao' }),
};
