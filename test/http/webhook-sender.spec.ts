import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOrMakeKey } from '#libs/transparency';
import { open } from '../support/given.js';
import { WebhookReceiver } from '../support/receiver.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { realHabits, startStandIn, type StandIn } from '../support/stand-in.js';
import { openGate, type TcpGate } from '../support/tcp-gate.js';

/** Two servers that share a log, the first of them by a way that can be cut; time is theirs alone. */
describe('of two servers that share a log', () => {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-sender-'));
  const time = { passed: 0 };
  const now = (): number => Date.now() + time.passed;
  let standIn: StandIn;
  let gate: TcpGate;
  let receiver: WebhookReceiver;
  let servers: TestServer[] = [];
  let answers = 204;

  beforeAll(async () => {
    receiver = await WebhookReceiver.open((response) => response.writeHead(answers).end());
    standIn = await startStandIn(dir, realHabits);
    gate = await openGate(Number(new URL(standIn.url).port));
    const key = join(dir, 'checkpoint.key');
    loadOrMakeKey(key, 'log.example');
    const env = { CHECKPOINT_KEY_FILE: key, WEBHOOKS_PRIVATE: 'true', WEBHOOKS_HTTP: 'true' };
    const cut = standIn.url.replace(/:\d+/, `:${gate.port}`);
    const first = await startTestServer(now, { ...env, EVENT_STORE: cut });
    const { command, ...mission } = open;
    await first.command(command, mission);
    const added = { url: receiver.url('/'), mission: 'minusma', events: ['entries'] };
    await first.post('/v1/webhooks', JSON.stringify(added));
    const second = await startTestServer(now, { ...env, EVENT_STORE: standIn.url });
    copyFileSync(join(first.dataDir, 'webhooks.key'), join(second.dataDir, 'webhooks.key'));
    servers = [first, second];
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await gate.close();
    await standIn.close();
    receiver.close();
    rmSync(dir, { recursive: true });
  });

  const note = async (server: TestServer | undefined): Promise<number> => {
    const reply = await server?.command('add-note', { text: 'the road is open', occurredAt: '2023-08-01' });
    return reply?.body.revision ?? -1;
  };
  /** Whether a server knows that the endpoint was told as far as a revision. */
  const keptAt = async (server: TestServer | undefined, revision: number): Promise<boolean> => {
    const reply = await server?.get('/v1/webhooks');
    const told = reply?.body.items[0] as { positions: Record<string, number> } | undefined;
    return told?.positions.minusma === revision;
  };
  const lastTold = () =>
    receiver.received.map(({ body, headers }) => ({
      revision: (JSON.parse(body) as { data: { revision: number } }).data.revision,
      id: headers['webhook-id'],
    }));

  it('one sends what either records, and the other goes on when it is gone: the same message has the same id', async () => {
    await receiver.at('/', (await note(servers[1]), 1));
    expect(lastTold()).toHaveLength(1);
    while (!(await keptAt(servers[1], 1)));

    answers = 503;
    const revision = await note(servers[1]);
    await receiver.at('/', 2);
    gate.cut();
    answers = 204;
    // The first one is asked, does not answer, and is replaced; what it could not deliver is sent again.
    const passing = setInterval(() => (time.passed += 10_000), 1000);
    const [, failed, again] = (await receiver.at('/', 3), lastTold());
    clearInterval(passing);
    expect(again).toEqual(failed);
    expect(again?.revision).toBe(revision);

    await receiver.at('/', (await note(servers[1]), 4));
    expect(lastTold()).toHaveLength(4);
  });
});
