import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantCanaries } from '../support/canaries.js';
import { Followed } from '../support/followed.js';
import { operationsOf } from '../support/operations.js';
import { ask, startTestServer, type Reply, type TestServer, withoutRequestId } from '../support/server.js';
import { rounds } from '../support/rounds.js';

const now = Date.parse('2023-09-20T12:00:00Z');

/** One of two servers that are told the same in what is open. */
interface Side {
  server: TestServer;
  admin: Record<string, string>;
}

/** A side and somebody there who may see one of its missions. */
interface Seen extends Side {
  viewer: Record<string, string>;
}

const sides: Side[] = [];
beforeAll(async () => {
  for (let count = 0; count < 2; count++) {
    const server = await startTestServer(() => now, { AUTH: 'tokens' });
    const admin = bearer(readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim());
    sides.push({ server, admin });
  }
});
afterAll(() => Promise.all(sides.map(({ server }) => server.close())));

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** How the hidden fields of one log differ from those of another. */
interface Hidden {
  word: string;
  days: number;
  people: number;
}

const hidden: fc.Arbitrary<Hidden> = fc.record({
  word: fc.stringMatching(/^[a-z]{1,12}$/),
  days: fc.integer({ min: 0, max: 9 }),
  people: fc.integer({ min: 0, max: 250 }),
});

const dayMs = 86_400_000;

/** The commands of the mission with other values in every hidden field that can have one. */
function commandsWith({ word, days, people }: Hidden): [string, Record<string, unknown>][] {
  const { commands, canaries } = plantCanaries();
  const isNumber = (value: string): boolean => /^\d+$/.test(value);
  const others = new Map(
    canaries.map(({ value }) => {
      if (isNumber(value)) return [`:${value}`, `:${Number(value) + people}`];
      if (/^\d{4}-/.test(value)) return [value, new Date(Date.parse(value) + days * dayMs).toISOString().slice(0, 10)];
      return [value, `${value.toUpperCase().replaceAll('-', '')}-${word}`.toLowerCase()];
    }),
  );
  // In one pass, since what one becomes may be another; the longest first, since one may begin another.
  const any = [...others.keys()].toSorted((one, other) => other.length - one.length);
  const text = JSON.stringify(commands).replaceAll(
    new RegExp(any.join('|'), 'g'),
    (found) => others.get(found) ?? found,
  );
  return JSON.parse(text) as [string, Record<string, unknown>][];
}

/** A viewer of one mission: what their streams are numbered by has seen nothing of the missions before it. */
async function seenBy(side: Side, mission: string): Promise<Seen> {
  const given = { subject: 'v', grants: [{ role: 'viewer', mission }] };
  const { body } = await side.server.post('/v1/tokens', JSON.stringify(given), side.admin);
  return { ...side, viewer: bearer(String(body.token)) };
}

async function record(side: Side, mission: string, told: Hidden): Promise<void> {
  for (const [index, [command, body]] of commandsWith(told).entries()) {
    const key = { 'idempotency-key': `the-key-${told.word}-of-number-${index}` };
    const path = `/v1/missions/${mission}/commands/${command}`;
    const reply = await side.server.post(path, JSON.stringify(body), { ...side.admin, ...key });
    if (reply.status !== 201) throw new Error(`${command}: ${reply.text}`);
  }
}

/** What a viewer gets, byte for byte; but for the hour at which it was sent and the number of the request. */
const comparable = ({ status, headers, text }: Reply): string =>
  [status, ...[...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)), withoutRequestId(text)].join(
    '\n',
  );

/** What a viewer is answered to a request on each side. */
const both = (seen: readonly Seen[], path: string, method: string, headers: Record<string, string>): Promise<Reply[]> =>
  Promise.all(seen.map(({ server, viewer }) => ask(server.url, path, { method, headers: { ...headers, ...viewer } })));

let runs = 0;

describe('two logs that differ in hidden fields alone', () => {
  it('give a viewer the same bytes, tags of answers and streams included', async () => {
    await fc.assert(
      fc.asyncProperty(hidden, hidden, async (one, other) => {
        const mission = `mission-${++runs}`;
        await Promise.all([one, other].map((told, index) => record(sides[index] as Side, mission, told)));
        const seen = await Promise.all(sides.map((side) => seenBy(side, mission)));
        const [{ server }] = sides as [Side];
        const paths = { mission: [mission], id: ['ber', 'nowhere'], revision: ['5'] };
        const askings = operationsOf((await server.get('/openapi.json')).body, paths).filter(
          // Who read what is of each server alone, with ids of requests and times.
          ({ method, path }) => method === 'GET' && !/^\/metrics|\/access-log/.test(path),
        );
        const different: string[] = [];
        let tagged = 0;
        for (const { method, path, accept, headers } of askings.filter((each) => each.accept !== 'text/event-stream')) {
          const replies = await both(seen, path, method, { accept, ...headers });
          const [here, there] = replies.map(comparable);
          if (here !== there) different.push(`${path} as ${accept}`);
          if (replies[0]?.headers.has('etag')) tagged++;
        }
        expect(different).toEqual([]);
        expect(tagged).toBeGreaterThan(30);
        const streams = askings.filter((each) => each.accept === 'text/event-stream' && each.path.includes('live'));
        const told = await Promise.all(
          seen.map((side, index) => streamsOf(side, streams, mission, [one, other][index] as Hidden)),
        );
        expect(told[1]).toEqual(told[0]);
      }),
      { numRuns: rounds(3) },
    );
  });
});

/** What streams tell a viewer, before and after something is recorded that they do not see. */
async function streamsOf(
  { server, viewer, admin }: Seen,
  streams: readonly { path: string }[],
  mission: string,
  { word, people }: Hidden,
): Promise<string[]> {
  const opened = await Promise.all(streams.map(({ path }) => Followed.of(server.url, path, viewer, path)));
  const convoy = {
    convoy: `late-${word}`,
    from: 'ber',
    to: people % 2 === 0 ? 'gao' : 'timbuktu',
    lines: [{ component: 'uniformed/troops', count: 1 + people }],
    occurredAt: '2023-09-19',
  };
  const command = `/v1/missions/${mission}/commands/report-convoy-departed`;
  const { body } = await server.post(command, JSON.stringify(convoy), admin);
  const told = await Promise.all(opened.map((stream) => stream.until(body.revision)));
  return told;
}
