import { views, decide, emptyFacts, fold, noteEntry, type Entry } from '#libs/domain';
import { ber, berScheduledFor, bestOf, convoy, day, gao, open, stateOf, troops } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';

const dataOf = ({ command: _command, occurredAt: _occurredAt, ...data }: TestCommand): Record<string, unknown> => data;
const planned: TestCommand = {
  command: 'plan-convoy',
  convoy: 'two',
  mode: 'road',
  from: 'ber',
  to: 'gao',
  occurredAt: '2023-07-02',
};
const arrival: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(5), occurredAt: '2023-08-13' };
const asked: TestCommand = {
  command: 'report-permit-requested',
  permit: 'flights',
  kind: 'flight',
  authority: 'Mali',
  for: 'ber',
  occurredAt: '2023-08-13',
};
const answered: TestCommand = {
  command: 'report-permit-answered',
  permit: 'flights',
  answer: 'granted',
  occurredAt: '2023-08-14',
};
const mine: TestCommand = {
  command: 'report-incident',
  incident: 'mine',
  kind: 'mine',
  summary: 'a mine',
  occurredAt: '2023-08-13',
};
const disputed: TestCommand = {
  command: 'dispute-entry',
  entry: 1,
  by: 'army',
  statement: 'no',
  occurredAt: '2023-08-13',
};

/** What becomes of a correction of the last of these entries. */
function correcting(given: TestCommand[], other: Record<string, unknown>) {
  const entries = record(given);
  const facts = emptyFacts();
  for (const entry of entries) noteEntry(facts, entry);
  const data = { ...dataOf(given.at(-1) as TestCommand), ...other };
  return decide(
    { entries, folded: fold(entries), facts },
    { type: 'EntryCorrected', data: { entry: entries.length - 1, replacement: { data }, reason: 'r' } },
    recordedAt,
  );
}

describe('a correction', () => {
  it.each<[string, TestCommand[], Record<string, unknown>]>([
    ['the base that an entry opens', [open, ber], { base: 'bur' }],
    ['the convoy that a plan opens', [open, ber, gao, planned], { convoy: 'three' }],
    ['the convoy that a departure opened', [open, ber, gao, planned, convoy], { convoy: 'two' }],
    ['the permit that a request opens', [open, ber, asked], { permit: 'other' }],
    ['the permit that is answered', [open, ber, asked, answered], { permit: 'other' }],
    ['the incident that a report opens', [open, mine], { incident: 'other' }],
    ['the base of an order', [open, ber, gao, berScheduledFor('2023-08-15')], { base: 'gao' }],
    ['the entry that is disputed', [open, ber, disputed], { entry: 0 }],
  ])('does not change %s', (_, given, other) => {
    const [field] = Object.keys(other);
    expect(correcting(given, other)).toMatchObject({
      kind: 'invalid',
      errors: [{ pointer: `/replacement/data/${field}` }],
    });
  });

  it.each<[string, TestCommand[], Record<string, unknown>]>([
    ['the base of a report', [open, ber, gao, arrival], { base: 'gao' }],
    ['the hub of a base', [open, gao, ber], { hub: 'gao' }],
    ['the route of a planned convoy', [open, ber, gao, planned], { from: 'gao', to: 'abroad' }],
    ['what a permit is for', [open, ber, gao, planned, asked], { for: 'two' }],
    [
      'the convoy of a departure that opened none',
      [open, ber, gao, planned, { ...planned, convoy: 'three' }, { ...convoy, convoy: 'two' }],
      { convoy: 'three' },
    ],
  ])('may change %s', (_, given, other) => expect(correcting(given, other)).toMatchObject({ kind: 'accepted' }));

  it.each<[string, TestCommand[], Record<string, unknown>, string]>([
    ['a base', [open, ber, gao, planned, arrival], { base: 'two' }, 'base'],
    ['a hub', [open, ber], { hub: 'nowhere' }, 'base'],
    ['a convoy', [open, ber, gao, planned, { ...convoy, convoy: 'two' }], { convoy: 'three' }, 'convoy'],
    ['what a permit is for', [open, ber, asked], { for: 'nowhere' }, 'base or convoy'],
  ])('names only what there is, of its kind: %s', (_, given, other, what) =>
    expect(correcting(given, other)).toMatchObject({ kind: 'unknown', what }),
  );
});

describe('of several corrections of one entry', () => {
  const corrected = (entry: number, replacement: object): TestCommand => ({
    command: 'correct-entry',
    entry,
    replacement,
    reason: 'r',
  });
  const dataWith = (count: number): object => ({ ...dataOf(arrival), lines: troops(count) });
  const peopleOn = (text: string, ...corrections: TestCommand[]): unknown =>
    bestOf(views.bases(stateOf(open, ber, arrival, ...corrections), day(text)).items[0]?.people);
  const atBer = (validAt: string, ...corrections: TestCommand[]): unknown => {
    const { state } = fold(record([open, ber, arrival, ...corrections]), { validAt: day(validAt).at });
    return bestOf(views.bases(state, day(validAt)).items[0]?.people);
  };

  it('the last recorded wins for each part that it gives', () => {
    const acts = [corrected(2, { data: dataWith(7), occurredAt: '2023-08-20' }), corrected(2, { data: dataWith(9) })];
    expect([atBer('2023-08-19', ...acts), atBer('2023-08-20', ...acts)]).toEqual([200, 209]);
    const moved = [...acts, corrected(2, { occurredAt: '2023-08-25' })];
    expect([atBer('2023-08-24', ...moved), atBer('2023-08-25', ...moved)]).toEqual([200, 209]);
  });

  it('one that is itself corrected later does not become the last', () =>
    expect(
      peopleOn(
        '2023-09-01',
        corrected(2, { data: dataWith(7) }),
        corrected(2, { data: dataWith(9) }),
        corrected(3, { data: { entry: 2, replacement: { data: dataWith(8) }, reason: 'r' } }),
      ),
    ).toBe(209));

  it('one whose own time is corrected leaves what it names where it put that', () => {
    const acts = [
      corrected(2, { data: dataWith(7), occurredAt: '2023-08-20' }),
      corrected(3, { occurredAt: '2023-08-25' }),
    ];
    expect([atBer('2023-08-19', ...acts), atBer('2023-08-20', ...acts)]).toEqual([200, 207]);
  });
});

describe('a corrected report', () => {
  it('waits for the base that it now names, though that was recorded after it', () => {
    const late: TestCommand = { ...gao, base: 'late', occurredAt: '2023-08-20' };
    const correction: TestCommand = {
      command: 'correct-entry',
      entry: 2,
      replacement: { data: { ...dataOf(arrival), base: 'late' } },
      reason: 'r',
    };
    const folded = fold(record([open, ber, arrival, late, correction]));
    expect([...folded.instants].map((at) => new Date(at ?? 0).toISOString().slice(0, 10))).toEqual([
      '2023-07-01',
      '2023-07-01',
      '2023-08-20',
      '2023-08-20',
      '2023-08-20',
    ]);
  });
});

describe('what a retraction brings back', () => {
  const retracted = (entry: number): TestCommand => ({ command: 'retract-entry', entry, reason: 'r' });
  const toGao: TestCommand = {
    command: 'correct-entry',
    entry: 3,
    replacement: { data: { ...dataOf(arrival), base: 'gao' } },
    reason: 'r',
  };
  const verdictOn = (entry: number, ...given: TestCommand[]) => {
    const entries = record(given);
    const facts = emptyFacts();
    for (const one of entries) noteEntry(facts, one);
    const incoming = { type: 'EntryRetracted' as const, data: { entry, reason: 'r' } };
    return decide({ entries, folded: fold(entries), facts }, incoming, recordedAt);
  };

  it('names only what there is: its base was retracted meanwhile', () => {
    const given = [open, ber, gao, arrival, retracted(3)];
    expect(verdictOn(4, ...given)).toMatchObject({ kind: 'accepted' });
    expect(verdictOn(4, ...given, retracted(1))).toMatchObject({ kind: 'unknown', what: 'base', id: 'ber' });
  });

  it('names only what there is: the correction that named another base is retracted', () => {
    const given = [open, ber, gao, arrival, toGao];
    expect(verdictOn(4, ...given)).toMatchObject({ kind: 'accepted' });
    expect(verdictOn(4, ...given, retracted(1))).toMatchObject({ kind: 'unknown', what: 'base', id: 'ber' });
  });

  it('takes nothing away that others rest on: a retraction that comes back is judged as a new one', () => {
    const given = [open, ber, gao, retracted(1), retracted(3)];
    expect(verdictOn(4, ...given)).toMatchObject({ kind: 'accepted' });
    expect(verdictOn(4, ...given, arrival)).toMatchObject({ kind: 'refused', code: 'entry-rested-on' });
  });
});

describe('what a log of an earlier version brought back, though its base was retracted meanwhile', () => {
  const retracted = (entry: number): TestCommand => ({ command: 'retract-entry', entry, reason: 'r' });
  const later = (entries: readonly Entry[], entry: number): Entry =>
    ({ ...entries.at(-1), revision: entries.length, data: { entry, reason: 'r' } }) as Entry;
  // The retraction that brings it back changes what the report named, as every one does.
  const figuresIn = (view: object): unknown =>
    JSON.parse(JSON.stringify(view, (name, value: unknown) => (name === 'lastChangedBy' ? undefined : value)));
  const left: TestCommand = { command: 'report-repatriation', from: 'ber', lines: troops(5), occurredAt: '2023-08-13' };

  it.each([arrival, left, convoy, { ...mine, base: 'ber', casualties: [{ side: 'peacekeeper', killed: 2 }] }])(
    'waits for the base, so that no view counts it: $command',
    (report) => {
      const entries = record([open, ber, gao, report, retracted(3), retracted(1)]);
      const { state } = fold([...entries, later(entries, 4)]);
      const without = fold(entries).state;
      for (const view of ['summary', 'bases', 'convoys', 'incidents', 'discrepancies'] as const)
        expect(figuresIn(views[view](state, day('2023-12-01')))).toEqual(
          figuresIn(views[view](without, day('2023-12-01'))),
        );
    },
  );
});

describe('parts of a camp', () => {
  const handed = (name: string, part?: string): TestCommand => ({
    command: 'report-camp-handed-over',
    base: 'ber',
    to: { name, kind: 'civilian' },
    ...(part !== undefined && { part }),
    occurredAt: '2023-08-13',
  });
  const found = (...handovers: TestCommand[]): string[] =>
    views
      .discrepancies(stateOf(open, ber, ...handovers), day('2023-08-14'))
      .items.flatMap(({ rule }) => (rule === 'different-receivers' ? [rule] : []));

  it('that go to different parties do not contradict each other, nor the whole', () => {
    expect(found(handed('A', 'the gate'), handed('B', 'the gate'), handed('C', 'the mess'))).toEqual([]);
    expect(found(handed('A', 'the gate'), handed('B'))).toEqual([]);
    expect(found(handed('A'), handed('B'))).toEqual(['different-receivers']);
  });

  it('that one day saw go whole to two is with whom the last report says, in whatever order they happened', () => {
    const standing = (...handovers: TestCommand[]): unknown =>
      views
        .bases(stateOf(open, ber, ...handovers), day('2023-08-14'))
        .items[0]?.handedOver.flatMap(({ stands, to }) => (stands ? [to.name] : []));
    expect(standing(handed('A'), handed('B'))).toEqual(['B']);
    expect(standing(handed('A'), { ...handed('B'), occurredAt: '2023-08-13T00:00:00Z' })).toEqual(['B']);
    expect(standing(handed('A'), handed('B'), handed('A'))).toEqual(['A']);
  });
});
