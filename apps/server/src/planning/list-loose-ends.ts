import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { forkState } from '#libs/domain';
import { looseEnds, qualityChecks } from '#libs/planning';
import { asking, type Made } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { frameOf, tagOf } from '../queries/answer.js';
import { MissionReader } from '../queries/mission-reader.js';

/** Asks what of a mission's plan is loose. */
export class ListLooseEnds extends asking<Made<{ items: object[] }>, { asOf: AsOf }>() {}

/** Lists the loose ends of plans, and counts them by check. */
@QueryHandler(ListLooseEnds)
export class ListLooseEndsHandler implements IQueryHandler<ListLooseEnds> {
  constructor(private readonly reader: MissionReader) {}

  async execute({ asOf }: ListLooseEnds): Promise<Made<{ items: object[] }>> {
    const seen = await this.reader.look(asOf);
    const made = async () => {
      const items = looseEnds(forkState(seen.state), seen.at);
      const counts = qualityChecks.map((check) => [check, items.filter((one) => one.check === check).length] as const);
      return { ...frameOf(asOf.mission, asOf.lens, seen), checks: Object.fromEntries(counts), items };
    };
    return { tag: tagOf(seen), made };
  }
}
