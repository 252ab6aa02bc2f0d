import { endOf, fold, views, type Entry, type FoldOptions, parsePointer, pointerOf } from '#libs/domain';
import {
  behind,
  explain,
  questionAt,
  Documents,
  type Explanation,
  difference,
  sumOfContributions,
  find,
} from '#libs/explain';
import { ber, day, gao, open, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { finish } from './support/why-checks.js';
import { explained, followed } from './support/why-whole.js';

const zone = 'Africa/Bamako';

/** Why a figure is what it is on 1 December. */
function why(
  entries: readonly Entry[],
  view: keyof typeof views,
  pointer: string,
  options: FoldOptions = {},
): Explanation {
  const { at } = day('2023-12-01');
  const question = questionAt(new Documents(fold(entries, options).state, { at }), view, pointer);
  if (!('plan' in question)) throw new Error(`there is no figure at ${pointer}`);
  return explained(question, entries, options);
}

const contributionsIn = (answer: Explanation) => (answer.kind === 'count' ? answer.contributions : []);

const left = (count: unknown, occurredAt: string): TestCommand => ({
  command: 'report-repatriation',
  lines: troops(count),
  occurredAt,
});

describe('contributions', () => {
  it('stand in the order in which things happened, whenever they were recorded', () => {
    const log = record([open, left(40, '2023-09-01'), left(30, '2023-08-01')]);
    const answer = why(log, 'summary', '/strength/departed/best');
    expect(contributionsIn(answer).map(({ revision, contributed }) => [revision, contributed])).toEqual([
      [2, 30],
      [1, 40],
    ]);
  });

  it('go from and to unknown, and back', () => {
    const unknown = difference({ low: 1, best: 2, high: 3 }, { low: 1, best: 4, high: null });
    expect(unknown).toEqual({ low: 0, best: 2, high: { from: 3, to: null } });
    const known = difference({ low: 1, best: 4, high: null }, { low: 4, best: 4, high: 4 });
    expect(known).toEqual({ low: 3, best: 0, high: { from: null, to: 4 } });
    const first = difference(undefined, { low: 1, best: 2, high: 3 });
    expect(sumOfContributions([first, unknown, known], true)).toEqual({ low: 4, best: 4, high: 4 });
    expect(sumOfContributions([first, unknown], true)).toEqual({ low: 1, best: 4, high: null });
  });

  it('of who is meant to stay are what was planned, base by base', () => {
    const stay = (base: string, people: unknown): TestCommand => ({
      command: 'plan-stay',
      base,
      people,
      occurredAt: '2023-08-01',
    });
    const log = record([open, { ...gao, liquidation: true }, ber, stay('gao', { about: 300 }), stay('ber', 20)]);
    expect(why(log, 'summary', '/verdicts/people/staying')).toMatchObject({
      kind: 'derived',
      value: 320,
      inputs: [
        { name: 'planned to stay', of: 'gao', value: { about: 300 } },
        { name: 'planned to stay', of: 'ber', value: 20 },
      ],
    });
  });

  it('are those of the horizon alone', () => {
    const log = record([open, left(40, '2023-08-01'), left(30, '2023-09-01')]);
    for (const options of [{ revision: 1 }, { validAt: endOf('2023-08-15', zone) }]) {
      const answer = why(log, 'summary', '/strength/departed/best', options);
      expect(answer.value).toBe(40);
      expect(contributionsIn(answer)).toMatchObject([{ revision: 1, contributed: 40 }]);
    }
  });

  it('name the correction of an entry that counts elsewhere since', () => {
    const arrival = { command: 'report-arrival', base: 'ber', lines: troops(9), occurredAt: '2023-08-01' };
    const replacement = { data: { base: 'gao', lines: troops(9) } };
    const log = record([
      open,
      ber,
      gao,
      arrival,
      { command: 'correct-entry', entry: 3, replacement, reason: 'it was Gao' },
    ]);
    expect(contributionsIn(why(log, 'bases', '/items/ber/people/best'))).toMatchObject([
      { revision: 1, contributed: 200 },
      {
        revision: 3,
        contributed: 0,
        asRecorded: 9,
        correctedBy: [{ revision: 4, sentence: expect.stringContaining('Gao') }],
      },
    ]);
  });

  it('name an entry with the time to which it was corrected', () => {
    const replacement = { occurredAt: '2023-08-05' };
    const log = record([
      open,
      left(40, '2023-09-01'),
      { command: 'correct-entry', entry: 1, replacement, reason: 'the report was of August' },
    ]);
    const answer = why(log, 'summary', '/strength/departed/best');
    expect(contributionsIn(answer)).toMatchObject([{ revision: 1, occurredAt: '2023-08-05' }]);
  });

  it('tell lines of the same people in one toll apart', () => {
    const casualties = [{ side: 'peacekeeper' }, { side: 'peacekeeper', wounded: 2 }];
    const incident = { incident: 'mine', kind: 'mine', casualties, summary: 's', occurredAt: '2023-08-01' };
    const log = record([open, { command: 'report-incident', ...incident }]);
    const answer = why(log, 'incidents', '/items/mine/toll/1/wounded/best');
    expect(contributionsIn(answer)).toMatchObject([{ revision: 1, contributed: 2 }]);
  });

  it('are few where few are asked: a base whose entries are not in the log has none', () => {
    const log = record([open, ber]);
    expect(why(log, 'bases', '/items/ber/attackedConvoys')).toMatchObject({ kind: 'derived', value: 0, inputs: [] });
    expect(why(log, 'summary', '/convoys/attacks')).toMatchObject({ value: 0, contributions: [] });
  });
});

it('lets others work while many contributions are told', () => {
  const log = record([open, ...Array.from({ length: 200 }, () => left(1, '2023-08-01'))]);
  const question = questionAt(new Documents(fold(log).state, day('2023-12-01')), 'summary', '/strength/departed');
  if (!('plan' in question)) throw new Error('no figure');
  const found = finish(behind(question, followed(log)));
  let yields = 0;
  for (const work = explain(question, { behind: found, page: found.revisions }, log); !work.next().done;) yields++;
  expect(yields).toBeGreaterThan(200 / 16);
});

describe('the burndown', () => {
  it('shows a day on which only bounds moved', () => {
    const log = record([open, ber, left({ from: 0, to: 1 }, '2023-08-10T08:00:00Z')]);
    const { days } = views.burndown(fold(log).state, day('2023-08-20'));
    const at = (date: string) => days.find((one) => one.date === date);
    expect(at('2023-08-09')).toMatchObject({ departed: { low: 0, best: 0, high: 0 } });
    expect(at('2023-08-10')).toMatchObject({ departed: { low: 0, best: 0, high: 1 }, revision: 2 });
  });
});

describe('pointers', () => {
  const doc = {
    items: [
      { id: 'attack/4', n: 1 },
      { id: '0', n: 2 },
    ],
    list: [5],
  };
  const at = (pointer: string, first?: 'name') => {
    const found = find(doc, parsePointer(pointer) ?? [], first);
    return 'missing' in found ? undefined : found.value;
  };

  it('go by place, and by id where there is no such place', () => {
    expect([at('/items/0/n'), at('/items/1/n'), at('/items/attack~14/n')]).toEqual([1, 2, 1]);
    expect([at('/items/0/n', 'name'), at('/list/0'), at('/items/7/n'), at('/list/x')]).toEqual([
      2,
      5,
      undefined,
      undefined,
    ]);
  });

  it('are read and written as RFC 6901 says', () => {
    expect([parsePointer(''), parsePointer('/a~1b/m~0n'), parsePointer('a'), parsePointer('/~2')]).toEqual([
      [],
      ['a/b', 'm~n'],
      undefined,
      undefined,
    ]);
    expect(pointerOf(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0');
  });
});
