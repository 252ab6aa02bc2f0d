import { type Bounds } from '#libs/domain';

/** Bounds that are added up as they come and go. */
export class Sum {
  private low = 0;
  private best = 0;
  private high = 0;
  /** How many of them have no known high. */
  private open = 0;

  /** Takes one in (`sign` 1) or out (-1). */
  move(bounds: Bounds, sign: 1 | -1): void {
    this.low += sign * bounds.low;
    this.best += sign * bounds.best;
    if (bounds.high === null) this.open += sign;
    else this.high += sign * bounds.high;
  }

  /** All that were taken in. */
  get bounds(): Bounds {
    return { low: this.low, best: this.best, high: this.open > 0 ? null : this.high };
  }
}
