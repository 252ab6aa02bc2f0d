import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { views } from '#libs/domain';
import { Missions, nextTurn, type AsOfTexts, type Seen } from '#libs/timeline';
import { asking, type Made } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { tagOf } from './answer.js';
import { MissionReader } from './mission-reader.js';
import { endOfReplay, momentsOf } from './replay-steps.js';
import type { Axis } from './spans.js';

/** Along which of the axes a replay goes. */
export const ways = { validAt: ['validAt'], knownAt: ['knownAt'], both: ['validAt', 'knownAt'] } as const;

/** What a step shows of the summary. Counts are people (low, best, high). */
const figuresOf = (seen: Seen) => {
  const { status, strength, bases, discrepancies } = views.summary(seen.state, seen);
  const { present, departed, died } = strength;
  return { status, present, departed, died, basesRemaining: bases.remaining, discrepancies };
};
type Figures = ReturnType<typeof figuresOf>;

/** One step: the summary at a moment, and what has changed since the step before. */
interface Step extends Figures {
  /** A calendar day of the mission's zone (meaning its end), or an instant. */
  at: string;
  revision: number;
  changed: string[];
}

/** Asks how the summary of a mission moved, from its start to now if nothing else is said. */
export class ReplaySummary extends asking<
  Made<{ items: Step[] }>,
  { asOf: AsOf; axis: keyof typeof ways; span: { from?: string; to?: string; every?: string } }
>() {}

/** Replays summaries. Throws a Problem if a time cannot be used. */
@QueryHandler(ReplaySummary)
export class ReplaySummaryHandler implements IQueryHandler<ReplaySummary> {
  constructor(
    private readonly reader: MissionReader,
    private readonly missions: Missions,
  ) {}

  async execute({ asOf, axis, span }: ReplaySummary): Promise<Made<{ items: Step[] }>> {
    const { mission, lens } = asOf;
    const now = await this.reader.look({ ...asOf, lens: {} });
    const { startsOn = '', deadline = '', timeZone = 'UTC' } = now.state.mission ?? {};
    const { from = startsOn, to = endOfReplay(deadline, now.at, timeZone), every = '1d' } = span;
    const moments = momentsOf({ from, to, every }, timeZone);
    const { revision } = now;
    const made = async () => {
      const items = await this.steps(mission, moments, ways[axis], lens);
      return { mission, revision, axis, from, to, every, timeZone, items };
    };
    return { tag: tagOf(now), made };
  }

  private async steps(
    mission: string,
    moments: readonly string[],
    along: readonly Axis[],
    fixed: AsOfTexts,
  ): Promise<Step[]> {
    const steps: Step[] = [];
    let before: Figures | undefined;
    for (const at of moments) {
      const lens: AsOfTexts = { ...fixed, ...Object.fromEntries(along.map((axis) => [axis, at])) };
      const seen = await this.missions.look(mission, lens);
      if (seen) {
        const figures = figuresOf(seen);
        steps.push({ at, revision: seen.revision, ...figures, changed: before ? changedIn(before, figures) : [] });
        before = figures;
      }
      // A step may be ready at once, and so may be all of them.
      await nextTurn();
    }
    return steps;
  }
}

const changedIn = (before: Figures, after: Figures): string[] =>
  Object.keys(after).filter((name) => {
    const figure = name as keyof Figures;
    return JSON.stringify(before[figure]) !== JSON.stringify(after[figure]);
  });
