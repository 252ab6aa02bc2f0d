import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setImmediate } from 'node:timers/promises';
import { views } from '#libs/domain';
import { Missions, type AsOfTexts as Lens, type Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { send, tagOf } from './answer.js';
import { chosen, inPieces, textFormats } from './formats.js';
import { lensOf } from './queries.controller.js';
import { ReadMission } from './read.js';
import { endOfReplay, momentsOf } from './replay-steps.js';
import { axes, refuseAlong, type Axis } from './spans.js';

const known = ['from', 'to', 'every', 'axis', ...axes, 'atLeast'] as const;

/** Along which of the axes a replay goes. */
const ways = { validAt: ['validAt'], knownAt: ['knownAt'], both: ['validAt', 'knownAt'] } as const;

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

/** Where anybody reads how the summary moved. */
@Controller('v1/missions/:mission/replay')
export class ReplayController {
  constructor(
    private readonly bus: QueryBus,
    private readonly missions: Missions,
  ) {}

  /**
   * The summary step by step, along what had happened, what was known, or both. Moments at which nothing was known of the
   * mission are left out. Throws a Problem where a parameter cannot be used.
   */
  @Get()
  async replay(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = parameters(request, known);
    const format = chosen(request.headers.accept, ['application/json', ...textFormats]);
    const axis = axisOf(found.axis);
    refuseAlong(ways[axis], found);
    const fixed = lensOf(found);
    const atLeast = wholeNumber('atLeast', found.atLeast, 0, Number.MAX_SAFE_INTEGER);
    const now = await this.bus.execute<ReadMission, Seen>(new ReadMission(missionId(mission), {}, atLeast));
    const { startsOn = '', deadline = '', timeZone = 'UTC' } = now.state.mission ?? {};
    const { from = startsOn, to = endOfReplay(deadline, now.at, timeZone), every = '1d' } = found;
    const moments = momentsOf({ from, to, every }, timeZone);
    const { revision } = now;
    await send(request, reply, tagOf(now), format, async () => {
      const items = await this.steps(mission, moments, ways[axis], fixed);
      const whole = { mission, revision, axis, from, to, every, timeZone, items };
      return inPieces(format, items) ?? JSON.stringify(whole);
    });
  }

  private async steps(
    mission: string,
    moments: readonly string[],
    along: readonly Axis[],
    fixed: Lens,
  ): Promise<Step[]> {
    const steps: Step[] = [];
    let before: Figures | undefined;
    for (const at of moments) {
      const lens: Lens = { ...fixed, ...Object.fromEntries(along.map((axis) => [axis, at])) };
      const seen = await this.missions.look(mission, lens);
      if (seen) {
        const figures = figuresOf(seen);
        steps.push({ at, revision: seen.revision, ...figures, changed: before ? changedIn(before, figures) : [] });
        before = figures;
      }
      // A step may be ready at once, and so may be all of them.
      await setImmediate();
    }
    return steps;
  }
}

const changedIn = (before: Figures, after: Figures): string[] =>
  Object.keys(after).filter((name) => {
    const figure = name as keyof Figures;
    return JSON.stringify(before[figure]) !== JSON.stringify(after[figure]);
  });

function axisOf(text = 'validAt'): keyof typeof ways {
  if (Object.hasOwn(ways, text)) return text as keyof typeof ways;
  throw new Problem(
    'parameter-invalid',
    'axis must be validAt (what had happened by then), knownAt (what was known by then) or both.',
    { parameter: 'axis' },
  );
}
