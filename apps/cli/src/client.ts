import { setTimeout } from 'node:timers/promises';
import { Failure } from './failure.js';
import { codeOf, problemInWords, readProblem } from './problem.js';

/** What a server answers. */
export interface Reply {
  status: number;
  text: string;
}

/** What is sent. A body that records something carries its Idempotency-Key, since it may be sent again. */
export interface Outgoing {
  body?: string;
  headers?: Record<string, string>;
}

const triesMax = 5;
const answerMsMax = 30_000;
const retryAfterMsMax = 5_000;
const busy = new Set([429, 503]);

/** Talks to a Drawdown server. Lost connections and "try later" are tried again, a bounded number of times. */
export class Client {
  private readonly base: string;

  constructor(
    readonly url: string,
    private readonly actor: string | undefined,
    private readonly backOffMs = 100,
  ) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw new Failure(
        `"${url}" is no address of a server. Give one such as http://127.0.0.1:3000 (--url or DRAWDOWN_URL).`,
        2,
      );
    }
    this.base = url.replace(/\/+$/, '');
  }

  /** One request. Throws a Failure where trying again may help (75), or where the server has a defect (70). */
  async request(method: string, path: string, { body, headers }: Outgoing = {}): Promise<Reply> {
    let why = '';
    for (let attempt = 0; attempt < triesMax; attempt++) {
      let waitMs = this.backOffMs * 2 ** attempt;
      try {
        const response = await fetch(`${this.base}${path}`, {
          method,
          body,
          headers: { ...headers, ...(this.actor !== undefined && { 'x-actor': this.actor }) },
          signal: AbortSignal.timeout(answerMsMax),
        });
        const reply = { status: response.status, text: await response.text() };
        if (!isBusy(reply)) return checked(reply);
        why = problemInWords(readProblem(reply.text), reply.status);
        const seconds = Number(response.headers.get('retry-after') ?? 0);
        if (seconds > 0) waitMs = Math.min(seconds * 1000, retryAfterMsMax);
      } catch (error) {
        if (error instanceof Failure) throw error;
        why = reasonOf(error);
      }
      if (attempt < triesMax - 1) await setTimeout(waitMs);
    }
    throw new Failure(
      `${this.url} does not serve this now (${why}). Start a server with "drawdown serve", or say where it is with DRAWDOWN_URL.`,
      75,
    );
  }

  /** Reads a text. Throws a Failure where the server says no (1) or a parameter cannot be used (2). */
  async read(path: string, accept = 'application/json'): Promise<string> {
    const { status, text } = await this.request('GET', path, { headers: { accept } });
    if (status === 200) return text;
    const problem = readProblem(text);
    throw new Failure(problemInWords(problem, status), codeOf(problem) === 'parameter-invalid' ? 2 : 1);
  }

  /** Reads a JSON object. */
  async readObject<T extends object>(path: string): Promise<T> {
    return this.parse<T>(await this.read(path));
  }

  /** Parses an answer. Throws Failure 1 where it is not JSON: something else listens there. */
  parse<T extends object>(text: string): T {
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Failure(`${this.url} answers, but not as a Drawdown server does.`, 1);
    }
  }
}

/** The path of a mission's page, with those parameters that have a value. */
export function pathOf(mission: string, page: string, parameters: object = {}): string {
  const given = Object.entries(parameters as Record<string, unknown>).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || value === true ? [[name, String(value)]] : [],
  );
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
  return `/v1/missions/${encodeURIComponent(mission)}${page}${query}`;
}

/** A stopped mission is 503 as well, but waiting does not start it. */
const isBusy = ({ status, text }: Reply): boolean =>
  busy.has(status) && codeOf(readProblem(text)) !== 'mission-stopped';

function checked(reply: Reply): Reply {
  if (reply.status < 500) return reply;
  throw new Failure(problemInWords(readProblem(reply.text), reply.status), reply.status === 507 ? 75 : 70);
}

/** fetch hides what went wrong with the connection in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, code } = (error.cause ?? error) as { message?: string; code?: string };
  return message || code || error.message;
}
