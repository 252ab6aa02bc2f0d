import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maySee, permits, roles, type Grant, type Permission, type Role } from '#libs/access';
import { openMinusma, startTestServer, type TestServer, withoutRequestId } from '../support/server.js';

interface Parameter {
  name?: string;
  $ref?: string;
  in?: string;
  required?: boolean;
  'x-permission'?: string;
}

interface Operation {
  operationId: string;
  'x-permission'?: string | readonly string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

/** One thing that is asked: of a mission, if its path has one. */
interface Question {
  name: string;
  method: string;
  /** One that is needed, or several of which one is enough. */
  permission: string | readonly string[];
  pathFor: (mission: string, subject: string) => string;
  isOfMission: boolean;
  format: string;
  body?: string;
}

/** What somebody was answered. */
interface Answered {
  status: number;
  type: string;
  text: string;
}

let server: TestServer;
let questions: Question[];
const tokens = new Map<Role, string>();
const serverWide: readonly Role[] = ['admin', 'metrics', 'server'];
const grantsOf = (role: Role): Grant[] => [{ role, mission: serverWide.includes(role) ? '*' : 'own' }];

const values: Readonly<Record<string, string>> = { id: 'ber', level: '1', tile: '000', code: 'not-json' };
const batch = [{ command: 'add-note', text: 'rain', occurredAt: '2023-08-13' }];

beforeAll(async () => {
  server = await startTestServer(Date.now, { AUTH: 'tokens' });
  const authorization = `Bearer ${readFileSync(join(server.dataDir, 'admin.token'), 'utf8').trim()}`;
  const post = (path: string, body: object): ReturnType<TestServer['post']> =>
    server.post(path, JSON.stringify(body), { authorization });
  for (const mission of ['own', 'foreign'])
    await openMinusma({
      ...server,
      mission,
      command: (name, body) => post(`/v1/missions/${mission}/commands/${name}`, body),
    });
  for (const role of roles)
    tokens.set(role, String((await post('/v1/tokens', { subject: role, grants: grantsOf(role) })).body.token));
  questions = questionsIn(JSON.parse((await server.get('/openapi.json')).text) as Described);
});
afterAll(() => server.close());

interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { parameters: Record<string, Parameter> };
}

/** Everything that a description says can be asked: each operation in each of its formats, and why, where that can be asked. */
function questionsIn({ paths, components }: Described): Question[] {
  const found: Question[] = [];
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      const parameters = (operation.parameters ?? []).map((one) =>
        one.$ref === undefined ? one : (components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? one),
      );
      const add = (query: string[], permission: Operation['x-permission'], formats: string[]): void => {
        for (const format of formats)
          found.push({
            name: `${method} ${path}?${query.join('&')} as ${format}`,
            method: method.toUpperCase(),
            permission: permission ?? 'none',
            isOfMission: path.includes('{mission}'),
            pathFor: (mission, subject) => {
              const given: Readonly<Record<string, string>> = { ...values, mission, subject };
              return `${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '0')}?${query.join('&')}`;
            },
            format,
            ...(operation.requestBody && {
              body: JSON.stringify(operation.requestBody.content['application/json']?.example ?? batch),
            }),
          });
      };
      const needed = parameters
        .filter((one) => one.in === 'query' && (one.required === true || one.name === 'dryRun'))
        .map(({ name }) => `${name}=${name === 'dryRun' ? 'true' : '1'}`);
      const formats = Object.keys(operation.responses['200']?.content ?? { 'application/json': {} });
      add(needed, operation['x-permission'], formats);
      for (const one of parameters)
        if (one['x-permission'] !== undefined)
          add([...needed, `${one.name}=/revision`], one['x-permission'], ['application/json']);
    }
  return found;
}

async function answerTo(question: Question, mission: string, role: Role | undefined): Promise<Answered> {
  const { method, pathFor, format, body } = question;
  const leaving = new AbortController();
  const reply = await fetch(`${server.url}${pathFor(mission, role ?? 'nobody')}`, {
    method,
    redirect: 'manual',
    signal: leaving.signal,
    headers: {
      accept: format,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(role && { authorization: `Bearer ${tokens.get(role)}` }),
    },
    ...(body !== undefined && { body }),
  });
  const isStream = reply.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const text = isStream ? '' : await reply.text();
  if (isStream) leaving.abort();
  const isProblem = reply.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  return { status: reply.status, type: isProblem ? (JSON.parse(text) as { type: string }).type : '', text };
}

const recording: readonly Permission[] = ['report', 'dispute', 'order'];
const holds = (role: Role, permission: string | readonly string[]): boolean => {
  if (permission === 'record') return recording.some((one) => permits(role, one));
  return [permission].flat().some((one) => one === 'signed-in' || permits(role, one as Permission));
};

/** What the table of roles says will come of it, in a word. */
function expected({ permission, isOfMission }: Question, role: Role | undefined, mission: string): string {
  if (permission === 'public') return 'let in';
  if (role === undefined) return 'unknown';
  const isCovered = mission === 'own' || serverWide.includes(role);
  if (holds(role, permission) && (isCovered || !isOfMission)) return 'let in';
  return isOfMission && !maySee(grantsOf(role), mission) ? 'not there' : 'forbidden';
}

/** What came of it, in a word. */
function seen({ status, type }: Answered): string {
  if (status === 401) return 'unknown';
  if (status === 403) return 'forbidden';
  return type === '/problems/unknown-mission' ? 'not there' : 'let in';
}

const everybody: readonly (Role | undefined)[] = [undefined, ...roles];

it('lets everybody do at every route, in every format, what the table of roles says, and nothing else', async () => {
  const asked = questions.filter(({ permission, method }) => permission !== 'public' || method === 'GET');
  expect(asked.filter(({ permission }) => permission === 'none')).toEqual([]);
  const wrong: string[] = [];
  for (const question of asked)
    await Promise.all(
      everybody.map(async (role) => {
        const came = seen(await answerTo(question, 'own', role));
        const will = expected(question, role, 'own');
        if (came !== will) wrong.push(`${question.name} for ${role ?? 'a stranger'}: ${came}, not ${will}`);
      }),
    );
  expect(wrong).toEqual([]);
});

it('answers of a mission that somebody may not see in the very bytes of one that does not exist', async () => {
  const wrong: string[] = [];
  const blind = everybody.filter((role) => role === undefined || !maySee(grantsOf(role), 'foreign'));
  for (const question of questions.filter(({ isOfMission }) => isOfMission))
    await Promise.all(
      blind.map(async (role) => {
        const [foreign, never] = await Promise.all(['foreign', 'missing'].map((id) => answerTo(question, id, role)));
        const [bytes, wanted] = [foreign?.text.replaceAll('foreign', 'missing'), never?.text].map((text) =>
          // Strangers are told nothing but that they are, and by which request.
          role === undefined ? withoutRequestId(text ?? '') : text,
        );
        const came = foreign && seen(foreign);
        const will = expected(question, role, 'foreign');
        if (came !== will || (will !== 'let in' && bytes !== wanted))
          wrong.push(`${question.name} for ${role ?? 'a stranger'}: ${came}`);
      }),
    );
  expect(wrong).toEqual([]);
});
