/** One piece of work at a time, in the order in which they were given. One that fails does not keep the next from being done. */
export class Serial {
  private last: Promise<unknown> = Promise.resolve();

  /** Does some work when all that was given before is done. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}
