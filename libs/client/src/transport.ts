import { isForLater, NotDrawdown, readProblem, Unreachable } from './problems.js';

/** Where a server is, and how patiently it is asked. */
export interface TransportOptions {
  /** Its address. Empty for the one that a page came from. */
  url: string;
  /** What the server knows its bearer by. */
  token?: string;
  /** Who acts, while the server takes anybody's word for it. */
  actor?: string;
  /** In which language the server speaks (`en` or `fr`), asked before each request; its own choice without it. */
  language?: () => string;
  /** How often a request is sent at most, if no answer comes or the server says "not now". */
  triesMax?: number;
  /** How long is waited before the second time, in milliseconds; twice as long before each further one. */
  backOffMs?: number;
  /** How long nothing may come of an answer, in milliseconds. Of a stream the server says something every 15 s. */
  silenceMsMax?: number;
}

/** One request. */
export interface Outgoing {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
  /** Whether sending it twice does no more than sending it once. */
  isRepeatable?: boolean;
  /** As `TransportOptions.triesMax`, for this request alone. */
  triesMax?: number;
  cache?: 'no-store';
}

/** What came back, whatever it says. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

const retryAfterMsMax = 5_000;

/** Sends requests, and sends them again if that may help and does no harm. */
export class Transport {
  readonly url: string;
  private readonly triesMax: number;
  private readonly backOffMs: number;
  readonly silenceMsMax: number;
  private readonly actor: string | undefined;
  private readonly token: string | undefined;
  private readonly language: (() => string) | undefined;

  /** Throws a TypeError if the address is none of HTTP. */
  constructor({ url, token, actor, language, triesMax = 5, backOffMs = 100, silenceMsMax = 30_000 }: TransportOptions) {
    if (url !== '' && !/^https?:\/\//.test(url)) throw new TypeError(`"${url}" is no address of a server`);
    this.url = url.replace(/\/+$/, '');
    this.actor = actor;
    this.token = token;
    this.language = language;
    this.triesMax = triesMax;
    this.backOffMs = backOffMs;
    this.silenceMsMax = silenceMsMax;
  }

  /** The answer to one request, whatever it says. Throws Unreachable, or what aborted it. */
  async exchange(path: string, outgoing: Outgoing = {}): Promise<Reply> {
    const { signal, isRepeatable = false, triesMax = this.triesMax } = outgoing;
    for (let attempt = 1; ; attempt++) {
      const isLast = !isRepeatable || attempt >= triesMax;
      let waitMs = this.backOffMs * 2 ** (attempt - 1);
      try {
        const reply = await this.once(path, outgoing);
        const waited = retryAfterOf(reply);
        if (isLast || waited === undefined) return reply;
        waitMs = Math.max(waitMs, waited);
      } catch (error) {
        if (isLast || signal?.aborted || !(error instanceof Unreachable)) throw error;
      }
      await pause(waitMs, signal);
    }
  }

  /** The answer to a request that is read as it comes, for as long as it takes. Throws Unreachable, or what aborted it. */
  async open(path: string, outgoing: Outgoing = {}): Promise<Response> {
    const limit = limitOf(outgoing.signal, this.silenceMsMax, () => this.unreachable('nothing came in time'));
    try {
      return await this.fetch(path, outgoing, limit.signal);
    } finally {
      limit.lift();
    }
  }

  private async once(path: string, outgoing: Outgoing): Promise<Reply> {
    const limit = limitOf(outgoing.signal, this.silenceMsMax, () => this.unreachable('nothing came in time'));
    try {
      const response = await this.fetch(path, outgoing, limit.signal);
      return { status: response.status, headers: response.headers, text: await textOf(response, limit.renew) };
    } catch (error) {
      throw this.reasonOf(error, limit.signal);
    } finally {
      limit.end();
    }
  }

  private async fetch(
    path: string,
    { method, headers, body, cache }: Outgoing,
    signal: AbortSignal,
  ): Promise<Response> {
    // Node has no cache, and its types do not know of one.
    const init: RequestInit & Pick<Outgoing, 'cache'> = {
      method,
      body,
      cache,
      signal,
      headers: {
        ...headers,
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(this.actor !== undefined && { 'x-actor': this.actor }),
        ...(this.language && { 'accept-language': this.language() }),
      },
    };
    try {
      return await fetch(`${this.url}${path}`, init);
    } catch (error) {
      throw this.reasonOf(error, signal);
    }
  }

  /** fetch hides what went wrong with the connection in its cause. */
  private reasonOf(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof Unreachable) return error;
    const { message, code } = ((error as Error).cause ?? error) as { message?: string; code?: string };
    return this.unreachable(message || code || String(error), error);
  }

  private unreachable(why: string, cause?: unknown): Unreachable {
    return new Unreachable(`${this.url || 'The server'} cannot be reached (${why}).`, { cause });
  }
}

/** A signal that is aborted with another one, or if nothing comes for too long before the limit is lifted. */
function limitOf(
  outer: AbortSignal | undefined,
  msMax: number,
  silence: () => Error,
): { signal: AbortSignal; renew: () => void; lift: () => void; end: () => void } {
  const limit = new AbortController();
  const abort = (): void => limit.abort(outer?.reason);
  if (outer?.aborted) abort();
  else outer?.addEventListener('abort', abort, { once: true });
  const started = (): ReturnType<typeof setTimeout> => setTimeout(() => limit.abort(silence()), msMax);
  let timer = started();
  const lift = (): void => clearTimeout(timer);
  const renew = (): void => {
    lift();
    timer = started();
  };
  const end = (): void => {
    lift();
    outer?.removeEventListener('abort', abort);
  };
  return { signal: limit.signal, renew, lift, end };
}

/** The text of an answer, however slowly it comes. */
async function textOf({ body }: Response, onBytes: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const { value } = read;
    onBytes();
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** How long to wait before the same request is sent again, in milliseconds; undefined if the answer is final. */
function retryAfterOf({ status, headers, text }: Reply): number | undefined {
  if (status < 400) return undefined;
  const problem = readProblem(status, text);
  // What is no problem document was not said by the server, but by something before it.
  if (problem ? !isForLater(problem) : status < 500) return undefined;
  const seconds = Number(headers.get('retry-after') ?? 0);
  return seconds > 0 ? Math.min(seconds * 1000, retryAfterMsMax) : 0;
}

/** Waits, unless that is aborted. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    }
    signal?.addEventListener('abort', done);
  });
}

/** Parses an answer. Throws NotDrawdown if it is not a JSON object. */
export function parseObject<T extends object>(text: string, url: string): T {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === 'object' && found !== null) return found as T;
  } catch {
    // It is said below.
  }
  throw new NotDrawdown(`${url || 'What is there'} answers, but not as a Drawdown server does.`);
}
