import { keeping, recordMinusma } from './minusma.js';
import { startTestServer, type TestServer } from './server.js';

/** Where the real withdrawal is searched. */
export const path = '/v1/missions/minusma/entries';

/** An entry as a search shows it. */
export interface Item {
  revision: number;
  type: string;
  occurredAt: string;
  placedAt: string;
  recordedAt: string;
  reportedAt?: string;
  late?: boolean;
  actor: { id: string };
  source?: { title: string; url?: string; ref?: string };
  sentence: string;
  parts: unknown[];
  marks: Record<string, unknown>;
  data: Record<string, unknown>;
}

/** A page of a search. */
export interface Page {
  items: Item[];
  next?: string;
  order: string;
  revision: number;
}

/** Searches of a server's log. */
export class Searching {
  private constructor(readonly server: TestServer) {}

  /** A server with the real withdrawal, and log-keeping by an archivist after it. */
  static async start(): Promise<Searching> {
    const searching = new Searching(await startTestServer());
    await recordMinusma(searching.server);
    const { items } = await searching.search({ limit: '500' });
    const revisionOf = (type: string): number => items.find((item) => item.type === type)?.revision ?? -1;
    for (const [name, body] of keeping(revisionOf)) {
      const { status, text } = await searching.server.command(name, body, { 'x-actor': 'archivist' });
      if (status !== 201) throw new Error(`${name}: ${text}`);
    }
    return searching;
  }

  /** One page. Throws where it is refused. */
  async search(query: Record<string, string>): Promise<Page> {
    const { status, text } = await this.server.get(`${path}?${new URLSearchParams(query).toString()}`);
    if (status !== 200) throw new Error(text);
    return JSON.parse(text) as Page;
  }

  /** The revisions of the first page, which is as long as one can be. */
  async revisions(query: Record<string, string>): Promise<number[]> {
    return (await this.search({ limit: '500', ...query })).items.map(({ revision }) => revision);
  }

  /** The revisions of all pages; between two of them something may be done. */
  async pages(query: Record<string, string>, between?: () => Promise<unknown>): Promise<number[]> {
    const found: number[] = [];
    let after: string | undefined;
    do {
      const page = await this.search({ ...query, ...(after !== undefined && { after }) });
      found.push(...page.items.map(({ revision }) => revision));
      after = page.next;
      await between?.();
    } while (after !== undefined);
    return found;
  }
}
