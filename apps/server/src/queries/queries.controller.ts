import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { daysOf, views, type PlannedDate, type ViewName } from '#libs/domain';
import { Missions, type Lens, type Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { frameOf, send, tagOf } from './answer.js';
import { calendar, chosen, csv, geoJson } from './formats.js';
import { MissionRows } from './mission-rows.js';
import { limitOf, pageOf } from './pages.js';
import { ReadMission } from './read.js';
import { sendWhy } from './why.js';

const timeTravel = ['validAt', 'knownAt', 'recordedAt', 'atLeast'] as const;

type Item = { id: string };

/** Where anybody reads what remains, as of any time and as known at any time. */
@Controller('v1/missions')
export class QueriesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly missions: Missions,
    private readonly rows: MissionRows,
  ) {}

  /** All missions, with their status. */
  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { after, limit } = parameters(request, ['after', 'limit']);
    const { items: ids, next } = pageOf(this.missions.ids(), (id) => id, after, limitOf(limit));
    const items = await this.rows.of(ids);
    await reply.header('content-type', 'application/json').send(JSON.stringify({ items, next }));
  }

  /** The summary: what remains against the deadline. */
  @Get(':mission')
  async summary(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { seen, lens, rest } = await this.read(mission, request, ['why']);
    if (rest.why !== undefined)
      return sendWhy(request, reply, { mission, seen, lens, view: 'summary', pointer: rest.why });
    chosen(request.headers.accept, ['application/json']);
    await send(request, reply, tagOf(seen), 'application/json', () =>
      JSON.stringify({ ...frameOf(mission, lens, seen), ...views.summary(seen.state, seen) }),
    );
  }

  /** One view. */
  @Get(':mission/:view')
  async view(
    @Param('mission') mission: string,
    @Param('view') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = viewName(name);
    const isList = view !== 'burndown';
    const { seen, lens, rest } = await this.read(mission, request, isList ? ['after', 'limit', 'why'] : ['why']);
    if (rest.why !== undefined) return sendWhy(request, reply, { mission, seen, lens, view, pointer: rest.why });
    const shown: object = views[view](seen.state, seen);
    const { items, days = [] } = shown as { items?: Item[]; days?: Item[] };
    const rows = items ?? days;
    const format = chosen(request.headers.accept, formatsOf(view));
    await send(request, reply, tagOf(seen), format, () => {
      if (format === 'text/csv') return csv(rows);
      if (format === 'application/geo+json') return geoJson(view === 'convoys' ? located(rows, seen) : rows);
      if (format === 'text/calendar') return calendar(mission, rows.map(withDays), seen.at);
      const page = isList ? pageOf(rows, ({ id }) => id, rest.after, limitOf(rest.limit)) : {};
      return JSON.stringify({ ...frameOf(mission, lens, seen), ...shown, ...page });
    });
  }

  /** One base or convoy. */
  @Get(':mission/:view/:id')
  async one(
    @Param('mission') mission: string,
    @Param('view') name: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (name !== 'bases' && name !== 'convoys') throw new Problem('not-found');
    const { seen, lens, rest } = await this.read(mission, request, ['why']);
    const { items }: { items: Item[] } = views[name](seen.state, seen);
    const item = items.find((one) => one.id === id);
    if (!item) {
      const what = name === 'bases' ? 'base' : 'convoy';
      throw new Problem(
        'unknown-reference',
        `There is no ${what} "${id}" in this mission. Known: ${items
          .map((one) => one.id)
          .slice(0, 30)
          .join(', ')}.`,
        { what, id },
      );
    }
    if (rest.why !== undefined)
      return sendWhy(request, reply, { mission, seen, lens, view: name, item: id, pointer: rest.why });
    await send(request, reply, tagOf(seen), 'application/json', () =>
      JSON.stringify({ ...frameOf(mission, lens, seen), ...item }),
    );
  }

  private async read<N extends string>(
    mission: string,
    request: FastifyRequest,
    more: readonly N[],
  ): Promise<{ seen: Seen; lens: Lens; rest: Partial<Record<N, string>> }> {
    const found = parameters<N | (typeof timeTravel)[number]>(request, [...timeTravel, ...more]);
    const lens = lensOf(found);
    const atLeast = wholeNumber('atLeast', found.atLeast, 0, Number.MAX_SAFE_INTEGER);
    const seen = await this.bus.execute<ReadMission, Seen>(new ReadMission(missionId(mission), lens, atLeast));
    return { seen, lens, rest: found };
  }
}

/** The lens of a query's parameters. */
export function lensOf(found: { validAt?: string; knownAt?: string; recordedAt?: string }): Lens {
  const { validAt, knownAt, recordedAt } = found;
  return {
    ...(validAt !== undefined && { validAt }),
    ...(knownAt !== undefined && { knownAt }),
    ...(recordedAt !== undefined && { recordedAt }),
  };
}

function viewName(name: string): ViewName {
  if (name !== 'summary' && Object.hasOwn(views, name)) return name as ViewName;
  throw new Problem(
    'not-found',
    `There is no view "${name.slice(0, 80)}". The views are ${Object.keys(views).join(', ')} and entries.`,
  );
}

function formatsOf(view: ViewName): [string, ...string[]] {
  const more =
    view === 'bases' || view === 'convoys' ? ['application/geo+json'] : view === 'schedule' ? ['text/calendar'] : [];
  return ['application/json', 'text/csv', ...more];
}

/** A planned date that is a period stands in a calendar on its middle day. */
const withDays = (row: Item): object => {
  const { planned } = row as { planned?: PlannedDate };
  return planned === undefined ? row : { ...row, days: daysOf(planned) };
};

/** A convoy is drawn at the base that it left, until it has arrived. */
function located(rows: readonly Item[], { state }: Seen): object[] {
  return rows.map((row) => {
    const { from, arrived } = row as { from?: string; arrived?: { place?: string } };
    return { ...row, location: state.bases.get(arrived?.place ?? from ?? '')?.location };
  });
}
