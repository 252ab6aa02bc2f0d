/** The signed checkpoints of the missions' logs, as they were kept when they were signed. */
export abstract class Checkpoints {
  /** The newest of a mission, or the newest of at most so many entries; undefined if there is none. */
  abstract newest(mission: string, sizeMax?: number): Promise<string | undefined>;

  /** All that were kept, in order of size. */
  abstract all(mission: string): AsyncIterable<string>;

  /** The key that they are checked with, as text; undefined if nothing is signed. */
  abstract verifierKey(mission: string): string | undefined;
}
