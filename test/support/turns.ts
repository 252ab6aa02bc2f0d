import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How often others have the event loop while something is done, on a clock by which each look at it takes a slice. */
export async function turnsDuring<T>(
  work: () => Promise<T>,
  look: () => void = () => undefined,
): Promise<{ turns: number; result: T }> {
  await nextTurn();
  let [now, turns, isDone] = [0, 0, false];
  const clock = mock.method(performance, 'now', () => (now += 10));
  const count = (): void => {
    turns++;
    look();
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  try {
    return { result: await work(), turns };
  } finally {
    look();
    isDone = true;
    clock.mock.restore();
  }
}
