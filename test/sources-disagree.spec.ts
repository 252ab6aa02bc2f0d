import { views } from '#libs/domain';
import { ber, day, gao, open, stateOf, summaryOf } from './support/given.js';
import type { TestCommand } from './support/log.js';
import { found, idsOf, on, pair, press, radio, un } from './support/two-reports.js';

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
    expect(inBothOrders(total(), total({ count: 80 }), (...all) => baseOf(...all)?.people)).toEqual([
      { low: 80, best: 80, high: 80 },
      { low: 50, best: 50, high: 50 },
    ]);
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

  it('of three days of what happens once the one that was said last stands, also where it was said before', () => {
    const told = (which: TestCommand) =>
      baseOf({ ...which, ...un }, { ...which, ...press, ...later }, { ...which, ...radio });
    expect([told(vacated)?.vacated, told(lost)?.lost]).toMatchObject([{ occurredAt: on }, { occurredAt: on }]);
    expect(told(handedOver)?.status).toBe('handed-over');
  });

  it('of reports that the whole was handed over says which one the base counts as handed over by', () => {
    const stands = (...commands: TestCommand[]) => baseOf(...commands)?.handedOver.map((one) => one.stands);
    const gate = { ...handedOver, part: 'the gate' };
    expect(stands(gate, { ...handedOver, ...un }, { ...handedOver, ...later, ...press })).toEqual([false, false, true]);
    expect(stands({ ...handedOver, ...un }, { ...handedOver, ...press })).toEqual([true, false]);
  });

  it('whether a camp was lost while it was held goes by the day on which it was left that stands', () => {
    const [first, second] = [
      { ...vacated, ...un },
      { ...vacated, ...press, ...later },
    ];
    const between = { ...lost, occurredAt: '2023-08-16' };
    expect(baseOf(first, between, second)).toMatchObject({ status: 'lost', lost: { whileHeld: true } });
    expect(baseOf(second, between, first)).toMatchObject({ status: 'vacated', lost: { whileHeld: false } });
    const handed = [{ ...handedOver, ...un }, between, { ...handedOver, ...later, ...press }];
    expect(baseOf(...handed)).toMatchObject({ status: 'lost', lost: { whileHeld: true } });
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
