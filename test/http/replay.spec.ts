import fc from 'fast-check';
import { csvRows } from '../support/formats.js';
import { recordMinusma } from '../support/minusma.js';
import { startTestServer, type Answered, type TestServer } from '../support/server.js';

let server: TestServer;
let now = Date.parse('2023-10-15T12:00:00Z');

beforeAll(async () => {
  server = await startTestServer(() => now);
  await recordMinusma(server);
}, 60_000);
afterAll(() => server.close());

interface Step {
  at: string;
  revision: number;
  status: string;
  present: unknown;
  departed: unknown;
  died: unknown;
  basesRemaining: number;
  discrepancies: number;
  changed: string[];
}

async function replay(query = ''): Promise<Answered & { steps: Step[] }> {
  const { status, text, body } = await server.get(`/v1/missions/minusma/replay?${query}`);
  if (status !== 200) throw new Error(text);
  return { ...body, steps: (body as unknown as { items: Step[] }).items };
}

/** What the summary itself answers there. */
async function summaryAt(lens: string): Promise<object> {
  const { revision, status, strength, bases, discrepancies } = (await server.get(`/v1/missions/minusma?${lens}`)).body;
  const { present, departed, died } = strength;
  return { revision, status, present, departed, died, basesRemaining: bases.remaining, discrepancies };
}

const lenses: Record<string, (at: string) => string> = {
  validAt: (at) => `validAt=${at}`,
  knownAt: (at) => `knownAt=${at}`,
  both: (at) => `validAt=${at}&knownAt=${at}`,
};
