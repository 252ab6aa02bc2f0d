import { openMinusma, startTestServer } from '../support/server.js';

const hourMs = 3_600_000;

describe('a clock that is set', () => {
  it('back, or stands still, or leaps ahead never takes the time of recording back, over restarts too', async () => {
    let time = Date.parse('2023-08-14T12:00:00Z');
    const server = await startTestServer(() => time);
    await openMinusma(server);
    const noted = async (): Promise<string> => {
      const reply = await server.command('add-note', { text: 'The road is dry.', occurredAt: '2023-08-14' });
      expect(reply.status).toBe(201);
      return reply.body.entries[0]?.recordedAt ?? '';
    };
    const times = [await noted()];
    for (const change of [-hourMs, 0, -24 * hourMs, 365 * 24 * hourMs, -365 * 24 * hourMs]) {
      time += change;
      times.push(await noted());
      await server.restart();
      times.push(await noted());
    }
    expect(times).toEqual(times.toSorted());
    expect(new Set(times)).toEqual(new Set(['2023-08-14T12:00:00Z', '2024-08-12T11:00:00Z']));
    expect((await server.get('/v1/missions/minusma')).body.revision).toBe(15);
    await server.close();
  });
});
