import type { MissionState } from '#libs/domain';
import { ber, convoy, gao, open, stateOf, summaryOf, troops } from './support/given.js';
import type { TestCommand } from './support/log.js';
import { by, found, idsOf, on, pair, press, radio, un } from './support/two-reports.js';

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

  it('what one source says again and again is looked at once, and is all of the duplicate as soon as another says it', () => {
    const again = (count: number): TestCommand[] =>
      Array.from({ length: count }, (_, hour) => ({ ...came, ...un, occurredAt: `${on}T${10 + hour}:00:00Z` }));
    const compared = ({ reports }: MissionState): number[] =>
      [...reports.told.values()].flatMap((bySubject) => [...bySubject.values()].map((chains) => chains.length));
    expect(compared(stateOf(open, ber, gao, ...again(12)))).toEqual([1]);
    expect(idsOf(...again(12))).toEqual([]);
    expect(idsOf(...again(3), { ...came, ...press })).toEqual(['possible-duplicate:ber:3-4-5-6']);
    expect(idsOf(...again(2), { ...came, ...press }, ...again(1))).toEqual(['possible-duplicate:ber:3-4-5-6']);
    expect(idsOf(...again(2), { ...came, ...press, lines: troops({ about: 4 }) }, ...again(1))).toEqual([
      'possible-duplicate:ber:3-4-5-6',
    ]);
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
