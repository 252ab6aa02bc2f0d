import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { endOf, fold, views } from '#libs/domain';
import { ber, berScheduledFor, gao, open, troops } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';
import { faultsIn } from './support/why-checks.js';
import { commandsOfMission } from './support/why-logs.js';

const zone = 'Africa/Bamako';
const lines = readFileSync('docs/examples/minusma-2023.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as TestCommand);

describe('every figure of every view says why', () => {
  it('in any mission, as of any day and as known at any revision', () => {
    fc.assert(
      fc.property(
        commandsOfMission,
        fc.option(fc.integer({ min: 0, max: 220 }), { nil: undefined }),
        fc.option(fc.integer({ min: 3, max: 48 }), { nil: undefined }),
        (commands, day, revision) => {
          const entries = record(commands, recordedAt, 'skip');
          const validAt = day === undefined ? undefined : Date.UTC(2023, 6, 1 + day, 23, 59, 59);
          const options = { ...(validAt !== undefined && { validAt }), ...(revision !== undefined && { revision }) };
          expect(faultsIn(entries, options, validAt ?? recordedAt)).toEqual([]);
        },
      ),
      { numRuns: rounds(15) },
    );
  });

  it('where more people left a convoy than it had, and others are uncertain', () => {
    const one = { convoy: 'one', from: 'ber', to: 'gao' };
    const evacuated = { from: 'two', to: 'gao', lines: [{ component: 'all', count: 75 }] };
    const killed = { convoy: 'one', means: 'mine', casualties: [{ side: 'peacekeeper', killed: 9 }] };
    const commands: TestCommand[] = [
      open,
      ber,
      gao,
      { command: 'report-convoy-departed', ...one, lines: troops({ about: 90 }), occurredAt: '2023-07-03' },
      { command: 'report-convoy-departed', ...one, convoy: 'two', occurredAt: '2023-07-03' },
      { command: 'report-casualties-evacuated', ...evacuated, occurredAt: '2023-07-04' },
      { command: 'report-convoy-attacked', ...killed, occurredAt: '2023-07-05' },
    ];
    expect(faultsIn(record(commands), {}, recordedAt)).toEqual([]);
  });

  it('where those who are booked at a node come and go without anybody being named', () => {
    const killed = { convoy: 'one', means: 'mine', casualties: [{ side: 'peacekeeper', killed: 5 }] };
    const aboard = [{ component: 'uniformed', contingent: 'BFA', count: 90 }, ...troops(5)];
    const one = { convoy: 'one', from: 'ber', to: 'gao', lines: aboard };
    const commands: TestCommand[] = [
      open,
      ber,
      gao,
      { command: 'report-convoy-departed', ...one, occurredAt: '2023-07-03' },
      { command: 'report-convoy-attacked', ...killed, occurredAt: '2023-07-04' },
      { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-07-05' },
    ];
    expect(faultsIn(record(commands), {}, recordedAt)).toEqual([]);
  });

  it('where a contributor is named of whom nobody is reported', () => {
    const nobody = { component: 'uniformed', contingent: 'SEN', count: 0 };
    const departed = { measure: 'departed', component: 'uniformed', contingent: 'TGO', count: { atLeast: 0 } };
    const commands: TestCommand[] = [
      open,
      { command: 'report-repatriation', lines: [nobody], occurredAt: '2023-07-03' },
      { command: 'report-strength', ...departed, occurredAt: '2023-07-03' },
    ];
    expect(faultsIn(record(commands), {}, recordedAt)).toEqual([]);
  });

  it('where orders wait for somebody else, and a mission is archived', () => {
    const planned = { command: 'plan-convoy', convoy: 'one', mode: 'road', from: 'ber', to: 'gao' };
    const commands = [berScheduledFor('2023-10-15'), { ...planned, vehicles: 4 }];
    const proposed = { command: 'propose-orders', commands, reason: 'r', expiresAt: '2030-01-01T00:00:00Z' };
    const entries = record([open, ber, gao, planned, proposed, { command: 'archive-mission', reason: 'r' }]);
    const { bases, convoys } = views;
    const { state } = fold(entries);
    const shown = [...bases(state, { at: recordedAt }).items, ...convoys(state, { at: recordedAt }).items];
    expect(shown.filter(({ proposals }) => proposals).map(({ id }) => id)).toEqual(['ber', 'gao', 'one']);
    expect(faultsIn(entries, {}, recordedAt)).toEqual([]);
  });

  it.each(['2023-07-20', '2023-08-13', '2023-12-11', '2024-12-31'])(
    'in the MINUSMA log on %s',
    (day) => {
      const at = endOf(day, zone);
      expect(faultsIn(record(lines), { validAt: at }, at)).toEqual([]);
    },
    600_000,
  );
});
