import { setImmediate } from 'node:timers/promises';

const sliceMs = 10;

/** A pace for long work: each call lets others have the event loop once about 10 ms have gone by since they last had it. */
export function eventLoopYielder(): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return setImmediate().then(() => {
      until = performance.now() + sliceMs;
    });
  };
}
