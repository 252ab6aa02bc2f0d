import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { everyMission, roleFor, type Identity } from '#libs/access';
import { endOf, isDay, isInstant, startOf } from '#libs/domain';
import { EventStore, firstOf } from '#libs/event-store';
import { Slice } from '#libs/timeline';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { details } from '../http/details.js';
import { Access, lacking, Permission } from '../http/permission.js';
import { badParameter, Problem } from '../http/problems.js';
import { noteRows, readerOf } from '../http/reader.js';
import { parameters, wholeNumber } from '../http/request.js';
import { OpenedLog } from '../log/open-log.js';
import { readLines, streamOf, type ReadLine } from './read-line.js';
import { ReadsLog } from './reads-log.js';
import { newestKept } from './removed-months.js';

const filters = ['mission', 'subject', 'what', 'from', 'to', 'after', 'limit'] as const;
type Filters = Partial<Record<(typeof filters)[number], string>>;

/** Where a line stands in its month: in which entry, and where there. */
interface Place {
  revision: number;
  place: number;
}

/** How far back is looked if nothing is said, and at most, in milliseconds. */
const lookBackMs = 31 * 86_400_000;
const lookBackMsMax = 3 * 366 * 86_400_000;

/** Where auditors read who read what, and everybody what is kept of themselves. */
@Controller('v1')
export class ReadsController {
  constructor(
    private readonly store: EventStore,
    private readonly log: ReadsLog,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly opened: OpenedLog,
  ) {}

  /** Lines of the access log, oldest first: all of those about missions that somebody audits, and their own. */
  @Get('access-log')
  @Permission('signed-in')
  async all(@Req() request: FastifyRequest): Promise<object> {
    return this.list(request, parameters(request, filters));
  }

  /** Those about one mission. */
  @Get('missions/:mission/access-log')
  @Permission('read-remains')
  async ofMission(@Param('mission') mission: string, @Req() request: FastifyRequest): Promise<object> {
    const given = parameters(
      request,
      filters.filter((name) => name !== 'mission'),
    );
    return this.list(request, { ...given, mission });
  }

  /** The newest signed checkpoint of a month (`2026-11`). */
  @Get('access-log/:month/checkpoint')
  @Permission('prove')
  async checkpoint(@Param('month') month: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const stream = this.streamFor(month, request);
    const seal = await firstOf(this.store.seals(stream, { order: 'newest' }));
    const checkpoint = seal?.checkpoint ?? newestKept(this.config.dataDir, stream);
    if (checkpoint === undefined) throw new Problem('not-signed');
    await reply.header('content-type', 'text/plain; charset=utf-8').send(checkpoint);
  }

  /** The key that those are checked with. */
  @Get('access-log/:month/key')
  @Permission('prove')
  async key(@Param('month') month: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { sealer } = this.opened;
    if (!sealer) throw new Problem('not-signed');
    await reply
      .header('content-type', 'text/plain; charset=utf-8')
      .send(`${sealer.verifierKey(this.streamFor(month, request))}\n`);
  }

  /** All lines of a month, a sheet of those that were written together on each, byte for byte: the leaves of the tree that its checkpoints are of. */
  @Get('access-log/:month/lines')
  @Permission('prove')
  async lines(@Param('month') month: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const stream = this.streamFor(month, request);
    const pages = this.store.readStream(stream);
    const text = async function* (): AsyncGenerator<string> {
      for await (const page of pages) yield page.map(({ body }) => `${body}\n`).join('');
    };
    await reply.header('content-type', 'application/x-ndjson').send(Readable.from(text(), { objectMode: false }));
  }

  /** What holds what others did is for those who audit every mission. */
  private streamFor(month: string, request: FastifyRequest): string {
    parameters(request, []);
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Problem('not-found');
    const { grants } = this.access.identify(request);
    if (roleFor(grants, 'read-access-log', everyMission) === undefined) throw lacking('read-access-log');
    return streamOf(month);
  }

  /** The lines of a month from a place on, each with the entry that it stands in and its place there. What is damaged is left out. */
  private async *linesOf(month: string, from: Place): AsyncIterable<Place & { line: ReadLine }> {
    for await (const page of this.store.readStream(streamOf(month), from.revision))
      for (const { body, revision, damaged } of page) {
        const first = revision === from.revision ? from.place : 0;
        for (const [place, line] of (damaged ? [] : readLines(body)).entries())
          if (place >= first) yield { line, revision, place };
      }
  }

  private async list(request: FastifyRequest, given: Filters): Promise<object> {
    const identity = this.access.identify(request);
    const now = this.clock.now();
    const limit = wholeNumber('limit', given.limit, 1, 500) ?? 50;
    const to = instantOf('to', given.to) ?? now;
    const from = Math.max(instantOf('from', given.from) ?? to - lookBackMs, to - lookBackMsMax);
    const passes = passing(identity, given, from, to);
    await this.log.flush();
    const items: object[] = [];
    let next: string | undefined;
    const slice = new Slice();
    for (const [month, begin] of monthsFrom(given.after, from, Math.min(to, now))) {
      for await (const { line, revision, place } of this.linesOf(month, begin)) {
        // Requests of others go between.
        if (slice.isOver) await slice.next();
        if (!passes(line)) continue;
        if (items.length === limit) {
          next = `${month}.${revision}.${place}`;
          break;
        }
        items.push({ ...line, month, revision, place });
      }
      if (next !== undefined) break;
    }
    noteRows(readerOf(request), { items });
    return { isOn: this.config.accessLog, items, ...(next !== undefined && { next }) };
  }
}

/** Which lines somebody asks for, of those that they may read. */
function passing({ grants, subject }: Identity, given: Filters, from: number, to: number): (line: ReadLine) => boolean {
  const mayRead = (line: ReadLine): boolean =>
    line.subject === subject || roleFor(grants, 'read-access-log', line.mission ?? everyMission) !== undefined;
  return (line) => {
    const at = Date.parse(line.at);
    return (
      at >= from &&
      at <= to &&
      (given.mission ?? line.mission) === line.mission &&
      (given.subject ?? line.subject) === line.subject &&
      (given.what ?? line.what) === line.what &&
      mayRead(line)
    );
  };
}

/** The months from one instant to another, and from which line on each is read: the first from where a reader had come to. */
function monthsFrom(after: string | undefined, from: number, to: number): [string, Place][] {
  const [, month, revision, place] = /^(\d{4}-\d{2})\.(\d{1,12})(?:\.(\d{1,4}))?$/.exec(after ?? '') ?? [];
  if (after !== undefined && month === undefined) throw badParameter('after', details.noReadsCursor);
  const months: [string, Place][] = [];
  const begin = { revision: Number(revision), place: Number(place ?? 0) };
  const last = new Date(to).toISOString().slice(0, 7);
  for (let at = new Date(from); at.toISOString().slice(0, 7) <= last;) {
    const name = at.toISOString().slice(0, 7);
    if (month === undefined || name >= month) months.push([name, name === month ? begin : { revision: 0, place: 0 }]);
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
  }
  return months;
}

function instantOf(name: 'from' | 'to', text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (isDay(text)) return name === 'from' ? startOf(text, 'UTC') : endOf(text, 'UTC');
  if (isInstant(text)) return Date.parse(text);
  throw badParameter(name, details.readsTime(name));
}
