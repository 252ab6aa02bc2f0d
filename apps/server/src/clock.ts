import { existsSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** What time it is: given to whatever needs to know, so that tests can say. */
export abstract class Clock {
  /** Milliseconds since 1970. */
  abstract now(): number;
}

/** How long the machine has been up, which nobody sets: what the clock is measured against. */
export abstract class Uptime {
  /** Milliseconds since the machine was started, those included in which it was suspended. */
  abstract sinceStart(): number;
  /** Names this start of the machine; undefined if that cannot be told. */
  abstract readonly start: string | undefined;
}

const startFile = '/proc/sys/kernel/random/boot_id';

/** How long this machine has been up. */
export const machineUptime: Uptime = {
  sinceStart: () => uptime() * 1000,
  start: existsSync(startFile) ? readFileSync(startFile, 'utf8').trim() : undefined,
};

/** Does something later: given to whatever waits, so that tests can say when that is. */
export abstract class Timers {
  /** Runs something after so many milliseconds, unless what this answers is called before. */
  abstract after(ms: number, run: () => void): () => void;
}

/** The timers of the process. They keep nobody from ending it. */
export const processTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};
