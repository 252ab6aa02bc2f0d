import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inSlices } from './slices.js';

const stepMs = 4;

/** For how long others wait at most while works are done, each of two steps, on a clock that nothing else moves. */
async function longestWait(all: (work: () => Promise<void>) => Promise<unknown>): Promise<number> {
  // What worked before has had its turn: this clock begins anew.
  await nextTurn();
  let now = 0;
  const clock = mock.method(performance, 'now', () => now);
  function* steps(): Generator<undefined, undefined> {
    for (let step = 0; step < 2; step++) {
      now += stepMs;
      yield undefined;
    }
    return undefined;
  }
  let [isDone, last, longest] = [false, 0, 0];
  const look = (): void => {
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  await all(() => inSlices(steps()));
  isDone = true;
  clock.mock.restore();
  return Math.max(longest, now - last);
}

describe('works in slices', () => {
  it('let others go between also if each is short and the next one follows at once', async () => {
    const chain = async (work: () => Promise<void>): Promise<void> => {
      for (let one = 0; one < 20; one++) await work();
    };
    expect(await longestWait(chain)).toBeLessThanOrEqual(10 + stepMs);
  });

  it('share the time of a turn if they are done at once, and none stands still', async () => {
    const atOnce = (work: () => Promise<void>): Promise<unknown> => Promise.all(Array.from({ length: 10 }, work));
    expect(await longestWait(atOnce)).toBeLessThanOrEqual(10 * stepMs + 10);
  });
});
