import type { Planted } from './canaries.js';

/** What plants values of one label. */
interface Planting {
  movement: () => string;
  reason: () => string;
  source: () => string;
  day: (value: string) => string;
  counted: (count: number) => number;
}

/** The plan as data: routes, capacities, loads, dependencies, permits, stays, milestones and baselines. */
export function plansWith({ movement, reason, source, day, counted }: Planting): Planted['commands'] {
  const [route, resource, milestone, convoy] = [movement(), movement(), movement(), movement()];
  const occurredAt = '2023-08-12';
  const wait = { before: 'ber', after: 'gao', kind: 'finish-to-start' };
  return [
    [
      'plan-route',
      {
        route,
        from: 'ber',
        to: 'timbuktu',
        mode: 'road',
        distanceKm: counted(5701),
        travelDays: { low: 1, best: 2, high: 4 },
        turnRoundDays: 4,
        peoplePerConvoy: counted(2741),
        vehiclesPerConvoy: counted(2749),
        containersPerConvoy: counted(2753),
        reason: reason(),
        occurredAt,
      },
    ],
    ['close-route', { route, from: day('2023-10-07'), to: day('2023-10-19'), reason: reason(), occurredAt }],
    ['close-route', { mode: 'air', from: day('2023-10-09'), reason: reason(), occurredAt }],
    ['reopen-route', { route, from: day('2023-10-13'), reason: reason(), occurredAt }],
    ['reopen-route', { mode: 'air', from: day('2023-10-15'), reason: reason(), occurredAt }],
    [
      'set-capacity',
      {
        resource,
        atOnce: counted(2767),
        from: day('2023-09-27'),
        to: day('2023-12-13'),
        place: 'gao',
        reason: reason(),
        occurredAt,
      },
    ],
    ['set-capacity', { resource, perDay: counted(2777), from: day('2023-09-28'), occurredAt }],
    [
      'plan-load',
      {
        base: 'ber',
        contingent: 'BFA',
        people: counted(2789),
        vehicles: counted(2791),
        containers: counted(2797),
        route,
        needs: [{ resource, amount: 1 }],
        reason: reason(),
        occurredAt,
      },
    ],
    ['set-dependency', { ...wait, lagDays: 3, reason: reason(), occurredAt }],
    ['lift-dependency', { ...wait, reason: reason(), occurredAt }],
    ['need-permit', { for: 'gao', kind: 'customs', leadDays: 5, reason: reason(), occurredAt }],
    ['plan-stay', { base: 'gao', people: counted(2801), until: day('2024-03-17'), reason: reason(), occurredAt }],
    ['plan-milestone', { base: 'gao', milestone, on: day('2023-10-21'), reason: reason(), occurredAt }],
    ['report-milestone', { base: 'gao', milestone, document: source(), occurredAt }],
    ['report-convoy-departed', { convoy, from: 'gao', to: 'abroad', occurredAt }],
    ['report-convoy-position', { convoy, place: movement(), location: { lat: 16.2803, lon: -2.2819 }, occurredAt }],
    ['name-baseline', { name: movement(), revision: 5, approvedBy: reason(), reason: reason(), occurredAt }],
    ['redesignate-base', { base: 'gao', liquidation: true, hub: 'timbuktu', reason: reason(), occurredAt }],
  ];
}
