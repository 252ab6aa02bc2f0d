import type { Folded } from '#libs/domain';
import { emptyHead } from '../read/head.js';
import type { Logbook } from '../read/logbook.js';

/** Folds of a log's beginnings. Asked for one after another, in order, they cost one pass over the log. */
export class PastAnswers {
  private head = emptyHead();

  constructor(
    private readonly mission: string,
    private readonly logbook: Logbook,
  ) {}

  /** The log's first entries folded; to be read before the next one is asked for. */
  async first(length: number): Promise<Folded> {
    const { length: there } = this.head.facts;
    this.head =
      there === 0 || length < there
        ? await this.logbook.head(this.mission, length - 1)
        : await this.logbook.renewed(this.head, this.mission, length - 1);
    return this.head.folded;
  }
}
