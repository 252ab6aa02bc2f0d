import { views } from '#libs/domain';
import { ber, convoy, day, gao, open, stateOf, summaryOf, troops } from './support/given.js';
import type { TestCommand } from './support/log.js';

const by = (title: string, more: object = {}): object => ({ source: { title, confidence: 'high', ...more } });
const found = (...commands: TestCommand[]) =>
  views.discrepancies(stateOf(open, ber, gao, ...commands), day('2023-12-01')).items;
/** Ids of the discrepancies of two reports; the first report is entry 3. */
const idsOf = (...commands: TestCommand[]): string[] =>
  found(...commands)
    .filter(({ rule }) => rule === 'possible-duplicate' || rule === 'sources-disagree')
    .map(({ id }) => id);

const on = '2023-08-13';
const [un, press, radio] = [by('UN'), by('press'), by('radio')];
const home: TestCommand = { command: 'report-repatriation', from: 'ber', lines: troops(116), occurredAt: on };
const came: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(4), occurredAt: on };
const attack: TestCommand = {
  command: 'report-convoy-attacked',
  convoy: 'one',
  means: 'fire',
  casualties: [{ side: 'peacekeeper', wounded: 3 }],
  occurredAt: on,
};
const incident: TestCommand = {
  command: 'report-incident',
  incident: 'mine-1',
  kind: 'mine',
  summary: 'a mine',
  casualties: [{ side: 'civilian', killed: 2 }],
  occurredAt: on,
};
const sold: TestCommand = {
  command: 'report-equipment-disposed',
  category: 'Water  tank',
  count: 4,
  method: 'sold',
  occurredAt: on,
};
/** A report, and what another one is like. */
const pair = (one: TestCommand, other: object = {}): TestCommand[] => [
  { ...one, ...un },
  { ...one, ...press, ...other },
];

describe('reports of two sources may be of one thing', () => {
  it.each<[string, TestCommand[], string[]]>([
    ['departures from one base', pair(home), ['possible-duplicate:ber:3-4']],
    ['departures from nowhere', pair({ ...home, from: undefined }), ['possible-duplicate:uniformed:3-4']],
    ['one from a base, one from nowhere', pair(home, { from: undefined }), ['possible-duplicate:ber:3-4']],
    [
      'one of all, one of a part',
      pair(home, { lines: [{ component: 'all', count: 116 }] }),
      ['possible-duplicate:ber:3-4'],
    ],
    [
      'a contributor in a part of the other',
      pair(
        { ...home, lines: [{ component: 'uniformed', contingent: 'BFA', count: 116 }] },
        { lines: [{ component: 'uniformed/troops', count: 116 }] },
      ),
      ['possible-duplicate:ber:3-4'],
    ],
    [
      'one in parts that add up to the other',
      pair(home, {
        lines: [
          { component: 'uniformed/troops', count: 100 },
          { component: 'uniformed/police', count: 16 },
        ],
      }),
      ['possible-duplicate:ber:3-4'],
    ],
    ['numbers that may be equal', pair(home, { lines: troops({ about: 110 }) }), ['possible-duplicate:ber:3-4']],
    [
      'a number without an upper bound',
      pair(home, { lines: troops({ atLeast: 100 }) }),
      ['possible-duplicate:ber:3-4'],
    ],
    ['an instant of that day', pair(home, { occurredAt: '2023-08-13T23:00:00Z' }), ['possible-duplicate:ber:3-4']],
    ['the month of that day', pair(home, { occurredAt: '2023-08' }), ['possible-duplicate:ber:3-4']],
    [
      'a day of that month',
      pair({ ...home, occurredAt: '2023-08' }, { occurredAt: on }),
      ['possible-duplicate:ber:3-4'],
    ],
    ['losses on one road', [convoy, ...pair(attack, { place: 'Ber road' })], ['possible-duplicate:one:4-5']],
    [
      'places written in two ways',
      pair({ ...incident, place: 'Ber  Axis' }, { incident: 'mine-2', place: 'ber axis' }),
      ['possible-duplicate:ber axis:3-4'],
    ],
    ['harm nowhere', pair(incident, { incident: 'mine-2' }), ['possible-duplicate:civilian:3-4']],
    ['equipment by category', pair(sold, { category: 'water tank', base: 'ber' }), ['possible-duplicate:ber:3-4']],
    [
      'losses added to the same toll',
      [
        convoy,
        attack,
        ...pair({
          command: 'revise-toll',
          entry: 4,
          effect: 'adds',
          casualties: [{ side: 'peacekeeper', wounded: 1 }],
          occurredAt: '2023-08-17',
        }),
      ],
      ['possible-duplicate:one:5-6'],
    ],
  ])('%s', (_what, commands, ids) => expect(idsOf(...commands)).toEqual(ids));

  it.each<[string, TestCommand[]]>([
    ['of 4 and of 9', pair(came, { lines: troops(9) })],
    [
      'of one source',
      [
        { ...home, ...un },
        { ...home, ...un },
      ],
    ],
    [
      'of one page under two titles',
      [
        { ...home, ...by('UN', { url: 'https://un.org/1' }) },
        { ...home, ...by('un.org', { url: 'https://un.org/1' }) },
      ],
    ],
    [
      'of one document on two pages',
      [
        { ...home, ...by('UN', { url: 'https://un.org/1', ref: 'S/2023/1' }) },
        { ...home, ...by('UN', { url: 'https://un.org/2', ref: 'S/2023/1' }) },
      ],
    ],
    ['of one actor, without a source', [home, home]],
    ['of two bases', pair(came, { base: 'gao' })],
    ['of two days', pair(home, { occurredAt: '2023-08-14' })],
    ['of two components', pair(home, { lines: [{ component: 'civilian', count: 116 }] })],
    [
      'of two contributors',
      pair(
        { ...home, lines: [{ component: 'uniformed', contingent: 'BFA', count: 9 }] },
        { lines: [{ component: 'uniformed', contingent: 'SEN', count: 9 }] },
      ),
    ],
    ['of two categories', pair(sold, { category: 'generator' })],
    ['of two sides', pair(incident, { incident: 'mine-2', casualties: [{ side: 'host-army', killed: 2 }] })],
    ['of two kinds of harm', pair(incident, { incident: 'mine-2', casualties: [{ side: 'civilian', wounded: 2 }] })],
    [
      'of two tolls set anew',
      [
        convoy,
        attack,
        ...pair({
          command: 'revise-toll',
          entry: 4,
          effect: 'replaces',
          casualties: [{ side: 'peacekeeper', wounded: 1 }],
          occurredAt: '2023-08-17',
        }),
      ],
    ],
    ['without counts', pair({ command: 'report-base-vacated', base: 'ber', occurredAt: on })],
    ['of one departure, which is booked once', pair(convoy)],
  ])('but not those %s', (_what, commands) => expect(idsOf(...commands)).toEqual([]));

  it('and pages of one title are two sources', () =>
    expect(
      idsOf(
        { ...home, ...by('UN', { url: 'https://un.org/1' }) },
        { ...home, ...by('UN', { url: 'https://un.org/2' }) },
      ),
    ).toEqual(['possible-duplicate:ber:3-4']));

  it('three of them are one discrepancy, a retraction takes one out, a settlement says that they are several', () => {
    const three = [...pair(home), { ...home, ...radio }];
    const retract = { command: 'retract-entry', entry: 3, reason: 'told twice' };
    const settle = { command: 'settle-discrepancy', discrepancy: 'possible-duplicate:ber:4-5', reason: 'two flights' };
    expect(idsOf(...three)).toEqual(['possible-duplicate:ber:3-4-5']);
    expect(idsOf(...three, retract)).toEqual(['possible-duplicate:ber:4-5']);
    expect(idsOf(...three, retract, settle)).toEqual([]);
    expect(idsOf(...three, retract, settle, { ...home, ...by('army') })).toEqual(['possible-duplicate:ber:4-5-8']);
  });

  it('both count until then, and the discrepancy says with which figures', () => {
    expect(summaryOf(open, ber, gao, ...pair(home)).strength.departed.best).toBe(232);
    const [duplicate] = found(...pair(home, { lines: troops({ about: 110 }) })).filter(
      ({ rule }) => rule === 'possible-duplicate',
    );
    expect(duplicate?.message).toBe(
      'Two entries of 2 sources may tell one thing, PersonnelRepatriated from ber on 2023-08-13: #3 (UN) 116 uniformed; #4 (press) 99 to 121 uniformed. Both stand in the books. Retract what repeats another, or settle this if each happened.',
    );
  });

  it('a correction that brings them together is seen, and one that takes them apart', () => {
    const correct = (entry: number, count: number): TestCommand => ({
      command: 'correct-entry',
      entry,
      replacement: { data: { from: 'ber', lines: troops(count) } },
      reason: 'misread',
    });
    const apart = pair(home, { lines: troops(40) });
    expect(idsOf(...apart)).toEqual([]);
    expect(idsOf(...apart, correct(4, 116))).toEqual(['possible-duplicate:ber:3-4']);
    expect(idsOf(...pair(home), correct(3, 40))).toEqual([]);
  });
});

const total = (more: object = {}): TestCommand => ({
  command: 'report-strength',
  measure: 'present',
  component: 'uniformed',
  base: 'ber',
  count: 50,
  occurredAt: on,
  ...more,
});
const counter: TestCommand = {
  command: 'report-counter',
  counter: 'loads',
  what: 'C-17 loads',
  count: 8,
  occurredAt: on,
};
const vehicles: TestCommand = { command: 'report-equipment', category: 'vehicle', count: 40, occurredAt: on };
const asked: TestCommand = {
  command: 'report-permit-requested',
  permit: 'p',
  kind: 'flight',
  authority: 'Mali',
  occurredAt: '2023-08-01',
};
const answered: TestCommand = { command: 'report-permit-answered', permit: 'p', answer: 'granted', occurredAt: on };
const vacated: TestCommand = { command: 'report-base-vacated', base: 'ber', occurredAt: on };
const lost: TestCommand = { command: 'report-camp-lost', base: 'ber', how: 'looted', occurredAt: on };
const handedOver: TestCommand = {
  command: 'report-camp-handed-over',
  base: 'ber',
  to: { name: 'Governor', kind: 'civilian' },
  occurredAt: on,
};
const later = { occurredAt: '2023-08-20' };

describe('two sources disagree', () => {
  it.each<[string, TestCommand[], string[]]>([
    ['about a base', pair(total(), { count: 80 }), ['sources-disagree:ber:3-4']],
    [
      'about the mission',
      pair(total({ base: undefined, count: 900 }), { count: 700 }),
      ['sources-disagree:uniformed:3-4'],
    ],
    [
      'about its baseline',
      pair(total({ base: undefined, measure: 'baseline', count: 9000 }), { count: 9500 }),
      ['sources-disagree:uniformed:3-4'],
    ],
    [
      'at two hours of a day',
      pair(total({ occurredAt: '2023-08-13T08:00:00Z' }), { count: 80, occurredAt: on }),
      ['sources-disagree:ber:3-4'],
    ],
    [
      'when a month ends on that day',
      pair(total({ occurredAt: '2023-08-31' }), { count: 80, occurredAt: '2023-08' }),
      ['sources-disagree:ber:3-4'],
    ],
    ['about a counter', pair(counter, { count: 9 }), ['sources-disagree:loads:3-4']],
    ['about what a counter is of', pair({ ...counter, of: 10 }, { of: 12 }), ['sources-disagree:loads:3-4']],
    [
      'about equipment',
      pair(vehicles, { category: ' VEHICLE', count: { about: 50 } }),
      ['sources-disagree:vehicle:3-4'],
    ],
    ['about an answer', [asked, ...pair(answered, { answer: 'refused' })], ['sources-disagree:p:4-5']],
    ['about the day on which a base was left', pair(vacated, later), ['sources-disagree:ber:3-4']],
    ['about the day on which it was lost', pair(lost, later), ['sources-disagree:ber:3-4']],
    ['about the day on which it was handed over', pair(handedOver, later), ['sources-disagree:ber:3-4']],
    [
      'three of them, in one discrepancy',
      [...pair(total(), { count: 80 }), total({ ...radio, count: 82 })],
      ['sources-disagree:ber:3-4-5'],
    ],
  ])('%s', (_what, commands, ids) => expect(idsOf(...commands)).toEqual(ids));

  it.each<[string, TestCommand[]]>([
    ['where both can be true', pair(total({ count: { about: 50 } }), { count: 55 })],
    ['where they confirm each other', pair(total())],
    ['of other days', pair(total(), { count: 80, ...later })],
    ['of another measure', pair(total({ base: undefined }), { measure: 'departed' })],
    ['of the mission and of a base', pair(vehicles, { count: 90, base: 'ber' })],
    ['since another day', pair(total({ base: undefined, measure: 'departed' }), { count: 20, since: '2023-08-01' })],
    ['of one source', [total(un), total({ ...un, count: 80 })]],
    ['of one that has learnt better since', [total(un), total({ ...un, count: 80 }), total({ ...press, count: 80 })]],
    ['in answers of other days: a change of mind', [asked, ...pair(answered, { answer: 'refused', ...later })]],
    ['in equal answers', [asked, ...pair(answered)]],
    ['of a day and its month', pair(vacated, { occurredAt: '2023-08' })],
    ['of parts of a camp', pair({ ...handedOver, part: 'the gate' }, { part: 'the runway', ...later })],
  ])('but not %s', (_what, commands) => expect(idsOf(...commands)).toEqual([]));

  it('a total since the start is a total without a since', () =>
    expect(idsOf(...pair(total({ base: undefined, measure: 'departed' }), { count: 80, since: '2023-07-01' }))).toEqual(
      ['sources-disagree:uniformed:3-4'],
    ));

  const inBothOrders = (
    one: TestCommand,
    other: TestCommand,
    figure: (...commands: TestCommand[]) => unknown,
  ): unknown[] => [
    figure({ ...one, ...un }, { ...other, ...press }),
    figure({ ...other, ...press }, { ...one, ...un }),
  ];
  const baseOf = (...commands: TestCommand[]) =>
    views.bases(stateOf(open, ber, gao, ...commands), day('2023-12-01')).items.find(({ id }) => id === 'ber');

  it('the one recorded last stands', () => {
    expect(inBothOrders(total(), total({ count: 80 }), (...all) => baseOf(...all)?.people.best)).toEqual([80, 50]);
    expect(
      inBothOrders(
        total({ base: undefined, count: 900 }),
        total({ base: undefined, count: 700 }),
        (...all) => summaryOf(open, ber, gao, ...all).strength.present.best,
      ),
    ).toEqual([700, 900]);
    expect(
      inBothOrders(
        counter,
        { ...counter, count: 9 },
        (...all) => views.counters(stateOf(open, ...all), day(on)).items[0]?.latest?.count.best,
      ),
    ).toEqual([9, 8]);
    expect(
      inBothOrders(
        vehicles,
        { ...vehicles, count: 90 },
        (...all) => views.equipment(stateOf(open, ...all), day(on)).items[0]?.present?.best,
      ),
    ).toEqual([90, 40]);
    expect(
      inBothOrders(
        answered,
        { ...answered, answer: 'refused' },
        (...all) => views.permits(stateOf(open, asked, ...all), day(on)).items[0]?.state,
      ),
    ).toEqual(['refused', 'granted']);
  });

  it('of two days of what happens once the one recorded last stands, whichever is earlier', () => {
    const days = ['2023-08-20', on];
    expect(inBothOrders(vacated, { ...vacated, ...later }, (...all) => baseOf(...all)?.vacated?.occurredAt)).toEqual(
      days,
    );
    expect(inBothOrders(lost, { ...lost, ...later }, (...all) => baseOf(...all)?.lost)).toMatchObject(
      days.map((occurredAt) => ({ occurredAt, whileHeld: true })),
    );
    expect(
      inBothOrders(handedOver, { ...handedOver, to: { name: 'Army', kind: 'military' }, ...later }, (...all) => {
        const { message } = found(...all).find(({ rule }) => rule === 'sources-disagree') ?? {};
        return message?.slice(message.indexOf('It happens'));
      }),
    ).toEqual([
      'It happens once. #4 stands, recorded last. Correct or retract what is wrong, or settle this.',
      'It happens once. #4 stands, recorded last. Correct or retract what is wrong, or settle this.',
    ]);
  });

  it('says what contradicts what, and what stands', () => {
    const messageOf = (...commands: TestCommand[]) =>
      found(...commands).find(({ rule }) => rule === 'sources-disagree')?.message;
    expect(messageOf(...pair(total(), { count: 80 }))).toBe(
      'Sources disagree, StrengthReported at ber present uniformed on 2023-08-13: #3 (UN) says 50; #4 (press) says 80. Not all can be true. #4 stands, recorded last. Correct or retract what is wrong, or settle this.',
    );
    const fewer = pair(total({ base: undefined, measure: 'departed', count: 80 }), { count: 50 });
    expect(messageOf(...fewer)).toContain('#3 stands: nobody comes back, so that #4 posts nothing.');
    expect(summaryOf(open, ber, gao, ...fewer).strength.departed.best).toBe(80);
    expect(found(...fewer).map(({ rule }) => rule)).toContain('total-below-books');
  });
});
