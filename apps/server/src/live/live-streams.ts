import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Entry } from '#libs/domain';
import { Missions } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { header } from '../http/request.js';
import { Metrics } from '../operation/metrics.js';
import { Connection } from './connection.js';
import { cloudEvent, Steps, stepsMax, type LiveEvent, type LiveView } from './steps.js';

/** Opens event streams and keeps them fed. */
@Injectable()
export class LiveStreams implements OnApplicationShutdown {
  private readonly open = new Set<Connection>();

  constructor(
    private readonly missions: Missions,
    private readonly metrics: Metrics,
  ) {}

  /** Tells every client to come back later. */
  onApplicationShutdown(): void {
    for (const connection of this.open) connection.end();
  }

  /** Views of a mission: whole, then patched as entries are recorded. Resumes after `Last-Event-ID`. */
  async views(mission: string, names: readonly LiveView[], request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!(await this.missions.look(mission, {}))) throw new Problem('unknown-mission');
    const last = lastEventId(request);
    const entries = [...(await this.missions.entriesAfter(mission, -1))];
    const steps = new Steps(names);
    const connection = this.connect(request, reply);
    const position = last && resumable(last, entries.length - 1) ? last : undefined;
    if (position) this.resume(connection, steps, entries, position, names.length);
    else this.begin(connection, steps, entries, last !== undefined);
    this.keepFed(connection, mission, steps);
  }

  /** Entries alone, from a revision on. */
  async entries(mission: string, after: number, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!(await this.missions.look(mission, {}))) throw new Problem('unknown-mission');
    let sent = lastEventId(request)?.revision ?? after;
    const connection = this.connect(request, reply);
    const send = (entries: readonly Entry[]): void => {
      for (const entry of entries) {
        if (entry.revision <= sent) continue;
        connection.send('entry', cloudEvent(entry), `${entry.revision}.0`);
        sent = entry.revision;
      }
    };
    send(await this.missions.entriesAfter(mission, sent));
    this.follow(connection, (changed, entries) => changed === mission && send(entries));
  }

  /** The list of missions: whole, then each that changes. */
  async list(rows: () => Promise<readonly { mission: string }[]>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const connection = this.connect(request, reply);
    let count = 0;
    const send = async (): Promise<void> => connection.send('snapshot', { view: 'missions', document: { items: await rows() } }, String(count++));
    await send();
    this.follow(connection, () => void send().catch(() => connection.end()));
  }

  private connect(request: FastifyRequest, reply: FastifyReply): Connection {
    const connection = new Connection(request, reply, (dropped) => {
      this.open.delete(connection);
      this.metrics.liveClients.set(this.open.size);
      if (dropped) this.metrics.droppedClients.inc();
    });
    this.open.add(connection);
    this.metrics.liveClients.set(this.open.size);
    return connection;
  }

  private begin(connection: Connection, steps: Steps, entries: readonly Entry[], reset: boolean): void {
    if (reset) connection.send('reset', { reason: 'the stream cannot be resumed from there; take the snapshots that follow' });
    steps.startAt(entries);
    for (const event of steps.passMidnights(Date.now())) void event;
    const { id, views } = steps.snapshot();
    for (const [view, document] of views) connection.send('snapshot', { view, revision: steps.revision, document }, id);
  }

  /** Brings a client from the event it saw last to now, each event once. */
  private resume(connection: Connection, steps: Steps, entries: readonly Entry[], last: EventId, views: number): void {
    const send = ({ id, name, data }: LiveEvent): void => {
      const { revision, index } = parse(id) ?? last;
      // Events up to the one seen are made again only to know what the client holds.
      if (revision > last.revision || index > last.index) connection.send(name, data, id);
    };
    steps.startAt(entries.slice(0, last.revision));
    const at = entries[last.revision];
    if (at) for (const event of steps.take(at)) if (parse(event.id)?.revision === last.revision) send(event);
    if (last.index > views) for (const event of steps.passMidnights(Date.parse(at?.recordedAt ?? '') + Math.ceil((last.index - views) / views) * 86_400_000)) send(event);
    for (const entry of entries.slice(last.revision + 1)) for (const event of steps.take(entry)) send(event);
  }

  private keepFed(connection: Connection, mission: string, steps: Steps): void {
    const send = ({ id, name, data }: LiveEvent): void => connection.send(name, data, id);
    let midnight: NodeJS.Timeout | undefined;
    const watch = (): void => {
      for (const event of steps.passMidnights(Date.now())) send(event);
      midnight = setTimeout(watch, Math.min(3_600_000, steps.nextMidnight(Date.now()) - Date.now() + 50));
      midnight.unref();
    };
    watch();
    this.follow(
      connection,
      (changed, entries) => {
        if (changed !== mission) return;
        for (const entry of entries) if (entry.revision > steps.revision) for (const event of steps.take(entry)) send(event);
      },
      () => clearTimeout(midnight),
    );
  }

  private follow(connection: Connection, listener: (mission: string, entries: readonly Entry[]) => unknown, onEnd: () => void = () => undefined): void {
    const unfollow = this.missions.follow((mission, entries) => {
      if (connection.isOpen) listener(mission, entries);
    });
    connection.whenEnded(() => (unfollow(), onEnd()));
  }
}

interface EventId {
  revision: number;
  index: number;
}

const parse = (id: string): EventId | undefined => {
  const [, revision, index] = /^(\d{1,15})\.(\d{1,9})$/.exec(id) ?? [];
  return revision === undefined || index === undefined ? undefined : { revision: Number(revision), index: Number(index) };
};

/** The last event that a client saw; one that is not ours begins anew. */
function lastEventId(request: FastifyRequest): EventId | undefined {
  const id = header(request, 'last-event-id');
  if (id === undefined) return undefined;
  return parse(id) ?? { revision: -1, index: 0 };
}

const resumable = ({ revision, index }: EventId, head: number): boolean => revision >= 0 && revision <= head && head - revision <= stepsMax && index <= stepsMax;
