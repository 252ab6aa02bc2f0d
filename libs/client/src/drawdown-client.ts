import { pageMax, queryOf, type Query } from './address.js';
import type { MissionRow, Page } from './documents.js';
import { EventStream } from './event-stream.js';
import { missionsListenerOf, type MissionsListener } from './live.js';
import { MissionClient } from './mission-client.js';
import { errorOf, readProblem, Unreachable } from './problems.js';
import { parseObject, Transport, type Outgoing, type Reply, type TransportOptions } from './transport.js';

/** How something is read. */
export interface Reading {
  accept?: string;
  signal?: AbortSignal;
  cache?: 'no-store';
}

/** A Drawdown server, as its public API offers it: `new DrawdownClient({ url: 'http://127.0.0.1:3000' })`. */
export class DrawdownClient {
  readonly transport: Transport;

  /** Throws a TypeError if the address is none of HTTP. */
  constructor(options: TransportOptions) {
    this.transport = new Transport(options);
  }

  /** The address of the server; empty for the one that the page came from. */
  get url(): string {
    return this.transport.url;
  }

  /** One mission: its commands, views, entries and streams. It need not exist yet. */
  mission(id: string): MissionClient {
    return new MissionClient(this, id);
  }

  /** All missions, a line each. */
  async missions(signal?: AbortSignal): Promise<readonly MissionRow[]> {
    const rows: MissionRow[] = [];
    for await (const { items } of this.pages<MissionRow>('/v1/missions', {}, signal)) rows.push(...items);
    return rows;
  }

  /** The list of missions, followed until the stream is closed. */
  liveMissions(listener: MissionsListener): EventStream {
    return new EventStream(this.transport, '/v1/live', missionsListenerOf(listener));
  }

  /** Reads a JSON object. Throws a ProblemError, Unreachable or NotDrawdown. */
  async json<T extends object>(path: string, reading: Omit<Reading, 'accept'> = {}): Promise<T> {
    return parseObject<T>(await this.text(path, reading), this.url);
  }

  /** The pages of a list, one after the other. */
  async *pages<T = unknown>(path: string, query: Query, signal?: AbortSignal): AsyncGenerator<Page<T>> {
    let after: string | undefined;
    do {
      const parameters = queryOf({ ...query, limit: pageMax, ...(after !== undefined && { after }) });
      const page: Page<T> = await this.json(`${path}${parameters}`, { signal });
      yield page;
      after = page.next;
    } while (after !== undefined);
  }

  /** Reads a text, in the format that is asked for. Throws a ProblemError or Unreachable. */
  async text(path: string, { accept = 'application/json', signal, cache }: Reading = {}): Promise<string> {
    return (await this.send(path, { headers: { accept }, signal, cache, isRepeatable: true })).text;
  }

  /** Reads something as it comes, however long that takes. Throws a ProblemError or Unreachable. */
  async open(path: string, { accept = 'application/json', signal, cache }: Reading = {}): Promise<Response> {
    const response = await this.transport.open(path, { headers: { accept }, signal, cache });
    if (response.ok) return response;
    throw noOf(response.status, await response.text());
  }

  /** Sends a request. Throws a ProblemError or Unreachable. */
  async send(path: string, outgoing: Outgoing): Promise<Reply> {
    const reply = await this.transport.exchange(path, outgoing);
    if (reply.status >= 200 && reply.status < 300) return reply;
    throw noOf(reply.status, reply.text);
  }
}

/** An answer that is no "yes". What is no problem document was not said by a server, but by something before it. */
function noOf(status: number, text: string): Error {
  const problem = readProblem(status, text);
  return problem ? errorOf(problem) : new Unreachable(`Something that is no Drawdown server answered HTTP ${status}.`);
}
