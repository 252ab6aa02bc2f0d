import { serverOfFile } from '../support/server.js';

const server = serverOfFile();
const reason = 'opened by mistake';

/** The missions that a list shows. */
const listed = async (query = ''): Promise<unknown[]> =>
  (await server().get(`/v1/missions${query}`)).body.items.map(({ mission }) => mission);

it('leaves an archived mission out of every list that does not ask for it, until the archiving is retracted', async () => {
  const { mission } = server();
  expect(await listed()).toContain(mission);
  const archived = await server().command('archive-mission', { reason });
  expect(archived.status).toBe(201);
  expect(await listed()).not.toContain(mission);
  expect(await listed('?archived=false')).not.toContain(mission);
  expect((await server().get('/v1/missions?archived=true')).body.items).toContainEqual(
    expect.objectContaining({ mission, archived: true }),
  );
  expect((await server().get(server().at(''))).body).toMatchObject({ archivedAt: expect.any(String) });
  await server().command('retract-entry', { entry: archived.body.revision, reason });
  expect(await listed()).toContain(mission);
});

it('takes nothing but true and false for whether archived missions are listed', async () => {
  for (const list of ['/v1/missions', '/v1/live'])
    expect(await server().get(`${list}?archived=perhaps`)).toMatchObject({
      status: 400,
      body: { type: '/problems/parameter-invalid' },
    });
});

it('tells whoever follows the list live that a mission was archived', async () => {
  const { mission, url } = server();
  const response = await fetch(`${url}/v1/live`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let told = '';
  const until = async (text: string): Promise<void> => {
    while (!told.includes(text)) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`the stream ended: ${told}`);
      told += value;
    }
  };
  await until(`"mission":"${mission}"`);
  told = '';
  await server().command('archive-mission', { reason });
  await until('"op":"remove"');
  await reader?.cancel();
});
