import type { Entry } from '#libs/domain';
import type { Random } from './random.js';

/** What a generated mission has so far: ids to speak of. */
export interface World {
  random: Random;
  bases: readonly string[];
  /** Convoys that set out, those newest last. */
  convoys: string[];
  /** How many convoys there are to be by now. */
  convoysWanted: number;
  permits: string[];
  incidents: number;
  /** Revisions of attacks and incidents. */
  tolls: number[];
  entries: readonly Entry[];
  /** The ids of the discrepancies that are open now. */
  openDiscrepancies(): string[];
}

type Command = [string, Record<string, unknown>];

const contingents = ['BFA', 'SEN', 'TCD', 'BGD', 'EGY', 'DEU'];
const components = ['uniformed/troops', 'uniformed/police', 'civilian'];
const when = (day: number): string => new Date(Date.parse('2023-08-01') + day * 86_400_000).toISOString().slice(0, 10);

const count = (random: Random, most: number): unknown => {
  const n = 1 + random.below(most);
  return random.weighted<unknown>([
    [8, n],
    [1, { about: n }],
    [1, { from: n, to: n + 3 }],
  ]);
};

/** People of one kind; at a base those of its contributor. */
export const linesOf = (random: Random, most: number, base?: string): object[] => [
  {
    component: random.one(components),
    ...(random.chance(0.7) && { contingent: base === undefined ? random.one(contingents) : contingentOf(base) }),
    count: count(random, most),
  },
];

/** Each base is manned by one contributor. */
const contingentOf = (base: string): string => contingents[Number(base.split('-')[1]) % contingents.length] ?? 'BFA';

const casualties = (random: Random): object[] => [
  { side: random.one(['peacekeeper', 'civilian', 'host-army']), killed: random.below(2), wounded: random.below(5) },
];

const recent = (world: World): string => world.random.one(world.convoys.slice(-30));

const sinceConvoys = (world: World, then: () => Command): Command =>
  world.convoys.length === 0 ? ['add-note', { text: 'No convoy yet.' }] : then();

function departs({ random, bases, convoys, convoysWanted }: World): Command {
  const isNew = convoys.length < convoysWanted;
  const convoy = isNew ? `convoy-${convoys.length}` : random.one(convoys);
  const from = random.one(bases);
  const way = { convoy, mode: 'road', from, to: random.one([...bases, 'abroad']), lines: linesOf(random, 20, from) };
  if (isNew) convoys.push(convoy);
  return isNew && random.chance(0.3) ? ['plan-convoy', way] : ['report-convoy-departed', way];
}

function arrival({ random, bases }: World): Command {
  const base = random.one(bases);
  return ['report-arrival', { base, lines: linesOf(random, 9, base) }];
}

function repatriation({ random, bases }: World): Command {
  const from = random.one(bases);
  return ['report-repatriation', { lines: linesOf(random, 5, from), from, to: 'Dakar' }];
}

function separation({ random, bases }: World): Command {
  const from = random.one(bases);
  return ['report-separation', { lines: linesOf(random, 2, from), from, how: 'separated' }];
}

const attack = (world: World): Command =>
  sinceConvoys(world, () => {
    world.tolls.push(world.entries.length);
    return ['report-convoy-attacked', { convoy: recent(world), means: 'fire', casualties: casualties(world.random) }];
  });

const evacuation = (world: World): Command =>
  sinceConvoys(world, () => [
    'report-casualties-evacuated',
    { from: recent(world), to: 'gao', lines: linesOf(world.random, 2) },
  ]);

function incident(world: World): Command {
  world.tolls.push(world.entries.length);
  const { random, bases } = world;
  const base = random.chance(0.5) ? { base: random.one(bases) } : {};
  return [
    'report-incident',
    {
      incident: `incident-${world.incidents++}`,
      kind: 'mine',
      summary: 'a mine',
      ...base,
      casualties: casualties(random),
    },
  ];
}

function revision({ random, tolls, entries }: World): Command {
  const entry = tolls.at(-1 - random.below(20));
  if (entry === undefined) return ['add-note', { text: 'No losses.' }];
  tolls.push(entries.length);
  return ['revise-toll', { entry, effect: random.one(['adds', 'replaces']), casualties: casualties(random) }];
}

function strength({ random, bases }: World): Command {
  const component = random.one(['all', 'uniformed', ...components]);
  return random.weighted<Command>([
    [3, ['report-strength', { measure: 'present', base: random.one(bases), component, count: count(random, 1500) }]],
    [
      1,
      [
        'report-strength',
        { measure: 'departed', component, count: { atLeast: random.below(5000) }, since: '2023-07-01' },
      ],
    ],
    [1, ['report-strength', { measure: 'departed', component, count: random.below(500), since: '2023-09-01' }]],
  ]);
}

function plan({ random, bases }: World): Command {
  const base = random.one(bases);
  const on = when(random.below(500));
  return random.weighted<Command>([
    [3, ['schedule-withdrawal', { base, on }]],
    [3, ['expedite-withdrawal', { base, on, reason: 'unsafe' }]],
    [3, ['postpone-withdrawal', { base, on, reason: 'trucks' }]],
    [1, ['cancel-withdrawal', { base, reason: 'needed' }]],
  ]);
}

function permit({ random, permits, bases }: World): Command {
  const id = `permit-${permits.length}`;
  if (permits.length > 0 && random.chance(0.5))
    return ['report-permit-answered', { permit: random.one(permits), answer: random.one(['granted', 'refused']) }];
  permits.push(id);
  return ['report-permit-requested', { permit: id, kind: 'flight', authority: 'Mali', for: random.one(bases) }];
}

const happenings: readonly (readonly [number, (world: World) => Command])[] = [
  [
    15,
    ({ random, bases }) => ['add-note', { text: `The road is dry (${random.below(1000)}).`, base: random.one(bases) }],
  ],
  [14, arrival],
  [14, repatriation],
  [2, ({ random }) => ['report-repatriation', { lines: linesOf(random, 5) }]],
  [1, separation],
  [8, departs],
  [8, (world) => sinceConvoys(world, () => ['report-convoy-halted', { convoy: recent(world), reason: 'a mine' }])],
  [8, (world) => sinceConvoys(world, () => ['report-convoy-resumed', { convoy: recent(world) }])],
  [6, (world) => sinceConvoys(world, () => ['report-convoy-arrived', { convoy: recent(world) }])],
  [1, (world) => sinceConvoys(world, () => ['report-convoy-turned-back', { convoy: recent(world) }])],
  [3, attack],
  [1, evacuation],
  [2, incident],
  [1, revision],
  [3, strength],
  [
    2,
    ({ random }) => [
      'report-counter',
      { counter: random.one(['c-17', 'sea']), what: 'loads', count: random.below(5000) },
    ],
  ],
  [
    2,
    ({ random, bases }) => [
      'report-equipment',
      { category: 'vehicle', count: random.below(400), base: random.one(bases) },
    ],
  ],
  [
    2,
    ({ random, bases }) => [
      'report-equipment-disposed',
      { category: 'vehicle', count: 1, method: 'sold', base: random.one(bases) },
    ],
  ],
  [4, plan],
  [1, ({ random, bases }) => ['report-withdrawal-started', { base: random.one(bases) }]],
  [0.3, ({ random, bases }) => ['report-base-vacated', { base: random.one(bases) }]],
  [
    0.3,
    ({ random, bases }) => [
      'report-camp-occupied',
      { base: random.one(bases), by: { name: 'army', kind: 'military' } },
    ],
  ],
  [
    0.3,
    ({ random, bases }) => [
      'report-camp-handed-over',
      {
        base: random.one(bases),
        to: { name: random.one(['Mali', 'Gao']), kind: 'civilian' },
        ...(random.chance(0.5) && { part: 'the gate' }),
      },
    ],
  ],
  [1, permit],
  [0.1, ({ random }) => ['move-deadline', { to: when(500 + random.below(60)), authority: 'council', reason: 'late' }]],
  [
    0.5,
    ({ random, entries }) => [
      'dispute-entry',
      {
        entry: entries.length - 1 - random.below(Math.min(50, entries.length)),
        by: 'army',
        statement: 'it was not so',
      },
    ],
  ],
];

/** The next thing that happens. */
export const happening = (world: World): Command => world.random.weighted(happenings)(world);
