import type { EntryType } from '#libs/domain';
import { pageMax, pageOf, pathOf, type Query } from './address.js';
import type { Answer, AsOf, BatchLine, CommandBody, Entry, HistoryItem, ViewDocument, ViewName } from './documents.js';
import type { DrawdownClient, Reading } from './drawdown-client.js';
import { EventStream } from './event-stream.js';
import { listenerOf, type LiveListener } from './live.js';
import type { Scenarios, ToApply, TriedScenarios } from './scenarios.js';
import { parseObject } from './transport.js';

/** How a command is sent. */
export interface CommandOptions {
  /** Tells the server that it is the same command, however often it comes (16 to 255 printable characters). A new one without it. */
  key?: string;
  /** The newest revision that was seen: refused with ChangedSince if what the command is about has changed since. */
  ifMatch?: number;
  /** How often it is sent at most, if no answer comes. */
  triesMax?: number;
  signal?: AbortSignal;
}

/** A scenario that was recorded, or proposed: then its proposal goes by that revision. */
export type AppliedScenario = Answer & { applied: 'batch' | 'proposal'; proposal?: number };

/** A key that nobody has used: 128 random bits. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Views that come as one document; the others are lists, and come in pages. */
const undivided = new Set(['summary', 'burndown']);

/** One mission of a server. All of it throws a ProblemError if the server says no, Unreachable if no answer came. */
export class MissionClient {
  constructor(
    private readonly client: DrawdownClient,
    readonly id: string,
  ) {}

  /** The path of one of its pages (`/bases/ber`; empty for the summary). */
  path(page: string, query?: Query): string {
    return pathOf(this.id, page, query);
  }

  /**
   * Records a command, once: it has a key, so that it can be sent again if no answer comes. Name the entry type to have the
   * body checked: `command<'BaseVacated'>('report-base-vacated', { base: 'ber', occurredAt: '2023-08-13' })`.
   */
  command<T extends EntryType = never>(
    name: string,
    body: [T] extends [never] ? object : CommandBody<T>,
    { key = newKey(), ...options }: CommandOptions = {},
  ): Promise<Answer> {
    return this.post(commandPage(name), JSON.stringify(body), { key, ...options });
  }

  /** What a command would record; nothing is recorded. */
  dryRun(name: string, body: object, options: Omit<CommandOptions, 'key'> = {}): Promise<Answer> {
    return this.post(commandPage(name), JSON.stringify(body), options, { dryRun: true });
  }

  /** Records several commands: all of them, or none. */
  batch(lines: readonly BatchLine[], { key = newKey(), ...options }: CommandOptions = {}): Promise<Answer> {
    return this.post('/commands', ndjson(lines), { key, ...options }, {}, 'application/x-ndjson');
  }

  /** What several commands would record together; nothing is recorded. */
  dryRunBatch(lines: readonly BatchLine[], options: Omit<CommandOptions, 'key'> = {}): Promise<Answer> {
    return this.post('/commands', ndjson(lines), options, { dryRun: true }, 'application/x-ndjson');
  }

  /** What scenarios would come to, side by side; nothing is recorded. As JSON, or as rows in another format. */
  async scenarios(scenarios: Scenarios): Promise<TriedScenarios>;
  async scenarios(scenarios: Scenarios, accept: string): Promise<string>;
  async scenarios(scenarios: Scenarios, accept?: string): Promise<TriedScenarios | string> {
    const { text } = await this.client.send(this.path('/scenarios'), {
      method: 'POST',
      body: JSON.stringify(scenarios),
      headers: { 'content-type': 'application/json', ...(accept !== undefined && { accept }) },
      isRepeatable: true,
    });
    return accept === undefined ? parseObject<TriedScenarios>(text, this.client.url) : text;
  }

  /** Records a scenario, all of it or none, or proposes it. Throws ChangedSince if the log has gone on since its base. */
  applyScenario(toApply: ToApply, { key = newKey(), ...options }: CommandOptions = {}): Promise<AppliedScenario> {
    return this.post('/scenarios/apply', JSON.stringify(toApply), { key, ...options }) as Promise<AppliedScenario>;
  }

  /** A view, whole: a list page after page. */
  async view<V extends ViewName>(view: V, asOf: AsOf = {}, signal?: AbortSignal): Promise<ViewDocument<V>> {
    if (undivided.has(view)) return this.json(pageOf(view), asOf, signal);
    const whole: object = await this.list(pageOf(view), asOf, signal);
    return whole as ViewDocument<V>;
  }

  /** A list of a mission, whole: page after page. What stands beside the items is of the first page. */
  async list<T extends { items: readonly unknown[] }>(
    page: string,
    query: Query = {},
    signal?: AbortSignal,
  ): Promise<T> {
    const items: unknown[] = [];
    let first: object = {};
    for await (const { next: _next, ...of } of this.client.pages(this.path(page), query, signal)) {
      if (items.length === 0) first = of;
      items.push(...of.items);
    }
    const whole: object = { ...first, items };
    return whole as T;
  }

  /** History, page after page, oldest first if nothing else is asked for. */
  async *history(filters: Query = {}, signal?: AbortSignal): AsyncGenerator<HistoryItem[]> {
    for await (const { items } of this.client.pages<HistoryItem>(this.path('/entries'), filters, signal)) yield items;
  }

  /** The stored envelopes, page after page: as entries, and as text, byte for byte as they were signed. */
  async *envelopes(filters: Query = {}, signal?: AbortSignal): AsyncGenerator<{ text: string; entries: Entry[] }> {
    const reading = { accept: 'application/x-ndjson', signal };
    let after: number | undefined;
    for (;;) {
      const query = { ...filters, limit: pageMax, ...(after !== undefined && { after }) };
      const text = await this.text('/entries', query, reading);
      const lines = text.split('\n').filter((line) => line !== '');
      const entries = lines.map((line) => parseObject<Entry>(line, this.client.url));
      yield { text, entries };
      const last = entries.at(-1);
      if (entries.length < pageMax || last === undefined) return;
      after = last.revision;
    }
  }

  /** One entry, as history shows it. */
  entry<T extends object = HistoryItem>(revision: number | string, signal?: AbortSignal): Promise<T> {
    return this.json(`/entries/${encodeURIComponent(revision)}`, {}, signal);
  }

  /** Reads one of its pages as JSON. Throws NotDrawdown as well, if that is none. */
  json<T extends object>(page: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.client.json(this.path(page, query), { signal });
  }

  /** Reads one of its pages as a text, in the format that is asked for. */
  text(page: string, query?: Query, reading?: Reading): Promise<string> {
    return this.client.text(this.path(page, query), reading);
  }

  /** Reads one of its pages as it comes, such as the evidence package. */
  open(page: string, query?: Query, reading?: Reading): Promise<Response> {
    return this.client.open(this.path(page, query), reading);
  }

  /** Views, followed until the stream is closed: whole first, then as they change, without a gap over lost lines. */
  live(views: readonly ViewName[], listener: LiveListener): EventStream {
    return new EventStream(this.client.transport, this.path('/live', { views: views.join(',') }), listenerOf(listener));
  }

  private async post(
    page: string,
    body: string,
    { key, ifMatch, triesMax, signal }: CommandOptions,
    query: Query = {},
    type = 'application/json',
  ): Promise<Answer> {
    const { text, status } = await this.client.send(this.path(page, query), {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      // It has a key, or records nothing.
      isRepeatable: true,
      triesMax,
      signal,
    });
    const answer = parseObject<Answer>(text, this.client.url);
    return { ...answer, isReplayed: status === 200 };
  }
}

const commandPage = (name: string): string => `/commands/${encodeURIComponent(name)}`;

const ndjson = (lines: readonly BatchLine[]): string => lines.map((line) => JSON.stringify(line)).join('\n');
