import { Controller, Get, Param, Req, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { roleFor } from '#libs/access';
import { canonical } from '#libs/canonical-json';
import { dayOf, viewLabels, views, type ViewName } from '#libs/domain';
import { Clock } from '../clock.js';
import { Answer, Answering, Format, Formats } from '../http/answering.js';
import { Asker } from '../http/asker.js';
import { AsOf, whyOnOnePage, type Asked } from '../http/as-of.js';
import { LongQuestions } from '../http/long-questions.js';
import { Access, demand, Permission } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { readerOf } from '../http/reader.js';
import { details } from './details.js';
import { flagOf, parameters } from '../http/request.js';
import { frameLabels, linkNext } from './answer.js';
import { geoJson, inPieces, textFormats } from './formats.js';
import { ListIds, ListMissions, missionRowLabels } from './list-missions.js';
import { listed } from './listed.js';
import { pageOfSome } from './pages.js';
import { ShowView, type Shown } from './show-view.js';
import { permissionOf } from './view-permission.js';
import { ExplainFigure } from './why.js';

type Item = { id: string };

const always = ['application/json', ...textFormats];

/** A view has its formats; why a figure is what it is, comes as JSON alone. */
const formatsOf = ({ params, query }: FastifyRequest): readonly string[] => {
  const { view, id } = params as { view?: string; id?: string };
  if (view !== undefined && id === undefined) viewName(view);
  if ((query as { why?: unknown }).why !== undefined) return ['application/json'];
  if (id !== undefined) return always;
  return view === 'bases' || view === 'convoys' ? [...always, 'application/geo+json'] : always;
};

/** Where anybody reads what remains, as of any time and as known at any time. */
@Controller('v1/missions')
@UseInterceptors(Answering)
export class QueriesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly access: Access,
    private readonly long: LongQuestions,
    private readonly clock: Clock,
  ) {}

  /** All missions, with their status; those that are archived for whoever asks for them. */
  @Get()
  @Permission('read-remains')
  @Formats(always)
  async list(
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { after, limit, archived } = parameters(request, ['after', 'limit', 'archived']);
    const { grants } = this.access.identify(request);
    const isVisible = (id: string): boolean => roleFor(grants, 'read-remains', id) !== undefined;
    const known = await this.bus.execute(new ListIds({ visible: isVisible }));
    const isArchivedToo = flagOf('archived', archived);
    const { items, next } = await pageOfSome(format, known, { list: 'missions', after, limit }, (ids) =>
      this.bus.execute(new ListMissions({ ids, archived: isArchivedToo })),
    );
    if (format !== 'application/json') linkNext(request, reply, next);
    return Answer.of({
      labels: missionRowLabels,
      isOfMissions: true,
      document: () => ({ items, next }),
      written: (document) => inPieces(format, document.items, { first: 'mission' }) ?? JSON.stringify(document),
    });
  }

  /** The summary: what remains against the deadline. */
  @Get(':mission')
  @Permission('read-remains')
  @Formats(formatsOf)
  async summary(
    @AsOf(whyOnOnePage) asked: Asked<'after' | 'limit' | 'why'>,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const { why } = asked.rest;
    if (why !== undefined)
      return this.explained(new ExplainFigure({ asOf: asked, view: 'summary', pointer: why }), asker);
    return oneIn(format, viewLabels.summary, await this.shown(new ShowView({ asOf: asked, view: 'summary' }), request));
  }

  /** One view. */
  @Get(':mission/:view')
  @Permission('read-remains')
  @Formats(formatsOf)
  async view(
    @Param('mission') mission: string,
    @Param('view') name: string,
    @AsOf((path, query) => (path.view === 'burndown' ? whyOnOnePage(path, query) : ['after', 'limit', 'why']))
    asked: Asked<'after' | 'limit' | 'why'>,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Asker() asker?: string,
  ): Promise<Answer> {
    const view = viewName(name);
    this.refuseHidden(request, mission, view);
    const { why, ...paging } = asked.rest;
    if (why !== undefined) return this.explained(new ExplainFigure({ asOf: asked, view, pointer: why }), asker);
    const { tag, frame, document, locationOf } = await this.shown(new ShowView({ asOf: asked, view }), request);
    const answered = { tag, labels: { ...frameLabels, ...viewLabels[view] } };
    if (view === 'burndown')
      return Answer.of({
        ...answered,
        document: () => ({ ...frame, ...document }) as { days: object[] },
        written: (whole) => inPieces(format, whole.days, { first: 'date' }) ?? JSON.stringify(whole),
      });
    const located = (rows: readonly Item[]): readonly object[] =>
      view === 'convoys' ? atBases(rows, locationOf) : rows;
    const further = { 'application/geo+json': (rows: readonly Item[]) => geoJson(located(rows)) };
    return Answer.of({
      ...answered,
      document: () => ({ ...frame, ...document }) as { items: Item[] },
      ...listed({ ...paging, list: view, format, request, reply, further, rest: restRows }),
    });
  }

  /** One base or convoy. */
  @Get(':mission/:view/:id')
  @Permission('read-remains')
  @Formats(formatsOf)
  async one(
    @Param('view') view: string,
    @Param('id') id: string,
    @AsOf(whyOnOnePage) asked: Asked<'after' | 'limit' | 'why'>,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Asker() asker?: string,
  ): Promise<Answer> {
    if (view !== 'bases' && view !== 'convoys') throw new Problem('not-found');
    this.refuseHidden(request, asked.mission, view);
    const { why } = asked.rest;
    if (why !== undefined)
      return this.explained(new ExplainFigure({ asOf: asked, view, pointer: why, item: id }), asker);
    return oneIn(format, viewLabels[view].items, await this.shown(new ShowView({ asOf: asked, view, id }), request));
  }

  /** Throws a Problem if a view is not for its reader: whether it has a thing of some id is told to nobody else. */
  private refuseHidden(request: FastifyRequest, mission: string, view: ViewName): void {
    demand(this.access.identify(request), permissionOf(view), mission);
  }

  /** Throws a Problem for whoever may see no movements and asks about a day to come: the plans would show in what it brings. */
  private async shown(question: ShowView, request: FastifyRequest): Promise<Shown> {
    const shown = await this.bus.execute(question);
    const { at, timeZone } = shown;
    const isToCome = dayOf(at, timeZone) > dayOf(this.clock.now(), timeZone);
    if (isToCome && !readerOf(request).held.has('movement')) throw new Problem('forbidden', details.dayToCome);
    return shown;
  }

  private async explained(question: ExplainFigure, asker?: string): Promise<Answer> {
    const { tag, json } = await this.long.answer(canonical({ ...question }), () => this.bus.execute(question), asker);
    return Answer.of({ tag, document: () => ({ json }), written: ({ json: whole }) => whole });
  }
}

/** One thing as JSON, or as the only row of a text format. */
function oneIn(format: string, labels: object, { tag, frame, document }: Shown): Answer {
  return Answer.of({
    tag,
    labels: { ...frameLabels, ...labels },
    document: () => ({ ...frame, ...document }),
    written: (one) => inPieces(format, [one]) ?? JSON.stringify(one),
  });
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
  throw new Problem('not-found', details.noView(name.slice(0, 80), Object.keys(views), true));
}

/** A convoy is drawn at the base that it left, until it has arrived. */
function atBases(rows: readonly Item[], locationOf: Shown['locationOf']): object[] {
  return rows.map((row) => {
    const { from, arrived } = row as { from?: string; arrived?: { place?: string } };
    return { ...row, location: locationOf(arrived?.place ?? from ?? '') };
  });
}
