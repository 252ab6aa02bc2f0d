import { Serial } from '../event-loop/serial.js';

/** What has grown is kept this long after an entry, in milliseconds, or later: it must not take more than a part of the time. */
const keepMs = 10_000;
const keepPart = 0.05;

/** Keeps what is kept beside the log: some time after it was asked for, once at a time, and at the end. */
export class Keeping {
  private readonly turn = new Serial();
  private timer: NodeJS.Timeout | undefined;
  private tookMs = 0;

  constructor(private readonly keep: () => Promise<void>) {}

  /** Keeps before long. */
  later(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        void this.now();
      },
      Math.max(keepMs, this.tookMs / keepPart),
    ).unref();
  }

  /** Keeps for the last time. */
  end(): Promise<void> {
    clearTimeout(this.timer);
    return this.now();
  }

  private now(): Promise<void> {
    return this.turn.run(async () => {
      const start = performance.now();
      await this.keep();
      this.tookMs = performance.now() - start;
    });
  }
}
