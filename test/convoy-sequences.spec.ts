import fc from 'fast-check';
import {
  balance,
  bookedPresent,
  discrepanciesOf,
  evolve,
  fold,
  forkState,
  views,
  emptyState,
  type MissionState,
  legsOf,
  resolve,
} from '#libs/domain';
import { hourly, logOf, movesOf } from './support/convoy-reports.js';
import { troops } from './support/given.js';
import { recordedAt, type TestCommand } from './support/log.js';
import { faultsIn, finish } from './support/why-checks.js';
import { rounds } from './support/rounds.js';

const convoy = 'c1';
const base = fc.constantFrom('ber', 'gao', 'mopti');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const component = fc.constantFrom('all', 'uniformed', 'uniformed/troops', 'uniformed/police');
const count = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 1, max: 60 }).map((about) => ({ about })),
);
const lines = maybe(fc.array(fc.record({ component, count }), { minLength: 1, maxLength: 2 }));
const kinds: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  'plan-convoy': { convoy: fc.constant(convoy), mode: fc.constant('road'), from: base, to: base, lines },
  'report-convoy-departed': { convoy: fc.constant(convoy), from: maybe(base), to: maybe(base), lines },
  'report-convoy-halted': { convoy: fc.constant(convoy) },
  'report-convoy-resumed': { convoy: fc.constant(convoy) },
  'report-convoy-attacked': {
    convoy: fc.constant(convoy),
    means: fc.constant('mine'),
    casualties: fc.integer({ min: 0, max: 3 }).map((killed) => [{ side: 'peacekeeper', killed }]),
  },
  'report-casualties-evacuated': { from: fc.constant(convoy), to: fc.constant('gao'), lines: fc.constant(troops(2)) },
  'report-convoy-arrived': {
    convoy: fc.constant(convoy),
    at: maybe(fc.oneof(base, fc.constant('abroad'))),
    lines,
  },
  'report-convoy-turned-back': { convoy: fc.constant(convoy) },
};
const report = fc.oneof(
  ...Object.entries(kinds).map(([command, fields]) => fc.record({ command: fc.constant(command), ...fields })),
) as fc.Arbitrary<TestCommand>;

/** Logs in which one convoy is told of in any order; some reports come late. */
const logs = fc
  .tuple(fc.array(report, { minLength: 3, maxLength: 14 }), fc.integer({ min: 0, max: 13 }))
  .map(([reports, late]) => {
    const told = hourly([{ command: 'report-convoy-departed', convoy, from: 'ber', to: 'gao' }, ...reports]);
    const [first, ...rest] = JSON.parse(JSON.stringify(told)) as [TestCommand, ...TestCommand[]];
    const moved = rest.splice(late % rest.length, 1);
    return logOf([first, ...rest, ...moved]);
  });

/** What the convoy is and shows, without when it was changed last, and without what stands beside. */
const factsOf = (state: MissionState): string => {
  const [item] = views.convoys(state, { at: recordedAt }).items;
  const others = new Set(['lastChangedBy', 'beside']);
  return JSON.stringify(item ?? {}, (name, value: unknown) => (others.has(name) ? undefined : value));
};

const besideOf = (state: MissionState): { revision: number; effect: string }[] =>
  [...state.convoys.values()].flatMap((one) => legsOf(one).flatMap(({ beside }) => beside));

describe('whatever is told of a convoy', () => {
  it('loses nobody', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const { state } = fold(log);
        expect(balance(state)).toBe(0);
        const { strength } = views.summary(state, { at: recordedAt });
        const gone = strength.departed.best + strength.died.best;
        expect(bookedPresent(state) + gone).toBe(13_000);
        const [item] = views.convoys(state, { at: recordedAt }).items;
        if (item?.state === 'arrived' || item?.state === 'turned-back')
          expect(item.people).toEqual('best' in item.people ? { low: 0, best: 0, high: 0 } : { reported: false });
      }),
      { numRuns: rounds(60) },
    );
  }, 600_000);

  it('is never passed over in silence', () => {
    fc.assert(
      fc.property(logs, (log) => {
        let state: MissionState = emptyState();
        for (const entry of finish(resolve(log)).effective) {
          const before = state;
          state = evolve(forkState(before), entry);
          const { revision, type } = entry.entry;
          const isFact = factsOf(before) !== factsOf(state) || movesOf(state, revision) !== '';
          const beside = besideOf(state).find((one) => one.revision === revision);
          const isOpen = discrepanciesOf(state, recordedAt).some(({ entries }) => entries.includes(revision));
          if (!type.startsWith('Convoy') && type !== 'CasualtiesEvacuated') continue;
          expect([type, isFact || beside !== undefined || isOpen]).toEqual([type, true]);
          if (beside) expect([type, beside.effect === 'contradicts']).toEqual([type, isOpen]);
        }
      }),
      { numRuns: rounds(60) },
    );
  }, 600_000);

  it('can be asked for why', () => {
    fc.assert(
      fc.property(logs, (log) => {
        expect(faultsIn(log, {}, recordedAt, ['convoys', 'bases'])).toEqual([]);
      }),
      { numRuns: rounds(20) },
    );
  }, 600_000);
});
