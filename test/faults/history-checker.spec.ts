import { check, type Acknowledged, type Logged, type Violation } from './history-checker.js';

const logged = (revision: number, key = `k${revision}`, body = key): Logged => ({ revision, key, body });
const told = (revision: number, key = `k${revision}`, client = 1): Acknowledged => ({ client, key, revision });
const log = [logged(0), logged(1), logged(2)];

describe('the history checker', () => {
  it('finds nothing in a history that keeps every promise', () =>
    expect(check([told(0), told(2), told(1, 'k1', 2)], [log.slice(0, 2), log])).toEqual([]));

  it.each<[Violation['kind'], Acknowledged[], Logged[][]]>([
    ['lost', [told(0), told(3)], [log]],
    ['twice', [], [[...log, logged(3, 'k1')]]],
    ['gap', [], [[logged(0), logged(2)]]],
    ['elsewhere', [told(1, 'k2')], [log]],
    ['reordered', [told(2), told(1)], [log]],
    ['rewritten', [], [log, [logged(0), logged(1, 'k1', 'other'), logged(2)]]],
    ['rewritten', [], [log, log.slice(0, 2)]],
  ])('catches a planted bug: %s', (kind, acknowledged, readings) =>
    expect(check(acknowledged, readings).map((one) => one.kind)).toContain(kind),
  );
});
