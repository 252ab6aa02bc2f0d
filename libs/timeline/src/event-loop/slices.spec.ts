import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { background, endSlicesBy, inSlices, nextTurn, Slice } from './slices.js';

const stepMs = 4;

/** For how long others wait at most while works are done, each of two steps, on a clock that nothing else moves. */
async function longestWait(all: (work: () => Promise<void>) => Promise<unknown>): Promise<number> {
  // What worked before has had its turn: this clock begins anew.
  await turn();
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

describe('works that would not end for long', () => {
  /** Work that goes on without an end, slice by slice. */
  function* endless(): Generator<undefined, never> {
    for (;;) yield undefined;
  }
  const loops: Record<string, () => Promise<never>> = {
    'steps in slices': () => inSlices(endless()),
    'a loop that asks whether its slice is over': async () => {
      const slice = new Slice();
      for (;;) if (slice.isOver) await slice.next();
    },
    'a loop in the background': async () => {
      const slice = new Slice(background);
      for (;;) if (slice.isOver) await slice.next();
    },
    'a loop that lets others go between each of its steps': async () => {
      for (;;) await nextTurn();
    },
  };
  afterEach(() => endSlicesBy(new AbortController().signal));

  it.each(Object.entries(loops))('end with the process: %s', async (_name, loop) => {
    const ending = new AbortController();
    endSlicesBy(ending.signal);
    let ended: unknown;
    const done = loop().catch((error: unknown) => (ended = error));
    for (let count = 0; count < 3; count++) await turn();
    expect(ended).toBeUndefined();
    ending.abort(new Error('the process ends'));
    await done;
    expect(ended).toEqual(new Error('the process ends'));
  });

  it('end within two turns, however many there are', async () => {
    const ending = new AbortController();
    endSlicesBy(ending.signal);
    const many = Array.from({ length: 50 }, () => inSlices(endless()));
    const ended = Promise.allSettled(many);
    await turn();
    ending.abort(new Error('the process ends'));
    const states = await Promise.race([ended, turn().then(turn).then(turn)]);
    expect(states).toHaveLength(50);
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('are not begun any more after that', async () => {
    endSlicesBy(AbortSignal.abort(new Error('the process ends')));
    await expect(inSlices(endless())).rejects.toThrow('the process ends');
  });
});
