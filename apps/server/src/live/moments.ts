import { dayOf, daysBetween, shiftDay, startOf } from '#libs/domain';

/** The instants after an entry at which what is shown changes by itself: midnights in a zone, and others that are known. */
export class Moments {
  private readonly others: readonly number[];

  /** All in milliseconds since 1970; of the others those count that come after the entry, and not at a midnight. */
  constructor(
    private readonly since: number,
    private readonly timeZone: string,
    others: Iterable<number> = [],
  ) {
    this.others = [...new Set(others)]
      .filter((one) => one > since && startOf(dayOf(one, timeZone), timeZone) !== one)
      .toSorted((one, other) => one - other);
  }

  /** How many there are until an instant, that one included; less than none before the day of the entry. */
  countUntil(now: number): number {
    return this.midnightsUntil(now) + this.others.filter((one) => one <= now).length;
  }

  /** When the first, second ... is; 0 is the entry itself. */
  at(count: number): number {
    if (count === 0) return this.since;
    let before = 0;
    for (const one of this.others) {
      const place = this.midnightsUntil(one) + before + 1;
      if (place === count) return one;
      if (place > count) break;
      before++;
    }
    return startOf(shiftDay(dayOf(this.since, this.timeZone), count - before), this.timeZone);
  }

  /** The next one after an instant. */
  next(now: number): number {
    const midnight = startOf(shiftDay(dayOf(now, this.timeZone), 1), this.timeZone);
    return Math.min(midnight, ...this.others.filter((one) => one > now));
  }

  private midnightsUntil(now: number): number {
    return daysBetween(dayOf(this.since, this.timeZone), dayOf(now, this.timeZone));
  }
}
