import { openMinusma, startTestServer, type TestServer } from '../support/server.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const given: Readonly<Record<string, string>> = {
  mission: 'minusma',
  command: 'add-note',
  month: '2026-11',
  code: 'not-json',
};

let server: TestServer;
let paths: [path: string, methods: string[]][];
beforeAll(async () => {
  server = await startTestServer();
  await openMinusma(server);
  const described = JSON.parse((await server.get('/openapi.json')).text) as { paths: Record<string, object> };
  paths = Object.entries(described.paths).map(([path, operations]) => [
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '0'),
    Object.keys(operations).map((method) => method.toUpperCase()),
  ]);
});
afterAll(() => server.close());

/** What is answered where a path does not take a method. */
async function refused(method: string, path: string): Promise<object> {
  const reply = await fetch(`${server.url}${path}`, { method });
  const text = await reply.text();
  return {
    asked: `${method} ${path}`,
    status: reply.status,
    allow: reply.headers
      .get('allow')
      ?.split(', ')
      .filter((one) => one !== 'HEAD'),
    type: reply.headers.get('content-type')?.split(';', 1)[0],
    body: text === '' ? undefined : (JSON.parse(text) as object),
  };
}

it('each path of the description says of every other method that it does not take it, and which it takes', async () => {
  expect(paths.length).toBeGreaterThan(40);
  for (const [path, taken] of paths)
    for (const method of methods) {
      if (taken.includes(method) || (method === 'HEAD' && taken.includes('GET'))) continue;
      expect(await refused(method, path)).toEqual({
        asked: `${method} ${path}`,
        status: 405,
        allow: taken.toSorted(),
        type: 'application/problem+json',
        body:
          method === 'HEAD'
            ? undefined
            : expect.objectContaining({ type: '/problems/method-not-allowed', status: 405, instance: path }),
      });
    }
});

it('a path that there is not is not found, by whatever method', async () => {
  for (const path of ['/v1/nowhere', '/v1/missions/minusma/nowhere', '/v1/missions/minusma/bases/nowhere', '/nowhere'])
    expect((await server.get(path)).body.type).toMatch(/^\/problems\/(not-found|unknown-)/);
  for (const method of ['POST', 'DELETE']) expect(await refused(method, '/v1/nowhere')).toMatchObject({ status: 404 });
});
