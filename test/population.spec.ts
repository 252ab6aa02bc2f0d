import { fold, measureOf, views, type Entry, type MissionState } from '#libs/domain';
import fc from 'fast-check';
import { yearLong } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

/** What random logs tell: openings, flows and totals at every level of the population, contingents among them. */
const populations = [
  { component: 'all' },
  { component: 'uniformed' },
  { component: 'uniformed/troops' },
  { component: 'uniformed/troops', contingent: 'BFA' },
  { component: 'uniformed/troops', contingent: 'SEN' },
  { component: 'uniformed/police' },
  { component: 'uniformed', contingent: 'BFA' },
  { component: 'civilian' },
];
const population = fc.constantFrom(...populations);
const people = fc.oneof(
  { weight: 4, arbitrary: fc.nat(400) },
  { weight: 1, arbitrary: fc.record({ about: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ atLeast: fc.nat(300) }) },
  { weight: 1, arbitrary: fc.record({ atMost: fc.nat(400) }) },
);
const line = fc.record({ whom: population, count: people }).map(({ whom, count }) => ({ ...whom, count }));
const total = fc.record({ measure: fc.constantFrom('baseline', 'present', 'departed'), line });
const from = fc.constantFrom(undefined, 'ber', 'gao');

type Step = Record<string, unknown> & { command: string };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({ lines: fc.array(line, { minLength: 1, maxLength: 2 }), from })
    .map((data) => ({ command: 'report-repatriation', ...data })),
  line.map((one) => ({ command: 'report-arrival', base: 'ber', lines: [one] })),
  line.map((one) => ({ command: 'report-separation', lines: [one], how: 'missing' })),
  fc.record({ whom: population, killed: fc.nat(20) }).map(({ whom, killed }) => ({
    command: 'report-incident',
    kind: 'attack',
    summary: 's',
    casualties: [{ side: 'peacekeeper', killed, ...whom }],
  })),
  total.map(({ measure, line: one }) => ({ command: 'report-strength', measure, ...one })),
  total.map(({ measure, line: one }) => ({ command: 'report-strength', measure, ...one })),
  line.map((one) => ({ command: 'report-strength', measure: 'present', base: 'gao', ...one })),
);

const opening = fc.array(line, { minLength: 1, maxLength: 4 }).map(yearLong);
const baseOf = (base: string): TestCommand => ({
  command: 'establish-base',
  base,
  name: base,
  kind: 'camp',
  garrison: [{ component: 'uniformed/troops', contingent: 'BFA', count: 60 }],
  occurredAt: '2022-01-01T00:00:00Z',
});

/** Steps at instants of their own, each an hour after the one before. */
const timed = (steps: readonly Step[]): TestCommand[] =>
  steps.map((one, index) => ({
    ...(JSON.parse(JSON.stringify(one)) as Step),
    ...(one.command === 'report-incident' && { incident: `i${index}` }),
    occurredAt: new Date(Date.UTC(2022, 0, 2, index)).toISOString(),
  }));

const at = { at: Date.parse('2022-06-01T00:00:00Z') };
const stateOf = (entries: Entry[], revision?: number): MissionState => fold(entries, { revision }).state;

/** Every figure of people that views show, without revisions. */
function figures(state: MissionState): object {
  const { strength } = views.summary(state, at);
  const { items } = views.contingents(state, at);
  const places = views.bases(state, at).items.map(({ id, people: there, lines }) => ({ id, there, lines }));
  return { strength, contingents: items, places };
}

const log = fc.record({ open: opening, steps: fc.array(step, { minLength: 1, maxLength: 14 }) });

describe('the population that views show', () => {
  it('balances after every entry, at every component: who was to leave and came is present, or gone', () => {
    fc.assert(
      fc.property(log, ({ open, steps }) => {
        const entries = record([open, baseOf('ber'), baseOf('gao'), ...timed(steps)]);
        for (const { revision } of entries) {
          const state = stateOf(entries, revision);
          const { books } = state;
          const { strength } = views.summary(state, at);
          const all = { all: strength, ...strength.components };
          for (const [node, { baseline, present, departed, separated, died }] of Object.entries(all)) {
            const arrived = present.best + departed.best + separated.best + died.best - baseline.best;
            expect([node, arrived >= 0]).toEqual([node, true]);
            for (const bounds of [baseline, present, departed, separated, died]) {
              expect(bounds.low).toBeLessThanOrEqual(bounds.best);
              expect(bounds.high ?? bounds.best).toBeGreaterThanOrEqual(bounds.best);
            }
            const parts = (books.tree.get(node) ?? []).flatMap((part) => strength.components[part] ?? []);
            for (const measure of ['baseline', 'present', 'departed', 'separated', 'died'] as const) {
              const lows = parts.reduce((sum, part) => sum + part[measure].low, 0);
              const { low, best } = all[node as 'all'][measure];
              // Of contradictory reports, which leave fewer than nobody somewhere, the parent has its least already.
              const isPossible = (books.tree.get(node) ?? []).every(
                (part) => measureOf(books, measure, part).best >= 0,
              );
              expect([node, measure, !isPossible || lows <= low || low === best]).toEqual([node, measure, true]);
            }
          }
        }
      }),
      { numRuns: rounds(60) },
    );
  });

  it('is the same in every order of recording', () => {
    fc.assert(
      fc.property(log, fc.func(fc.nat()), ({ open, steps }, rank) => {
        const commands = timed(steps);
        const shuffled = commands.toSorted((a, b) => rank(a) - rank(b));
        const inOrder = record([open, baseOf('ber'), baseOf('gao'), ...commands]);
        const late = record([open, baseOf('ber'), baseOf('gao'), ...shuffled]);
        expect(figures(stateOf(late))).toEqual(figures(stateOf(inOrder)));
      }),
      { numRuns: rounds(60) },
    );
  });

  it('shows an exact total as said', () => {
    fc.assert(
      fc.property(log, total, fc.nat(900), ({ open, steps }, { measure, line: { component, contingent } }, count) => {
        const said = { command: 'report-strength', measure, component, count };
        if (contingent !== undefined) return;
        const entries = record([open, baseOf('ber'), baseOf('gao'), ...timed([...steps, said])]);
        const state = stateOf(entries);
        const { strength } = views.summary(state, at);
        const shown = component === 'all' ? strength : strength.components[component];
        if (views.counters(state, at).stated.at(-1)?.effect === 'refused') return;
        expect(shown?.[measure as 'present']).toEqual({ low: count, best: count, high: count });
      }),
      { numRuns: rounds(100) },
    );
  });
});

describe('contributors', () => {
  const troops = (contingent: string | undefined, count: number): object => ({
    component: 'uniformed/troops',
    ...(contingent !== undefined && { contingent }),
    count,
  });
  const opened = yearLong([troops('BFA', 200), troops('SEN', 100)]);
  const camp: TestCommand = {
    command: 'establish-base',
    base: 'ber',
    name: 'Ber',
    kind: 'camp',
    garrison: [troops('BFA', 200)],
    occurredAt: '2022-01-01',
  };
  const unnamed: TestCommand = {
    command: 'report-convoy-departed',
    convoy: 'one',
    from: 'ber',
    to: 'abroad',
    lines: [troops(undefined, 200)],
    occurredAt: '2022-01-02',
  };
  const contributor = (id: string, ...commands: TestCommand[]) =>
    views.contingents(fold(record(commands)).state, at).items.find((one) => one.id === id);

  it('are on the road with a convoy that names none of those who were there', () => {
    expect(contributor('BFA', opened, camp, unnamed)).toMatchObject({
      present: { low: 200, best: 200, high: 200 },
      places: { 'convoy/one': { low: 0, best: 200, high: 200 } },
      homeSince: null,
    });
    expect(contributor('SEN', opened, camp, unnamed)).toMatchObject({ present: { best: 100 } });
  });

  it('are who they were on the road once nobody is held to have died there any more', () => {
    const sets = { convoy: 'one', from: 'ber', to: 'ber', lines: [troops('BFA', 90), troops(undefined, 10)] };
    const killed = (count: number): object => ({
      casualties: [{ side: 'peacekeeper', component: 'uniformed/troops', killed: count }],
    });
    const attacked: TestCommand[] = [
      opened,
      camp,
      { command: 'report-convoy-departed', ...sets, occurredAt: '2022-01-02' },
      { command: 'report-convoy-attacked', convoy: 'one', means: 'mine', ...killed(5), occurredAt: '2022-01-03' },
    ];
    const revised = (count: number): TestCommand[] => [
      ...attacked,
      { command: 'revise-toll', entry: 3, effect: 'replaces', ...killed(count), occurredAt: '2022-01-04' },
    ];
    const aboard = (commands: TestCommand[]) =>
      views.convoys(fold(record(commands)).state, at).items[0]?.lines.map((one) => [one.contingent, one.count.best]);
    expect(aboard(attacked)).toEqual([['BFA', 95]]);
    expect(aboard(revised(0))).toEqual([['BFA', 100]]);
    expect(aboard(revised(2))).toEqual([['BFA', 98]]);
    expect(contributor('BFA', ...revised(0))).toMatchObject({
      died: { best: 0 },
      places: { 'convoy/one': { best: 100 } },
    });
  });

  it('are home only when they are reported to be, not by a total that names none', () => {
    const gone = {
      command: 'report-strength',
      measure: 'present',
      component: 'all',
      count: 0,
      occurredAt: '2022-02-01',
    };
    expect(contributor('BFA', opened, camp, gone)).toMatchObject({ homeSince: null });
    const named = {
      command: 'report-repatriation',
      from: 'ber',
      lines: [troops('BFA', 200)],
      occurredAt: '2022-02-01',
    };
    expect(contributor('BFA', opened, camp, named)).toMatchObject({ homeSince: '2022-02-01T00:00:00Z' });
  });
});
