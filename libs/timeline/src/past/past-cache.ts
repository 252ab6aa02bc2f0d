import { Past } from './past.js';
import type { PageCache } from './page-cache.js';

/** So many entries have their past kept, of all missions together; one mission is kept however long it is. */
const entriesMax = 1_500_000;

/** The pasts of missions: those asked for last are kept. */
export class PastCache {
  /** By mission; those used last stand last. */
  private readonly kept = new Map<string, Past>();

  constructor(private readonly pages: PageCache) {}

  /** How many are kept. */
  get size(): number {
    return this.kept.size;
  }

  /** The past of a mission. */
  of(mission: string): Past {
    const past = this.kept.get(mission) ?? this.begun(mission);
    this.kept.delete(mission);
    this.kept.set(mission, past);
    let sum = 0;
    for (const [id, { length }] of [...this.kept].toReversed()) {
      sum += length;
      if (sum > entriesMax && id !== mission) this.forget(id);
    }
    return past;
  }

  /** Forgets the past of a mission. */
  forget(mission: string): void {
    this.kept.get(mission)?.drop();
    this.kept.delete(mission);
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
