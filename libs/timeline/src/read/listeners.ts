/** Is told that there is news of a mission. */
export type Listener = (mission: string) => void;

/** Whoever is told of news. One who throws is no reason not to tell the others, nor to fail what the news is of. */
export class Listeners {
  private readonly all = new Set<Listener>();

  constructor(private readonly onFault: (error: unknown) => void) {}

  /** Adds one. Answers the way to take it out. */
  add(listener: Listener): () => void {
    this.all.add(listener);
    return () => this.all.delete(listener);
  }

  /** Waits for news that will do; false if there was none in time. */
  until(isEnough: (mission: string) => boolean, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (isThere: boolean): void => {
        clearTimeout(timer);
        leave();
        resolve(isThere);
      };
      const timer = setTimeout(() => finish(false), timeoutMs);
      const leave = this.add((mission) => {
        if (isEnough(mission)) finish(true);
      });
    });
  }

  /** Tells all of them. */
  tell(mission: string): void {
    for (const listener of this.all) this.guarded(() => listener(mission));
  }

  /** Does something that may throw. */
  guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.onFault(error);
    }
  }
}
