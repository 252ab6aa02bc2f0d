import { LRUCache } from 'lru-cache';
import { performance } from 'node:perf_hooks';

/** Of how many it is known how much they asked. */
const knownMax = 10_000;

interface Window {
  current: number;
  /** By the clock of the process, in milliseconds. */
  endsAt: number;
}

/**
 * How often each asked in the window that they are in, for those who asked last. It goes by a clock that nobody sets: by one that
 * is put back, a window would not end for as long, and everybody would have asked too often.
 */
export class AskedInWindows {
  private readonly windows = new LRUCache<string, Window>({ max: knownMax });

  /** Counts once more, and tells how often it was and how many milliseconds are left. */
  incr(
    key: string,
    tell: (error: Error | null, result?: { current: number; ttl: number }) => void,
    windowMs = 0,
  ): void {
    const now = performance.now();
    const before = this.windows.get(key);
    const window = before && now < before.endsAt ? before : { current: 0, endsAt: now + windowMs };
    window.current++;
    this.windows.set(key, window);
    tell(null, { current: window.current, ttl: window.endsAt - now });
  }

  /** The counts of another limit. */
  child(): AskedInWindows {
    return new AskedInWindows();
  }
}
