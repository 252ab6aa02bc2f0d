import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { permits, roleFor, type Grant, type Identity } from '#libs/access';
import { canonical } from '#libs/canonical-json';
import { zoneOf, type Entry, type Held, type Withheld } from '#libs/domain';
import { Missions, MissionStopped, rowOf } from '#libs/timeline';
import { AlertMaker } from '../alerts/alert-maker.js';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { connectionsFor, descriptorsMax } from '../limits.js';
import type { AsOf } from '../http/as-of.js';
import { Access } from '../http/permission.js';
import { heldIn, readerOf } from '../http/reader.js';
import { languageOf } from '../http/language.js';
import { badParameter, Problem } from '../http/problems.js';
import { details } from '../queries/details.js';
import { header } from '../http/request.js';
import { WithheldTexts } from '../log/withheld-texts.js';
import { WatchRequests } from '../reads/watch-requests.js';
import { Metrics } from '../operation/metrics.js';
import { checkForStream, readFilters, type Filters } from '../queries/search-filters.js';
import { answerHead, Connection } from './connection.js';
import { parseEventId, type EventId } from './event-id.js';
import { Feed } from './feed.js';
import { MissionList } from './mission-list.js';
import type { DrawAlerts, Followed, LiveView } from './steps.js';

const heartbeatMs = 15_000;

/** How often is looked whether those who follow would still be let in. */
const checkMs = 500;

/** Opens event streams and keeps them fed. */
@Injectable()
export class LiveStreams implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('live');
  private readonly open = new Map<Connection, Identity>();
  /** By mission, then by language and the views chosen, or the filters of entries. */
  private readonly feeds = new Map<string, Map<string, Feed>>();
  /** The list of missions, by what of it somebody may see. */
  private readonly lists = new Map<string, MissionList>();
  /** How many feeds have a filter. */
  private filtered = 0;
  private readonly streamsMax: number;
  private heartbeat: NodeJS.Timeout | undefined;
  private check: NodeJS.Timeout | undefined;

  constructor(
    private readonly missions: Missions,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly queries: QueryBus,
    private readonly access: Access,
    private readonly withheld: WithheldTexts,
    private readonly watch: WatchRequests,
    private readonly maker: AlertMaker,
  ) {
    this.streamsMax = connectionsFor(descriptorsMax(), config.limits.streams).streams;
  }

  onModuleInit(): void {
    this.heartbeat = setInterval(() => {
      for (const connection of this.open.keys()) connection.write(': still here\n\n');
    }, heartbeatMs).unref();
    this.check = setInterval(() => this.endOfThoseShutOut(), checkMs).unref();
  }

  /** Ends every stream, so that the server can; clients come back by themselves. */
  onModuleDestroy(): void {
    clearInterval(this.heartbeat);
    clearInterval(this.check);
    for (const connection of this.open.keys()) connection.end();
  }

  /** There is news of a mission: whoever follows it is sent that in its turn. */
  advance(mission: string): void {
    for (const feed of this.feeds.get(mission)?.values() ?? []) feed.advance();
    for (const list of this.lists.values()) list.advance();
  }

  /** Views of a mission: whole, then patched as entries are recorded. Resumes after `Last-Event-ID`. */
  async views(
    mission: string,
    names: readonly LiveView[],
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (!(await this.missions.look(mission, {}))) throw new Problem('unknown-mission');
    const { held, ownOf } = readerOf(request);
    const withheld = this.withheldFrom(mission, request);
    const language = languageOf(request);
    const alerts = this.alertsOf(mission);
    const wanted = { mission, names, language, held, withheld, alerts, seesEntries: ownOf === undefined };
    this.follow(wanted, lastEventId(request), request, reply);
  }

  /**
   * Entries alone that pass some filters, after a revision; from the first without one. `Last-Event-ID` goes before it.
   * Throws a Problem if the mission is unknown or a filter cannot be used.
   */
  async entries(
    { mission, language }: Pick<AsOf, 'mission' | 'language'>,
    after: number,
    filters: Filters,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const seen = await this.missions.look(mission, {});
    if (!seen) throw new Problem('unknown-mission');
    checkForStream(filters);
    const timeZone = zoneOf(seen.state);
    const { held, ownOf } = readerOf(request);
    const { isRow, isEntry } = readFilters(filters, timeZone, language, ownOf);
    const passes = (entry: Entry): boolean => isRow(rowOf(entry, timeZone)) && (isEntry?.(entry) ?? true);
    const head = this.missions.revisionOf(mission);
    if (after > head) throw badParameter('after', details.noRevisionAfter(head));
    const last = lastEventId(request) ?? { revision: after, index: 0 };
    const isAll = Object.keys(filters).length === 0 && ownOf === undefined;
    const only = isAll ? undefined : { name: canonical({ ...filters, ...(ownOf !== undefined && { ownOf }) }), passes };
    this.follow(
      {
        mission,
        names: [],
        language,
        held,
        withheld: this.withheldFrom(mission, request),
        alerts: this.alertsOf(mission),
        seesEntries: true,
      },
      last,
      request,
      reply,
      only,
    );
  }

  /** The list of missions that somebody may see: whole, then patched as they change. */
  rows(archived: boolean, request: FastifyRequest, reply: FastifyReply): void {
    if (answerHead(request, reply)) return;
    const isBack = header(request, 'last-event-id') !== undefined;
    this.checkRoom();
    const list = this.listFor(this.access.identify(request).grants, archived);
    const connection = this.connect(request, reply, (ended) => list.leave(ended));
    list.join(connection, isBack).catch((error: unknown) => this.fail(connection, error));
  }

  private follow(
    wanted: Followed,
    last: EventId | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
    only?: { name: string; passes: (entry: Entry) => boolean },
  ): void {
    const { mission, names, language, held, seesEntries } = wanted;
    const { readsWithheld } = readerOf(request);
    if (answerHead(request, reply)) return;
    const key = [language, only?.name ?? names.join(), [...held].join(), seesEntries, readsWithheld].join(' ');
    this.checkRoom();
    const feed = this.feedOf(wanted, key, only?.passes);
    const connection = this.connect(request, reply, (ended) => {
      feed.leave(ended);
      const ofMission = this.feeds.get(mission);
      if (!feed.isIdle || ofMission?.get(key) !== feed) return;
      ofMission.delete(key);
      if (only) this.filtered--;
      if (ofMission.size === 0) this.feeds.delete(mission);
    });
    feed.join(connection, last).catch((error: unknown) => this.fail(connection, error));
  }

  private alertsOf(mission: string): DrawAlerts {
    return (state, at) => this.maker.of(mission, state, at);
  }

  private withheldFrom(mission: string, request: FastifyRequest): () => Promise<Withheld> {
    const { readsWithheld } = readerOf(request);
    return async () => (readsWithheld ? new Set() : this.withheld.of(mission));
  }

  private feedOf(wanted: Followed, key: string, passes: ((entry: Entry) => boolean) | undefined): Feed {
    const { mission } = wanted;
    let ofMission = this.feeds.get(mission);
    if (!ofMission) this.feeds.set(mission, (ofMission = new Map()));
    let feed = ofMission.get(key);
    if (!feed) {
      const { feeds, filters } = this.config.limits;
      if (ofMission.size >= feeds || (passes && this.filtered >= filters)) throw tooManyStreams();
      if (passes) this.filtered++;
      feed = new Feed(
        wanted,
        this.missions,
        () => this.clock.now(),
        (error) => this.report(error),
        passes,
      );
      ofMission.set(key, feed);
    }
    return feed;
  }

  /** Throws a Problem if no stream more can be taken. */
  private checkRoom(): void {
    if (this.open.size >= this.streamsMax) throw tooManyStreams();
  }

  private connect(request: FastifyRequest, reply: FastifyReply, onEnd: (connection: Connection) => void): Connection {
    const identity = this.access.identify(request);
    if (this.config.accessLog) this.watch.subscribed(request, reply);
    const connection = new Connection(reply, (ended, dropped) => {
      this.open.delete(ended);
      this.metrics.liveClients.set(this.open.size);
      if (dropped) this.metrics.droppedClients.inc();
      onEnd(ended);
    });
    this.open.set(connection, identity);
    this.metrics.liveClients.set(this.open.size);
    return connection;
  }

  /** The list for whoever may see the same of the same missions; those who follow it share it. */
  private listFor(grants: readonly Grant[], archived: boolean): MissionList {
    const seeing = grants.filter(({ role }) => permits(role, 'read-remains'));
    const scope = [
      archived,
      ...[...new Set(seeing.map(({ role, mission }) => `${role}:${mission}`))].toSorted(),
    ].join();
    let list = this.lists.get(scope);
    if (!list) {
      const isVisible = (id: string): boolean => roleFor(grants, 'read-remains', id) !== undefined;
      const seen = {
        isVisible,
        archived,
        heldIn: (id: string): Held => heldIn(grants, id),
      };
      list = new MissionList(this.queries, seen, this.clock, (error) => this.report(error));
      this.lists.set(scope, list);
    }
    return list;
  }

  private endOfThoseShutOut(): void {
    for (const [connection, identity] of this.open) if (!this.isStillIn(identity)) connection.end();
  }

  /** Where nobody can be let in, nobody is followed on. */
  private isStillIn(identity: Identity): boolean {
    try {
      return this.access.isStillIn(identity);
    } catch {
      return false;
    }
  }

  private fail(connection: Connection, error: unknown): void {
    this.report(error);
    connection.end();
  }

  private report(error: unknown): void {
    // A stopped mission says so on every request; its streams only end.
    if (!(error instanceof MissionStopped))
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** What somebody is answered for whom there is no stream left. */
export const tooManyStreams = (): Problem => new Problem('too-many-streams', undefined, {}, { 'retry-after': '5' });

/** The last event that a client saw; an id that is not ours is before all of them. */
function lastEventId(request: FastifyRequest): EventId | undefined {
  const id = header(request, 'last-event-id');
  // A browser whose stream ended before its first event sends an empty id.
  if (id === undefined || id === '') return undefined;
  return parseEventId(id) ?? { revision: Number.MAX_SAFE_INTEGER, index: 0 };
}
