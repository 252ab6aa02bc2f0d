import { setTimeout } from 'node:timers/promises';

/** The server says no, or cannot be reached; the exit code tells which. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 75,
  ) {
    super(message);
  }
}

/** What a server answers. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
}

const triesMax = 5;

/** Talks to a Drawdown server. Lost connections and 503 are tried again with back-off: commands carry their key. */
export class Client {
  constructor(
    readonly url: string,
    private readonly actor: string | undefined,
    private readonly waitMs = 200,
  ) {}

  /** One request. Throws Failure 75 where the server cannot be reached after five tries. */
  async request(method: string, path: string, options: { body?: string; headers?: Record<string, string> } = {}): Promise<Reply> {
    const headers = { ...options.headers, ...(this.actor !== undefined && { 'x-actor': this.actor }) };
    let why = '';
    for (let attempt = 0; attempt < triesMax; attempt++) {
      if (attempt > 0) await setTimeout(this.waitMs * 2 ** attempt);
      try {
        const response = await fetch(new URL(path, this.url), { method, headers, body: options.body });
        const reply = { status: response.status, headers: response.headers, text: await response.text() };
        if (reply.status !== 503) return reply;
        why = problemIn(reply);
      } catch (error) {
        why = error instanceof Error ? String((error.cause as Error | undefined)?.message || error.message) : String(error);
      }
    }
    throw new Failure(`${this.url} cannot serve this now (${why}). Is the server running? Start it with "drawdown serve", or set DRAWDOWN_URL.`, 75);
  }

  /** Reads JSON (or text) from a path. Throws Failure 1 where the server says no. */
  async read(path: string, accept = 'application/json'): Promise<string> {
    const reply = await this.request('GET', path, { headers: { accept } });
    if (reply.status !== 200) throw new Failure(problemIn(reply), 1);
    return reply.text;
  }
}

/** What a problem document says, in one line. */
export function problemIn({ status, text }: Pick<Reply, 'status' | 'text'>): string {
  try {
    const { title, detail, figures, errors } = JSON.parse(text) as { title?: string; detail?: string; figures?: object; errors?: { pointer: string; detail: string }[] };
    const fields = errors?.map((error) => `${error.pointer} ${error.detail}`).join('; ');
    return `${title ?? status}: ${fields ?? detail ?? ''}${figures ? ` ${JSON.stringify(figures)}` : ''}`;
  } catch {
    return `HTTP ${status}`;
  }
}
