import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { drawView, forkState, views, type MissionState, type ViewName } from '#libs/domain';
import { inSlices, Missions, type AsOfTexts as Lens, type Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { frameOf, linkNext, send, sendBody, tagOf } from './answer.js';
import { calendar, type Planned } from './calendar.js';
import { chosen, geoJson, inPieces, textFormats } from './formats.js';
import { MissionRows } from './mission-rows.js';
import { pageFor } from './pages.js';
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
    const format = chosen(request.headers.accept, ['application/json', ...textFormats]);
    const { items: ids, next } = pageFor(format, this.missions.ids(), (id) => id, { list: 'missions', after, limit });
    const items = await this.rows.of(ids);
    if (format !== 'application/json') linkNext(request, reply, next);
    const body = inPieces(format, items) ?? JSON.stringify({ items, next });
    await sendBody(request, reply, format, body);
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
    await sendOne(request, reply, tagOf(seen), () => ({
      ...frameOf(mission, lens, seen),
      ...views.summary(seen.state, seen),
    }));
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
    // The newest state grows while a long view is drawn: what is shown is of this moment.
    const [tag, frame, at, state] = [tagOf(seen), frameOf(mission, lens, seen), seen.at, forkState(seen.state)];
    const shown: object = await inSlices(drawView(view, state, { at }));
    const { items, days = [] } = shown as { items?: Item[]; days?: Item[] };
    const rows = items ?? days;
    const format = chosen(request.headers.accept, formatsOf(view));
    const page = isList ? pageFor(format, rows, ({ id }) => id, { ...rest, list: view }) : { items: rows };
    if (format !== 'application/json') linkNext(request, reply, page.next);
    await send(request, reply, tag, format, () => {
      if (format === 'application/geo+json')
        return geoJson(view === 'convoys' ? located(page.items, state) : page.items);
      if (format === 'text/calendar') return calendar(mission, page.items as readonly (Item & Planned)[], at);
      const whole = { ...frame, ...shown, ...(isList && page) };
      const lines = format === 'text/csv' && page.next === undefined ? [...page.items, ...restRows(shown)] : page.items;
      return inPieces(format, lines) ?? JSON.stringify(whole);
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
    await sendOne(request, reply, tagOf(seen), () => ({ ...frameOf(mission, lens, seen), ...item }));
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

/** Who is present and at no base, as the last lines of the bases: with them the column of people adds up. */
const restRows = ({ rest = {} }: { rest?: object }): object[] =>
  Object.entries(rest).map(([id, people]: [string, unknown]) => ({ id, name: restNames[id], people }));

const restNames: Readonly<Record<string, string>> = {
  onTheRoad: 'on the road',
  inMedicalCare: 'in medical care',
  notPlaced: 'not placed',
};

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
  return ['application/json', ...textFormats, ...more];
}

/** Sends one thing: as JSON, or as the only row of a text format. */
async function sendOne(request: FastifyRequest, reply: FastifyReply, tag: string, made: () => object): Promise<void> {
  const format = chosen(request.headers.accept, ['application/json', ...textFormats]);
  await send(request, reply, tag, format, () => {
    const one = made();
    return inPieces(format, [one]) ?? JSON.stringify(one);
  });
}

/** A convoy is drawn at the base that it left, until it has arrived. */
function located(rows: readonly Item[], state: MissionState): object[] {
  return rows.map((row) => {
    const { from, arrived } = row as { from?: string; arrived?: { place?: string } };
    return { ...row, location: state.bases.get(arrived?.place ?? from ?? '')?.location };
  });
}
