import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setImmediate } from 'node:timers/promises';
import { canonical } from '#libs/canonical-json';
import type { HistoryEntry, Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { LiveStreams } from '../live/live-streams.js';
import { frameOf, linkNext, send, tagOf } from './answer.js';
import { Columns, piecesOf } from './csv.js';
import type { Order } from './cursor.js';
import { chosen } from './formats.js';
import { limitOf } from './pages.js';
import { lensOf } from './queries.controller.js';
import { ReadMission } from './read.js';
import { relationsIn } from './relations.js';
import { filterNames, type FilterName, type Filters } from './search-filters.js';
import { Searches, type Query, type Search } from './search.js';

const lensNames = ['validAt', 'knownAt', 'recordedAt'] as const;
const known = [...lensNames, 'atLeast', ...filterNames, 'order', 'after', 'limit'] as const;

type Parameters = Partial<Record<(typeof known)[number], string>>;

/** History: every entry as it was recorded, with what became of it. */
@Controller('v1/missions/:mission/entries')
export class EntriesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly live: LiveStreams,
    private readonly searches: Searches,
  ) {}

  /**
   * Entries by filter, oldest or newest first; as NDJSON the stored envelopes alone, as an event stream those to come as well.
   * Throws a Problem where a parameter cannot be used.
   */
  @Get()
  async list(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found: Parameters = parameters(request, known);
    const format = chosen(request.headers.accept, [
      'application/json',
      'application/x-ndjson',
      'text/csv',
      'text/event-stream',
    ]);
    const filters = filtersOf(found);
    const order = orderOf(found.order);
    if (format === 'text/event-stream') {
      refuseInStream(found, order);
      const after = wholeNumber('after', found.after, 0, Number.MAX_SAFE_INTEGER) ?? -1;
      return this.live.entries(missionId(mission), after, filters, request, reply);
    }
    const query: Query = { mission: missionId(mission), lens: lensOf(found), filters, order, after: found.after };
    const limit = limitOf(found.limit);
    await this.waitFor(query, wholeNumber('atLeast', found.atLeast, 0, Number.MAX_SAFE_INTEGER));
    const search = await this.searches.begin(query);
    await send(request, reply, tagOf(search.seen), format, async () => {
      if (format !== 'application/json' && found.limit === undefined)
        return format === 'text/csv' ? csvOf(search) : envelopesOf(search.all());
      const { items, next } = await search.page(limit);
      if (format === 'application/json') {
        const frame = frameOf(mission, query.lens, search.seen);
        return JSON.stringify({ ...frame, order, items: items.map(shown), next });
      }
      linkNext(request, reply, next);
      return format === 'text/csv' ? csvOf({ all: () => [items] }) : envelopesOf([items]);
    });
  }

  /** One entry. */
  @Get(':revision')
  async one(
    @Param('mission') mission: string,
    @Param('revision') text: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = parameters(request, ['validAt', 'knownAt', 'recordedAt', 'atLeast']);
    const lens = lensOf(found);
    const atLeast = wholeNumber('atLeast', found.atLeast, 0, Number.MAX_SAFE_INTEGER);
    const seen = await this.bus.execute<ReadMission, Seen>(new ReadMission(missionId(mission), lens, atLeast));
    const [tag, frame] = [tagOf(seen), frameOf(mission, lens, seen)];
    const [history, relations] = await Promise.all([seen.history(), relationsIn(seen, Number(text))]);
    const item = history.find(({ entry }) => String(entry.revision) === text);
    if (!item)
      throw new Problem(
        'unknown-reference',
        `There is no entry "${text.slice(0, 20)}" in this mission. The newest is ${seen.revision}.`,
        { what: 'entry', id: text },
      );
    await send(request, reply, tag, 'application/json', () =>
      JSON.stringify({ ...frame, ...shown(item), ...relations }),
    );
  }

  /** Waits for the revision that a client has seen; a cursor of another server may be of one that this one has not. */
  private async waitFor(query: Query, atLeast: number | undefined): Promise<void> {
    const upTo = this.searches.revisionOf(query);
    if (atLeast === undefined && upTo === undefined) return;
    await this.bus.execute(new ReadMission(query.mission, {}, Math.max(atLeast ?? 0, upTo ?? 0)));
  }
}

const shown = ({ entry, sentence, marks }: HistoryEntry): object => ({ ...entry, sentence, marks });

const filtersOf = (found: Parameters): Filters =>
  Object.fromEntries(
    filterNames.flatMap((name: FilterName) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );

function orderOf(text = 'oldest'): Order {
  if (text === 'oldest' || text === 'newest') return text;
  throw new Problem('parameter-invalid', 'order must be oldest or newest.', { parameter: 'order' });
}

/** A stream goes on with what is recorded: it has no other order, and no view of the past. */
function refuseInStream(found: Parameters, order: Order): void {
  const no = [...lensNames, 'limit' as const].find((name) => found[name] !== undefined);
  if (no === undefined && order === 'oldest') return;
  const parameter = no ?? 'order';
  throw new Problem('parameter-invalid', `${parameter} is not for a stream: it tells entries as they are recorded.`, {
    parameter,
  });
}

/** Some entries at a time, as often as they are asked for. */
type Again = Pick<Search, 'all'> | { all(): Iterable<HistoryEntry[]> };

/** The same rows as JSON's items. The columns are those of all, so they are read twice. */
async function* csvOf(search: Again): AsyncGenerator<string> {
  const columns = new Columns();
  for await (const rows of rowsOf(search)) columns.note(rows);
  yield columns.header();
  for await (const rows of rowsOf(search)) yield columns.lines(rows);
}

async function* rowsOf(search: Again): AsyncGenerator<object[]> {
  for await (const items of search.all()) {
    for (const some of piecesOf(items)) {
      yield some.map(shown);
      await setImmediate();
    }
  }
}

/** The stored envelopes, byte for byte. */
async function* envelopesOf(all: AsyncIterable<HistoryEntry[]> | Iterable<HistoryEntry[]>): AsyncGenerator<string> {
  for await (const items of all) {
    for (const some of piecesOf(items)) {
      yield some.map(({ entry }) => `${canonical(entry)}\n`).join('');
      await setImmediate();
    }
  }
}
