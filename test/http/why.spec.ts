import { readFileSync } from 'node:fs';
import { startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const lines = readFileSync('docs/examples/minusma-2023.ndjson', 'utf8');
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': 'the-minusma-log-0001' };
  const reply = await server.post('/v1/missions/minusma/commands', lines, headers);
  if (reply.status !== 201) throw new Error(reply.text);
}, 60_000);
afterAll(() => server.close());

const why = (page: string, pointer: string, lens = 'validAt=2023-08-13'): Promise<Reply> =>
  server.get(`/v1/missions/minusma${page}?${lens}&why=${encodeURIComponent(pointer)}`);
for (const [page, pointer] of [['', '/strength/departed'], ['', '/strength/present/best'], ['', '/deadline/daysLeft'], ['', '/status'], ['/bases/ber', '/people'], ['/bases', '/items/ber/status'], ['/bases','/items/ber/vacated/occurredAt'], ['', '/strength/presnt'], ['', '/strength'], ['','/casualties/wounded'],['/convoys/ber-timbuktu-1','/casualties/wounded/best'],['/bases/ber','/peopl'],['','/strength/present/best/x'],['/ledger','/items/999999']] as [string,string][])
it(`${page} ${pointer}`, async () => { const r = await why(page, pointer); console.log(r.status, r.text.slice(0, 2500)); });
