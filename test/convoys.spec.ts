import { balance, discrepanciesOf, fold, forkFold, extend, peopleIn, settledWordsOf, views } from '#libs/domain';
import { hourly, logOf } from './support/convoy-reports.js';
import { troops } from './support/given.js';
import { recordedAt, type TestCommand } from './support/log.js';

const convoy = 'c1';
const sets = (more: object = {}): TestCommand => ({ command: 'report-convoy-departed', convoy, ...more });
const arrives = (more: object = {}): TestCommand => ({ command: 'report-convoy-arrived', convoy, ...more });
const turnsBack: TestCommand = { command: 'report-convoy-turned-back', convoy, reason: 'mines' };
const leaves = (people: unknown = 100): TestCommand => sets({ from: 'ber', to: 'gao', lines: troops(people) });
const attacked = (killed: number): TestCommand => ({
  command: 'report-convoy-attacked',
  convoy,
  means: 'mine',
  casualties: [{ side: 'peacekeeper', killed }],
});

const after = (...commands: TestCommand[]) => fold(logOf(hourly(commands))).state;
const at = (state: ReturnType<typeof after>, account: string) => peopleIn(state.books, account).best;
const shown = (state: ReturnType<typeof after>) => views.convoys(state, { at: recordedAt }).items[0];
const open = (state: ReturnType<typeof after>) => discrepanciesOf(state, recordedAt).map(({ id }) => id);
const places = (state: ReturnType<typeof after>) =>
  Object.fromEntries(
    ['base/ber', 'base/gao', 'base/mopti', 'convoy/c1'].map((account) => [account.split('/')[1], at(state, account)]),
  );

describe('a convoy that sets out again', () => {
  it('begins a second leg from where the first one ended, and its people leave with it', () => {
    const state = after(leaves(), arrives(), sets({ to: 'abroad', lines: troops(100) }), arrives());
    expect(places(state)).toEqual({ ber: 100, gao: 200, mopti: 0, c1: 0 });
    expect(views.summary(state, { at: recordedAt }).strength.departed.best).toBe(100);
    expect(shown(state)).toMatchObject({
      state: 'arrived',
      from: 'gao',
      to: 'abroad',
      legs: [
        { from: 'ber', to: 'gao', people: { best: 100 }, departed: { revision: 4 }, arrived: { revision: 5 } },
        { from: 'gao', to: 'abroad', people: { best: 100 }, departed: { revision: 6 }, arrived: { revision: 7 } },
      ],
    });
    expect(open(state)).toEqual([]);
  });

  it('sets out from the base that it went back to', () => {
    const state = after(leaves(), turnsBack, sets({ to: 'mopti', lines: troops(60) }), arrives());
    expect(places(state)).toEqual({ ber: 140, gao: 200, mopti: 60, c1: 0 });
    expect(shown(state)?.legs).toMatchObject([
      { state: 'turned-back', turnedBack: { reason: 'mines' } },
      { state: 'arrived', from: 'ber' },
    ]);
  });

  it('may be planned, with its people, once it has ended its leg and not before', () => {
    const plan = { command: 'plan-convoy', convoy, mode: 'road', from: 'gao', to: 'mopti', lines: troops(30) };
    expect(places(after(leaves(), arrives(), plan, sets(), arrives()))).toEqual({
      ber: 100,
      gao: 270,
      mopti: 30,
      c1: 0,
    });
    expect(logOf(hourly([leaves(), plan])).length).toBe(logOf(hourly([leaves()])).length);
    expect(logOf(hourly([leaves(), arrives(), plan, plan])).length).toBe(
      logOf(hourly([leaves(), arrives(), plan])).length,
    );
  });

  it('does not carry on what was told of the leg before', () => {
    const halt = { command: 'report-convoy-halted', convoy, place: 'ford' };
    const state = after(leaves(), halt, arrives(), sets({ to: 'ber' }), { command: 'report-convoy-resumed', convoy });
    expect(shown(state)).toMatchObject({ people: { best: 0 }, vehicles: undefined, halts: [{ resumed: undefined }] });
  });

  it('counts attacks at the base that each leg left', () => {
    const state = after(leaves(), attacked(0), arrives(), sets({ to: 'mopti' }), attacked(0), attacked(0));
    const { items } = views.bases(state, { at: recordedAt });
    expect(items.map(({ id, convoys, attackedConvoys }) => [id, convoys, attackedConvoys])).toEqual([
      ['ber', [{ id: 'c1', attacks: 1 }], 1],
      ['gao', [{ id: 'c1', attacks: 2 }], 1],
      ['mopti', [], 0],
    ]);
  });

  it('is what it was in a copy of the state that went another way', () => {
    const log = logOf(hourly([leaves(), arrives({ lines: troops(60) }), arrives({ lines: troops(40) })]));
    const folded = fold(log.slice(0, -1));
    const before = JSON.stringify(views.convoys(folded.state, { at: recordedAt }));
    extend(forkFold(folded), log.at(-1) as (typeof log)[number]);
    expect(JSON.stringify(views.convoys(folded.state, { at: recordedAt }))).toBe(before);
  });
});

describe('an arrival told in parts', () => {
  it('opens a discrepancy that goes when the parts add up', () => {
    const first = after(leaves(), arrives({ lines: troops(60) }));
    expect(open(first)).toEqual(['arrived-with-other-numbers:c1:4-5']);
    const both = after(leaves(), arrives({ lines: troops(60) }), arrives({ lines: troops(40) }));
    expect(places(both)).toEqual({ ber: 100, gao: 300, mopti: 0, c1: 0 });
    expect(open(both)).toEqual([]);
  });

  it('says how many are still missing, under the same id', () => {
    const state = after(leaves(), arrives({ lines: troops(60) }), arrives({ lines: troops(15) }));
    const found = discrepanciesOf(state, recordedAt);
    expect(found.map(({ id }) => id)).toEqual(['arrived-with-other-numbers:c1:4-5']);
    expect(found.map(settledWordsOf)).toEqual([expect.stringMatching(/^25 fewer/)]);
  });

  it('brings nobody beyond those who set out, less losses', () => {
    const state = after(leaves(), attacked(10), arrives({ lines: troops(60) }), arrives({ lines: troops(40) }));
    expect(places(state)).toEqual({ ber: 100, gao: 290, mopti: 0, c1: 0 });
    expect(open(state)).toEqual(['arrived-with-other-numbers:c1:4-7']);
  });

  it('may end in two places, and the rest without lines in a third report', () => {
    const state = after(
      leaves(),
      arrives({ lines: troops(60) }),
      arrives({ at: 'mopti', lines: troops(30) }),
      arrives({ at: 'ber' }),
    );
    expect(places(state)).toEqual({ ber: 110, gao: 260, mopti: 30, c1: 0 });
    expect(open(state)).toEqual([]);
  });

  it('is understood where the parts are of other populations than set out', () => {
    const part = (component: string, count: number) => arrives({ lines: [{ component, count }] });
    const state = after(leaves(), part('uniformed/troops', 60), part('uniformed/police', 40));
    expect([places(state), open(state)]).toEqual([{ ber: 100, gao: 300, mopti: 0, c1: 0 }, []]);
  });

  it('tells of others where the populations cannot be those who set out', () => {
    const lines = (troopers: number, police: number) => [
      { component: 'uniformed/troops', count: troopers },
      { component: 'uniformed/police', count: police },
    ];
    const state = after(sets({ from: 'ber', to: 'gao', lines: lines(60, 40) }), arrives({ lines: lines(40, 60) }));
    expect(discrepanciesOf(state, recordedAt).map(settledWordsOf)).toContainEqual(
      expect.stringMatching(/^20 fewer and 20 more/),
    );
  });

  it('is answered before the next leg departs, also where that is planned', () => {
    const plan = { command: 'plan-convoy', convoy, mode: 'road', from: 'gao', to: 'mopti' };
    const state = after(leaves(), arrives({ lines: troops(60) }), plan, arrives({ lines: troops(40) }));
    expect([places(state), open(state)]).toEqual([{ ber: 100, gao: 300, mopti: 0, c1: 0 }, []]);
    expect(shown(state)).toMatchObject({ state: 'planned', legs: [{ state: 'arrived' }, { state: 'planned' }] });
  });

  it('keeps the words of counts for those who are missing', () => {
    const state = after(leaves({ about: 100 }), arrives({ lines: troops(60) }), arrives());
    expect(peopleIn(state.books, 'base/gao')).toEqual({ low: 290, best: 300, high: 310 });
  });

  it('waits for a place where the first report named none', () => {
    const away = sets({ from: 'ber', lines: troops(100) });
    expect(places(after(away, arrives()))).toEqual({ ber: 100, gao: 200, mopti: 0, c1: 0 });
    const state = after(away, arrives(), arrives({ at: 'gao' }));
    expect([places(state), open(state)]).toEqual([{ ber: 100, gao: 300, mopti: 0, c1: 0 }, []]);
    expect(shown(state)?.arrived).toMatchObject({ revision: 6, place: 'gao' });
  });
});

describe('losses after the end of a leg', () => {
  it('are of those who went where it ended, also as revised', () => {
    const state = after(leaves(), arrives(), attacked(2), {
      command: 'revise-toll',
      entry: 6,
      effect: 'replaces',
      casualties: [{ side: 'peacekeeper', killed: 5 }],
    });
    expect(places(state)).toEqual({ ber: 100, gao: 295, mopti: 0, c1: 0 });
    expect(open(state)).toEqual(['attacked-when-not-under-way:c1:6']);
  });

  it('are shown with the convoy, whose account stays empty', () => {
    const evacuation = { command: 'report-casualties-evacuated', from: convoy, to: 'gao', lines: troops(3) };
    const state = after(leaves(), turnsBack, evacuation);
    expect([places(state), at(state, 'medical/gao')]).toEqual([{ ber: 197, gao: 200, mopti: 0, c1: 0 }, 3]);
    expect(shown(state)?.evacuated).toBe(3);
  });

  it('are as uncertain as they are told, of those who departed as well', () => {
    const evacuation = {
      command: 'report-casualties-evacuated',
      from: convoy,
      to: 'gao',
      lines: troops({ about: 10 }),
    };
    const state = after(leaves(), arrives({ at: 'abroad' }), evacuation);
    const { departed, present } = views.summary(state, { at: recordedAt }).strength;
    expect([departed, present]).toEqual([
      { low: 89, best: 90, high: 91 },
      { low: 12_909, best: 12_910, high: 12_911 },
    ]);
  });

  it('are of those at the base that it left, where nobody said who set out', () => {
    const lost = [sets({ from: 'ber', to: 'gao' }), attacked(4)];
    expect(places(after(...lost, arrives()))).toEqual({ ber: 196, gao: 200, mopti: 0, c1: 0 });
    expect(places(after(...lost, arrives({ lines: troops(50) })))).toEqual({ ber: 146, gao: 250, mopti: 0, c1: 0 });
    expect(places(after(...lost, turnsBack))).toEqual({ ber: 196, gao: 200, mopti: 0, c1: 0 });
    const abroad = after(sets({ from: 'ber', to: 'abroad' }), attacked(4), arrives());
    expect(views.summary(abroad, { at: recordedAt }).strength).toMatchObject({
      departed: { low: 0, best: 0, high: 0 },
      died: { best: 4 },
    });
  });

  it('may be of people who went abroad', () => {
    const state = after(sets({ from: 'ber', to: 'abroad', lines: troops(100) }), arrives(), attacked(2));
    const { strength } = views.summary(state, { at: recordedAt });
    expect([strength.departed.best, strength.died.best, balance(state)]).toEqual([98, 2, 0]);
  });
});

it('a turn back while the next leg is only planned is told of the leg that ended', () => {
  const next = { command: 'plan-convoy', convoy, mode: 'road', from: 'gao', to: 'mopti' };
  const state = after(leaves(), arrives(), next, turnsBack);
  expect(open(state)).toEqual(['turned-back-after-arriving:c1:5-7']);
  expect(shown(state)?.legs.map(({ beside }) => beside.length)).toEqual([1, 0]);
});

describe('a departure while it is under way', () => {
  it('tells what the first one left open, and changes no books', () => {
    const state = after(sets({ from: 'ber', lines: troops(100) }), sets({ to: 'gao', mode: 'road' }), arrives());
    expect([places(state), open(state)]).toEqual([{ ber: 100, gao: 300, mopti: 0, c1: 0 }, []]);
  });

  it('stands beside the first one where it tells otherwise', () => {
    const state = after(leaves(), sets({ from: 'mopti', to: 'ber', lines: troops(90) }), arrives());
    expect([places(state), open(state)]).toEqual([
      { ber: 100, gao: 300, mopti: 0, c1: 0 },
      ['departed-otherwise:c1:4-5'],
    ]);
    expect(shown(state)?.legs[0]?.beside).toMatchObject([
      { revision: 5, effect: 'contradicts', told: { from: 'mopti', to: 'ber' } },
    ]);
  });
});

it('a late report resolves what seemed to contradict', () => {
  const [one, two, three, between] = hourly([
    leaves(),
    arrives(),
    attacked(1),
    sets({ to: 'mopti', lines: troops(50) }),
  ]);
  const late = { ...between, occurredAt: '2023-08-13T01:30:00Z' } as TestCommand;
  const state = fold(logOf([one, two, three, late] as TestCommand[])).state;
  expect([places(state), open(state)]).toEqual([{ ber: 100, gao: 250, mopti: 0, c1: 49 }, []]);
});
