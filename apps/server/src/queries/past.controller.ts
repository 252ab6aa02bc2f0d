import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { views, type ViewName } from '#libs/domain';
import { Missions, type Lens } from '#libs/timeline';
import { Clock } from '../clock.js';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { chosen, csv } from './formats.js';
import { isEvery, stepsOf, stepsMax, type Every } from './steps-of.js';

/** Views whose rows are not the log's own: those have a line for each entry or day, which `entries` tells better. */
const compared = Object.keys(views).filter((view) => view !== 'ledger' && view !== 'burndown');

const axes = ['validAt', 'knownAt', 'recordedAt'] as const satisfies (keyof Lens)[];
const replayed = ['validAt', 'knownAt', 'both'] as const;

const invalid = (parameter: string, detail: string): Problem => new Problem('parameter-invalid', detail, { parameter });

function oneOf<T extends string>(parameter: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found === undefined) throw invalid(parameter, `${parameter} must be one of ${known.join(', ')}.`);
  return found;
}

/** How a mission moved from one state to another. */
@Controller('v1/missions/:mission')
export class PastController {
  constructor(
    private readonly missions: Missions,
    private readonly clock: Clock,
  ) {}

  /** What differs between two states, figure by figure, with the entries responsible. */
  @Get('diff')
  async diff(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { from, to, axis, view = 'summary' } = parameters(request, ['from', 'to', 'axis', 'view']);
    if (from === undefined || to === undefined)
      throw invalid(from === undefined ? 'from' : 'to', 'Give from and to: two revisions, instants, days or months.');
    const areRevisions = [from, to].every((text) => /^\d+$/.test(text));
    if (axis === undefined && !areRevisions)
      throw invalid('axis', 'Say on which axis these times are: axis=validAt, knownAt or recordedAt.');
    const comparison = {
      view: oneOf('view', view, compared) as ViewName,
      axis: oneOf('axis', axis ?? 'knownAt', axes),
      from,
      to,
    };
    const format = chosen(request.headers.accept, ['application/json', 'text/csv']);
    const difference = await this.missions.compare(missionId(mission), comparison);
    if (!difference) throw new Problem('unknown-mission');
    const { items, between, isEach } = difference;
    if (format === 'text/csv') return sendText(reply, 'text/csv; charset=utf-8', csv(items));
    const side = (at: string, revision: number): object => ({ at, revision });
    const body = {
      mission,
      view: comparison.view,
      axis: comparison.axis,
      from: side(from, difference.from),
      to: side(to, difference.to),
      between,
      attribution: isEach ? 'each' : 'all',
      items,
    };
    await sendText(reply, format, JSON.stringify(body));
  }

  /** The summary's main figures, step by step. */
  @Get('replay')
  async replay(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = parameters(request, ['from', 'to', 'every', 'axis', 'limit']);
    const axis = oneOf('axis', found.axis ?? 'validAt', replayed);
    const every = found.every ?? '1d';
    if (!isEvery(every)) throw invalid('every', 'every must be a number of hours, days or weeks: 12h, 1d, 2w.');
    const format = chosen(request.headers.accept, ['application/json', 'text/csv']);
    const limit = wholeNumber('limit', found.limit, 1, stepsMax) ?? stepsMax;
    const steps = await this.steps(missionId(mission), { ...found, every });
    const items = await this.rows(missionId(mission), axis, steps.slice(0, limit));
    if (format === 'text/csv') return sendText(reply, 'text/csv; charset=utf-8', csv(items));
    await sendText(reply, format, JSON.stringify({ mission, axis, every, items, next: steps[limit] }));
  }

  private async steps(
    mission: string,
    { from, to, every }: { from?: string; to?: string; every: Every },
  ): Promise<string[]> {
    const head = await this.missions.look(mission, {});
    if (!head?.state.mission) throw new Problem('unknown-mission');
    const { startsOn, timeZone } = head.state.mission;
    const steps = stepsOf({ from: from ?? startsOn, to, every }, timeZone, this.clock.now());
    if (steps === 'too-many') throw invalid('every', `At most ${stepsMax} steps: choose larger ones, or less time.`);
    if (!Array.isArray(steps)) throw invalid(steps.invalid, `${steps.invalid} must be an instant or a day.`);
    return steps;
  }

  private async rows(mission: string, axis: (typeof replayed)[number], steps: readonly string[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const at of steps) {
      const lens = { ...(axis !== 'knownAt' && { validAt: at }), ...(axis !== 'validAt' && { knownAt: at }) };
      rows.push(await this.row(mission, at, lens, rows.at(-1)));
    }
    return rows;
  }

  private async row(mission: string, at: string, lens: Lens, before: Row | undefined): Promise<Row> {
    const seen = await this.missions.look(mission, lens);
    const summary = seen && views.summary(seen.state, seen);
    const figures: Figures = {
      present: summary?.strength.present.best ?? null,
      departed: summary?.strength.departed.best ?? null,
      basesRemaining: summary?.bases.remaining ?? null,
      status: summary?.status ?? null,
      discrepancies: summary?.discrepancies ?? null,
    };
    const changed = before ? figureNames.filter((name) => before[name] !== figures[name]) : [];
    return { at, revision: seen?.revision ?? null, ...figures, changed };
  }
}

/** Of people the best values. All are null before the mission was known. */
interface Figures {
  present: number | null;
  departed: number | null;
  basesRemaining: number | null;
  status: string | null;
  discrepancies: number | null;
}

const figureNames = ['present', 'departed', 'basesRemaining', 'status', 'discrepancies'] as const;

interface Row extends Figures {
  at: string;
  revision: number | null;
  /** The figures that are others than in the step before. */
  changed: string[];
}

async function sendText(reply: FastifyReply, type: string, body: string): Promise<void> {
  await reply.header('content-type', type).header('cache-control', 'no-cache').header('vary', 'accept').send(body);
}
