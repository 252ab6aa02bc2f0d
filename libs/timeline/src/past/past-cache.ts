import { Past } from './past.js';
import type { PageCache } from './page-cache.js';
import { KeptByUse } from '../read/kept-by-use.js';

/** Which part of the memory pasts may have, and what an entry takes up in one, in bytes, about. */
const [memoryPart, entryBytes] = [1 / 8, 6000];

/** The pasts of missions: those asked for last are kept, as many as there is memory for. */
export class PastCache {
  /** By mission. */
  private readonly kept = new KeptByUse<string, Past>({
    part: memoryPart,
    bytesOf: ({ length }) => length * entryBytes,
    onDrop: (past) => past.drop(),
  });

  constructor(private readonly pages: PageCache) {}

  /** How many are kept. */
  get size(): number {
    return this.kept.size;
  }

  /** The past of a mission. */
  of(mission: string): Past {
    return this.kept.use(mission, this.kept.get(mission) ?? this.begun(mission));
  }

  /** Forgets the past of a mission. */
  forget(mission: string): void {
    this.kept.drop(mission);
  }

  /** Ends what goes on in the background. */
  end(): void {
    for (const past of this.kept.values()) past.drop();
  }

  private begun(mission: string): Past {
    return new Past({
      take: (revisions) => this.pages.take(mission, revisions),
      range: (from, until) => this.pages.range(mission, from, until),
    });
  }
}
