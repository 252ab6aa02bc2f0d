import { setImmediate as atEndOfTurn } from 'node:timers';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';

/** For how long a longer work goes on at a time, and for how long it then rests at least, in milliseconds. */
export interface Pace {
  workMs: number;
  restMs: number;
}

/** For what somebody waits for. */
const foreground: Pace = { workMs: 10, restMs: 0 };

/** For what nobody waits for: it takes a part of the time that others leave. */
export const background: Pace = { workMs: 2, restMs: 1 };

/**
 * Lets V8 mark a large heap in steps, as memory is asked for, in the whole process. It would do so in tasks of its own, and
 * those Node runs one after another before it lets others go on: that took 200 to 400 ms with half a gigabyte of states.
 */
export const markInSteps = (): void => setFlagsFromString('--no-incremental-marking-task');

/** When works in slices end, whatever they have come to. */
let ending: AbortSignal = new AbortController().signal;

/**
 * Works in slices end once a signal is given, in the whole process: each throws the reason of the signal where it would let others go
 * between. So nobody goes on reading for whom no answer is left.
 */
export function endSlicesBy(signal: AbortSignal): void {
  ending = signal;
}

/** Lets others have the event loop for once. Throws where works in slices end. */
export async function nextTurn(): Promise<void> {
  await setImmediate();
  ending.throwIfAborted();
}

/** Of a turn that others have used up, a work still has so many milliseconds: it never stands still. */
const leastMs = 2;

/** When the present turn of the event loop began to work in slices; undefined while it has not. */
let turnBegan: number | undefined;

/** The beginning of the present turn. */
function beganAt(now: number): number {
  if (turnBegan === undefined) {
    turnBegan = now;
    atEndOfTurn(() => {
      turnBegan = undefined;
    });
  }
  return turnBegan;
}

/**
 * A slice of a longer work. Whoever works asks now and then whether it is over, and lets others go between. Slices of one turn of
 * the event loop share its time: many short works, one after the other or at once, would hold it as one long work does.
 */
export class Slice {
  private until: number;

  constructor(private readonly pace = foreground) {
    this.until = this.ends();
  }

  /** Whether others have waited for long enough. */
  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  /** Lets others have the event loop, and begins the next slice. Throws where works in slices end. */
  async next(): Promise<void> {
    const { restMs } = this.pace;
    if (restMs > 0) await setTimeout(restMs, undefined, { ref: false });
    await nextTurn();
    this.until = this.ends();
  }

  private ends(): number {
    const now = performance.now();
    return Math.max(beganAt(now) + this.pace.workMs, now + leastMs);
  }
}

/** Does something with each of many things, letting others have the event loop between slices. Throws where works in slices end. */
export async function eachInSlices<T>(
  things: Iterable<T> | AsyncIterable<T>,
  work: (thing: T) => void,
  pace?: Pace,
): Promise<void> {
  const slice = new Slice(pace);
  for await (const thing of things) {
    work(thing);
    if (slice.isOver) await slice.next();
  }
}

/** Runs work that yields now and then, letting others have the event loop between slices of about 10 ms. Throws where works in slices end. */
export async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  const slice = new Slice();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (slice.isOver) await slice.next();
  }
}
