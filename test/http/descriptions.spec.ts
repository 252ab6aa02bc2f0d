import { Ajv2020 } from 'ajv/dist/2020.js';
import { commands } from '#libs/domain';
import { openingOf } from '../support/opening.js';
import { startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.close());

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
}

type Content<T> = Record<string, T>;

interface OpenApi {
  openapi: string;
  paths: Record<
    string,
    {
      post?: { requestBody: { content: Content<{ schema: object; example: object }> } };
      get?: { responses: { '200': { content: Content<{ schema: Schema }> } } };
    }
  >;
  components: { schemas: Record<string, Schema> };
}

const readApi = async (): Promise<OpenApi> => JSON.parse((await server.get('/openapi.json')).text) as OpenApi;

describe('the OpenAPI description', () => {
  it('has every command, with an example that its schema and the server take', async () => {
    const api = await readApi();
    expect(api.openapi).toBe('3.1.0');
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(api, 'api');
    for (const command of commands) {
      const path = `/v1/missions/{mission}/commands/${command}`;
      const { schema, example } = api.paths[path]?.post?.requestBody.content['application/json'] ?? {};
      const pointer = `api#/paths/${path.replaceAll('/', '~1').replace('{', '%7B').replace('}', '%7D')}/post/requestBody/content/application~1json/schema`;
      const isValid = ajv.compile({ $ref: pointer });
      expect([command, schema !== undefined && isValid(example), isValid.errors]).toEqual([command, true, null]);
      const reply = await server.post(`/v1/missions/example/commands/${command}?dryRun=true`, JSON.stringify(example));
      // What it names is not there; that it was understood is seen by what it is refused for.
      expect([command, [200, 404, 409].includes(reply.status) ? 'understood' : reply.text]).toEqual([
        command,
        'understood',
      ]);
    }
  });
});

describe('an answer', () => {
  it('that says no is of the form that the description gives', async () => {
    await server.post('/v1/missions/m/commands/open-mission', JSON.stringify(openingOf(100)));
    const { properties = {} } = (await readApi()).components.schemas.Problem ?? {};
    const noBase = JSON.stringify({ text: 'x', base: 'nowhere', occurredAt: '2023-08-01' });
    for (const { text } of [
      await server.post('/v1/missions/m/commands/add-note', noBase),
      await server.post('/v1/missions/m/commands/nothing', '{}'),
      await server.get('/v1/missions/m?validAt=never'),
    ])
      expect(Object.keys(JSON.parse(text) as object).filter((name) => !Object.hasOwn(properties, name))).toEqual([]);
  });
});

describe('the pages', () => {
  it.each(['/docs', '/problems/not-json'])('%s needs nothing from another host and no script', async (path) => {
    const { status, text, headers } = await server.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toMatch(/https?:|<script|style=/);
  });
});

describe('the metrics', () => {
  it('count commands by outcome and time appends', async () => {
    await server.post('/v1/missions/none/commands/add-note', '{"text": "x", "occurredAt": "2023-08-13"}');
    const { text } = await server.get('/metrics');
    expect(text).toMatch(/^drawdown_commands_total\{outcome="unknown"\} \d+$/m);
    expect(text).toMatch(/^drawdown_append_seconds_count/m);
    expect(text).toMatch(/^drawdown_sse_clients 0$/m);
  });
});
