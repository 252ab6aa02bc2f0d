import { Controller, Get, Param, Req, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonical } from '#libs/canonical-json';
import { recordedOf, type Language } from '#libs/domain';
import { nextTurn, type HistoryEntry } from '#libs/timeline';
import { Answer, Answering, Format, Formats, type Body } from '../http/answering.js';
import { AsOf, type Asked } from '../http/as-of.js';
import { Permission } from '../http/permission.js';
import { badParameter } from '../http/problems.js';
import { noteRows, readerOf } from '../http/reader.js';
import { details } from './details.js';
import { wholeNumber } from '../http/request.js';
import { LiveStreams } from '../live/live-streams.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { linkNext } from './answer.js';
import { Columns, piecesOf } from './csv.js';
import type { Order } from './cursor.js';
import { limitOf } from './pages.js';
import { ReadEntry, rowOf } from './read-entry.js';
import { filterNames, type FilterName, type Filters } from './search-filters.js';
import { FindEntries, type Search } from './search.js';

const further = [...filterNames, 'order', 'after', 'limit'] as const;

type Found = Asked<(typeof further)[number]>;

/** History: every entry as it was recorded, with what became of it. */
@Controller('v1/missions/:mission/entries')
@UseInterceptors(Answering)
export class EntriesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly live: LiveStreams,
    private readonly withheld: WithheldTexts,
  ) {}

  /**
   * Entries by filter, oldest or newest first; as NDJSON the stored envelopes alone, as an event stream those to come as well.
   * Throws a Problem if a parameter cannot be used.
   */
  @Get()
  @Permission('read-own')
  @Formats(['application/json', 'application/x-ndjson', 'text/csv', 'text/event-stream'])
  async list(
    @AsOf(further) asked: Found,
    @Format() format: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer | undefined> {
    const { rest } = asked;
    const filters = filtersOf(rest);
    const order = orderOf(rest.order);
    if (format === 'text/event-stream') {
      refuseInStream(asked, order);
      const after = wholeNumber('after', rest.after, 0, Number.MAX_SAFE_INTEGER) ?? -1;
      await this.live.entries(asked, after, filters, request, reply);
      return undefined;
    }
    const limit = limitOf(rest.limit);
    const { ownOf } = readerOf(request);
    const withheld = await this.withheld.from(request);
    const wanted = { asOf: asked, filters, order, after: rest.after, ownOf, withheld };
    const found = await this.bus.execute(new FindEntries(wanted));
    const written = async (search: Search): Promise<Body> => {
      if (format !== 'application/json' && rest.limit === undefined)
        return format === 'text/csv' ? csvOf(search, asked.language) : envelopesOf(search.all());
      const { items, next } = await search.page(limit);
      noteRows(readerOf(request), { items });
      if (format === 'application/json')
        return JSON.stringify({ ...search.frame, order, items: items.map((one) => rowOf(one, asked.language)), next });
      linkNext(request, reply, next);
      return format === 'text/csv' ? csvOf({ all: () => [items] }, asked.language) : envelopesOf([items]);
    };
    return Answer.of({ tag: found.tag, labels: ownOrAll, document: () => found, written });
  }

  /** One entry. */
  @Get(':revision')
  @Permission('read-own')
  async one(
    @AsOf([]) asked: Asked,
    @Param('revision') revision: string,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const { tag, document } = await this.bus.execute(
      new ReadEntry({ asOf: asked, revision, ownOf: readerOf(request).ownOf }),
    );
    return Answer.of({ tag, labels: ownOrAll, document: () => document });
  }
}

/** Whoever may not read all of the history is given what they recorded themselves, which is whole for them. */
const ownOrAll = 'open';

const filtersOf = (found: Found['rest']): Filters =>
  Object.fromEntries(
    filterNames.flatMap((name: FilterName) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );

function orderOf(text = 'oldest'): Order {
  if (text === 'oldest' || text === 'newest') return text;
  throw badParameter('order', details.noOrder);
}

/** A stream goes on with what is recorded: it has no other order, and no view of the past. */
function refuseInStream({ lens, rest }: Found, order: Order): void {
  const [no] = [...Object.keys(lens), ...(rest.limit === undefined ? [] : ['limit'])];
  if (no === undefined && order === 'oldest') return;
  const parameter = no ?? 'order';
  throw badParameter(parameter, details.notForStream(parameter));
}

/** Some entries at a time, as often as they are asked for. */
type Again = Pick<Search, 'all'> | { all(): Iterable<HistoryEntry[]> };

/** The same rows as JSON's items. The columns are those of all, so they are read twice. */
async function* csvOf(search: Again, language: Language): AsyncGenerator<string> {
  const columns = new Columns('revision');
  for await (const rows of rowsOf(search, language)) columns.note(rows);
  yield columns.header();
  for await (const rows of rowsOf(search, language)) yield columns.lines(rows);
}

async function* rowsOf(search: Again, language: Language): AsyncGenerator<object[]> {
  for await (const items of search.all()) {
    for (const some of piecesOf(items)) {
      yield some.map((one) => rowOf(one, language));
      await nextTurn();
    }
  }
}

/** The stored envelopes, byte for byte. */
async function* envelopesOf(all: AsyncIterable<HistoryEntry[]> | Iterable<HistoryEntry[]>): AsyncGenerator<string> {
  for await (const items of all) {
    for (const some of piecesOf(items)) {
      yield some.map(({ entry }) => `${canonical(recordedOf(entry))}\n`).join('');
      await nextTurn();
    }
  }
}
