import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#libs/access';
import { commands as allCommands, definitionOf, typeOfCommand, type Entry, type Label } from '#libs/domain';
import { notPlanted, plantCanaries, type Canary } from '../support/canaries.js';
import { operationsOf, type Asking } from '../support/operations.js';
import { Followed } from '../support/followed.js';
import { ask, startTestServer, type Reply, type TestServer } from '../support/server.js';

const now = Date.parse('2023-09-20T12:00:00Z');
const { commands, canaries } = plantCanaries();
/** Made from what is hidden: whoever had them could check a guess. */
const digests: string[] = [];
const tokens = new Map<string, string>();
let server: TestServer;
let askings: Asking[];
let revision = 0;

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const tokenOf = (role: string): Record<string, string> => bearer(tokens.get(role) ?? '');
const post = (path: string, body: object, headers: Record<string, string>): Promise<Reply> =>
  server.post(path, JSON.stringify(body), headers);

beforeAll(async () => {
  server = await startTestServer(() => now, { AUTH: 'tokens' });
  const admin = bearer(readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim());
  for (const role of ['viewer', 'reporter', 'planner', 'auditor', 'witness'] as Grant['role'][]) {
    const grants = [{ role, mission: 'mali' }];
    const reply = await post('/v1/tokens', { subject: `${role}-1`, grants }, admin);
    tokens.set(role, String(reply.body.token));
  }
  for (const [index, [command, body]] of commands.entries()) {
    const key = { 'idempotency-key': `the-secret-key-of-${index}` };
    const reply = await post(`/v1/missions/mali/commands/${command}`, body, { ...tokenOf('planner'), ...key });
    if (reply.status !== 201) throw new Error(`${command}: ${reply.text}`);
    const { entries } = JSON.parse(reply.text) as { entries: Entry[] };
    for (const { id, commandDigest, commandId } of entries) digests.push(id, commandDigest, commandId);
  }
  revision = commands.length - 1;
  askings = operationsOf((await server.get('/openapi.json')).body, {
    mission: ['mali'],
    id: ['ber', canaries.find(({ label }) => label === 'movement')?.value ?? ''],
    revision: ['5', String(revision)],
  });
});
afterAll(() => server.close());

const heldBy: Readonly<Record<string, readonly Label[]>> = {
  viewer: ['open'],
  reporter: ['open', 'movement'],
  witness: ['open'],
};

/** Whether some text tells a value; a number is no part of another one. */
const tells = (text: string, value: string): boolean =>
  /^\d+$/.test(value)
    ? new RegExp(`(?<![\\d.])${value}(?![\\d.])`).test(text.replaceAll(idPattern, ''))
    : text.includes(value);

/** Ids of requests have any digits. */
const idPattern = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A planned day stands in calendars without its dashes. */
const formsOf = ({ value }: Canary): string[] =>
  /^\d{4}-\d\d-\d\d$/.test(value) ? [value, value.replaceAll('-', '')] : [value];

/** What an answer tells of what is hidden from a role, besides what was asked. */
function leaksIn(role: string, asked: string, told: string): string[] {
  const held = heldBy[role] ?? [];
  const hidden = canaries.filter(({ label }) => !held.includes(label)).flatMap(formsOf);
  // The lines of who read what are numbered, and have times.
  const isNumbered = asked.includes('/access-log');
  return [...hidden, ...digests].filter(
    (value) => !asked.includes(value) && !(isNumbered && /^\d+$/.test(value)) && tells(told, value),
  );
}

const toldBy = ({ headers, text }: Reply): string => `${[...headers].join('\n')}\n${text}`;

describe('the mission', () => {
  it('has a value of its own in every hidden field of every entry type', () => {
    const planted = new Set(
      commands.flatMap(([command, body]) => Object.keys(body).map((field) => `${command} ${field}`)),
    );
    const missing = allCommands.flatMap((command) => {
      const type = typeOfCommand(command);
      if (!type) return [];
      const hidden = Object.entries(definitionOf(type).labels).filter(([, label]) => label !== 'open');
      return hidden.flatMap(([field]) =>
        planted.has(`${command} ${field}`) || notPlanted.has(`${type}.${field}`) ? [] : [`${type}.${field}`],
      );
    });
    expect(missing).toEqual([]);
  });

  it('shows them to planners and to auditors', async () => {
    for (const role of ['planner', 'auditor']) {
      const { text } = await server.get('/v1/missions/mali/entries?limit=500', tokenOf(role));
      expect([...canaries.map(({ value }) => value), ...digests].filter((value) => !tells(text, value))).toEqual([]);
    }
  });
});

describe.each(Object.keys(heldBy))('whoever is %s and no more', (role) => {
  it('is told of nothing hidden by any route, in any format, as problems or headers', async () => {
    const leaks: string[] = [];
    let answered = 0;
    for (const { method, path, accept, body, headers } of askings.filter((one) => one.accept !== 'text/event-stream')) {
      const reply = await ask(server.url, path, {
        method,
        headers: {
          accept,
          ...tokenOf(role),
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (reply.status === 200) answered++;
      const asked = `${decodeURIComponent(path)} ${JSON.stringify(body)}`;
      const found = leaksIn(role, asked, toldBy(reply));
      if (found.length > 0) leaks.push(`${method} ${path} as ${accept}: ${found.join(', ')}`);
    }
    expect(leaks.slice(0, 20)).toEqual([]);
    expect(answered).toBeGreaterThan(role === 'witness' ? 5 : 50);
  });
});

describe('streams', () => {
  it('tell nothing hidden, neither at first nor as something is recorded', async () => {
    const streams = askings.filter(({ accept }) => accept === 'text/event-stream');
    expect(streams.length).toBeGreaterThan(2);
    const opened = await Promise.all(
      ['viewer', 'reporter'].flatMap((role) =>
        streams.map(({ path }) => Followed.of(server.url, path, tokenOf(role), role)),
      ),
    );
    const secret = { convoy: 'canary-that-sets-out', from: 'gao', to: 'timbuktu', occurredAt: '2023-09-19' };
    canaries.push({ label: 'movement', value: secret.convoy });
    await post('/v1/missions/mali/commands/report-convoy-departed', secret, tokenOf('planner'));
    const note = { text: 'mine', occurredAt: '2023-09-19' };
    const { body } = await post('/v1/missions/mali/commands/add-note', note, tokenOf('reporter'));
    for (const stream of opened) {
      const told = await stream.until(body.revision);
      expect([stream.name, stream.path, leaksIn(stream.name, stream.path, told)]).toEqual([
        stream.name,
        stream.path,
        [],
      ]);
    }
  });
});
