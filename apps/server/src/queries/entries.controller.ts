import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOccurrence, periodOf, referencesOf, registry } from '#libs/domain';
import { canonical } from '#libs/canonical-json';
import type { HistoryEntry, Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { LiveStreams } from '../live/live-streams.js';
import { frameOf, send, tagOf } from './answer.js';
import { chosen, csv } from './formats.js';
import { limitOf } from './pages.js';
import { lensOf } from './queries.controller.js';
import { ReadMission } from './read.js';
import { relationsIn } from './relations.js';

const known = [
  'validAt',
  'knownAt',
  'recordedAt',
  'atLeast',
  'type',
  'base',
  'convoy',
  'actor',
  'from',
  'to',
  'text',
  'after',
  'limit',
] as const;

type Filters = Partial<Record<(typeof known)[number], string>>;

/** History: every entry as it was recorded, oldest first, with what became of it. */
@Controller('v1/missions/:mission/entries')
export class EntriesController {
  constructor(
    private readonly bus: QueryBus,
    private readonly live: LiveStreams,
  ) {}

  /** Entries by filter; as NDJSON the stored envelopes alone, as an event stream those to come as well. */
  @Get()
  async list(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found: Filters = parameters(request, known);
    const format = chosen(request.headers.accept, [
      'application/json',
      'application/x-ndjson',
      'text/csv',
      'text/event-stream',
    ]);
    if (format === 'text/event-stream') {
      const after = wholeNumber('after', found.after, 0, Number.MAX_SAFE_INTEGER) ?? -1;
      return this.live.entries(missionId(mission), after, request, reply);
    }
    const atLeast = wholeNumber('atLeast', found.atLeast, 0, Number.MAX_SAFE_INTEGER);
    const lens = lensOf(found);
    const seen = await this.bus.execute<ReadMission, Seen>(new ReadMission(missionId(mission), lens, atLeast));
    const after = wholeNumber('after', found.after, 0, Number.MAX_SAFE_INTEGER) ?? -1;
    // Both are of the moment at which the history is taken: more may be recorded while it is made.
    const [tag, frame] = [tagOf(seen), frameOf(mission, lens, seen)];
    const wanted = await matching(seen, found);
    await send(request, reply, tag, format, () => {
      const rest = wanted.filter(({ entry }) => entry.revision > after);
      if (format === 'application/x-ndjson')
        return limited(rest, found)
          .map(({ entry }) => `${canonical(entry)}\n`)
          .join('');
      if (format === 'text/csv') return csv(limited(rest, found).map(shown));
      const items = rest.slice(0, limitOf(found.limit));
      const next = items.length < rest.length ? String(items.at(-1)?.entry.revision) : undefined;
      return JSON.stringify({ ...frame, items: items.map(shown), next });
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
}

/** Text formats are taken along whole; a limit cuts them only where it was asked for. */
const limited = (items: readonly HistoryEntry[], { limit }: Filters): readonly HistoryEntry[] =>
  limit === undefined ? items : items.slice(0, limitOf(limit));

const shown = ({ entry, sentence, marks }: HistoryEntry): object => ({ ...entry, sentence, marks });

/** The entries that the filters leave. `from` and `to` go by when they happened, inclusive. */
async function matching(seen: Seen, filters: Filters): Promise<HistoryEntry[]> {
  const { type, base, convoy, actor, text } = filters;
  if (type !== undefined && !Object.hasOwn(registry, type)) {
    throw new Problem('parameter-invalid', `type must be one of ${Object.keys(registry).join(', ')}.`, {
      parameter: 'type',
    });
  }
  const timeZone = seen.state.mission?.timeZone ?? 'UTC';
  const [from, to] = [edge('from', filters.from, timeZone), edge('to', filters.to, timeZone)];
  const words = text?.toLowerCase();
  return (await seen.history()).filter(({ entry, sentence }) => {
    if (type !== undefined && entry.type !== type) return false;
    if (actor !== undefined && entry.actor.id !== actor) return false;
    const { bases = [], convoys = [], places = [], opens } = referencesOf(entry.type, entry.data);
    const things = [...bases, ...convoys, ...places, opens?.id];
    if (base !== undefined && !things.includes(base)) return false;
    if (convoy !== undefined && !things.includes(convoy)) return false;
    const at = Date.parse(entry.placedAt);
    if ((from && at < from.start) || (to && at > to.end)) return false;
    return (
      words === undefined ||
      `${sentence} ${JSON.stringify(entry.data)} ${entry.source?.title ?? ''}`.toLowerCase().includes(words)
    );
  });
}

function edge(parameter: string, text: string | undefined, timeZone: string) {
  if (text === undefined) return undefined;
  if (!isOccurrence(text))
    throw new Problem('parameter-invalid', `${parameter} must be an instant, a day or a month.`, { parameter });
  return periodOf(text, timeZone);
}
