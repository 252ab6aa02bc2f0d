import type { Timers } from '#libs/event-store';

/** Time that passes when a test says so: what waits goes on then, and no clock moves. */
export class TestTimers implements Timers {
  private waiting: (() => void)[] = [];
  private arrived: (() => void) | undefined;

  readonly now = (): number => 0;

  readonly pause = (_ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const go = (): void => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.waiting.push(go);
      signal.addEventListener('abort', go);
      this.arrived?.();
    });

  /** Lets what waits go on, until it waits again. */
  async pass(): Promise<void> {
    if (this.waiting.length === 0) await new Promise<void>((resolve) => (this.arrived = resolve));
    for (const go of this.waiting.splice(0)) go();
    if (this.waiting.length === 0) await new Promise<void>((resolve) => (this.arrived = resolve));
  }
}
