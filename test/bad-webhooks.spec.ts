import { readFileSync } from 'node:fs';
import type { FieldError } from '#libs/domain';
import { Poster, type Posted } from '../apps/server/src/webhooks/poster.js';
import { readWebhook } from '../apps/server/src/webhooks/read-body.js';
import { Problem } from '../apps/server/src/http/problems.js';
import { WebhookReceiver } from './support/receiver.js';
import { openMinusma, startTestServer, type TestServer } from './support/server.js';
import { ToldTime } from './support/timers.js';

/** The rows of the page, by what is sent. */
const rows = new Map(
  readFileSync('docs/reference/bad-input.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| an endpoint'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, input = '', status = '', code = '', sentence = '']) => [
      input,
      { status, code: code.replaceAll('`', ''), sentence },
    ]),
);

const strict = { send: true, allowHttp: false, allowPrivate: false };
/** What is answered to an endpoint that is asked for. */
function refused(wanted: object): { status: string; code: string; sentence: string } {
  try {
    readWebhook(
      Buffer.from(JSON.stringify({ url: 'https://hooks.example.org/', mission: 'm', ...wanted })),
      strict,
      (mission) => mission === 'm',
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, type, errors } = error.document('en') as { status: number; type: string; errors?: FieldError[] };
    return { status: String(status), code: type.replace('/problems/', ''), sentence: errors?.[0]?.detail ?? '' };
  }
  throw new Error('it was taken');
}
const at = (url: string) => () => refused({ url });

/** What comes of a message to a receiver, which may hang until so much time has passed. */
async function sentTo(receiver: WebhookReceiver, { allowPrivate = true, host = '127.0.0.1', msPassed = 0 }) {
  const time = new ToldTime(0);
  const poster = new Poster(time, allowPrivate);
  const posted = poster.post(receiver.url('/', host), {}, '{}');
  if (msPassed > 0) await receiver.at('/', 1);
  time.pass(msPassed);
  const outcome: Posted = await posted;
  poster.close();
  receiver.close();
  const reason = 'status' in outcome ? `answered ${outcome.status}` : outcome.reason;
  return { status: 'none', code: 'failing', sentence: reason, received: receiver.received.length };
}

/** What is answered to an endpoint for a mission that is to be told again. */
async function replayed(server: TestServer, mission: string, query: string): Promise<object> {
  const added = await server.post('/v1/webhooks', JSON.stringify({ url: 'https://hooks.example.org/', mission }));
  const { status, body } = await server.post(`/v1/webhooks/${String(added.body.id)}/replay${query}`, '');
  return { status: String(status), code: body.type.replace('/problems/', ''), sentence: body.detail };
}

const cases: Record<string, () => object | Promise<object>> = {
  'an endpoint without encryption': at('http://hooks.example.org/'),
  'an endpoint with a password in its address': at('https://k:secret@hooks.example.org/'),
  'an endpoint that is no address': at('hooks.example.org'),
  'an endpoint in a private network': at('https://10.1.2.3/'),
  'an endpoint on this machine': at('https://localhost:8443/'),
  'an endpoint on this machine, written as a number': at('https://0x7f000001/'),
  'an endpoint on this machine, as an address of IPv6': at('https://[::ffff:127.0.0.1]/'),
  'an endpoint of which nobody says what it is told': () => refused({ events: [] }),
  'an endpoint for a role that reads nothing': () => refused({ role: 'admin' }),
  'an endpoint that is to be told again from a revision that there is not yet': async () => {
    const server = await startTestServer();
    await openMinusma(server);
    const reply = await replayed(server, 'minusma', '?from=999');
    await server.close();
    return reply;
  },
  'an endpoint for a mission that there is not': () => refused({ mission: 'minsuma' }),
  'an endpoint that is to be told again of a mission that there is not': async () => {
    const server = await startTestServer();
    const reply = await replayed(server, '*', '?mission=minsuma');
    await server.close();
    return reply;
  },
  'an endpoint whose name leads to this machine': async () =>
    sentTo(await WebhookReceiver.open(), { allowPrivate: false, host: 'localhost' }),
  'an endpoint that sends on to another, without end': async () => {
    const receiver = await WebhookReceiver.open((response) => response.writeHead(302, { location: '/' }).end());
    return sentTo(receiver, {});
  },
  'an endpoint that takes a message and never answers': async () =>
    sentTo(await WebhookReceiver.open(() => undefined), { msPassed: 15_000 }),
};

describe('bad endpoints are answered as the page says', () => {
  it('and every row of the page has a case', () => expect([...rows.keys()]).toEqual(Object.keys(cases)));

  it.each(Object.entries(cases))('%s', async (input, comes) => {
    const { status = '', code = '', sentence = '' } = rows.get(input) ?? {};
    expect(await comes()).toMatchObject({ status, code, sentence: expect.stringContaining(sentence) as string });
  });

  it('and a redirect is not followed, nor anything sent to this machine by a name', async () => {
    const loop = await WebhookReceiver.open((response) => response.writeHead(307, { location: '/' }).end());
    expect((await sentTo(loop, {})).received).toBe(1);
    const own = await WebhookReceiver.open();
    expect((await sentTo(own, { allowPrivate: false, host: 'localhost' })).received).toBe(0);
  });

  it('and of an answer without end no more is read than its status', async () => {
    const endless = await WebhookReceiver.open((response) => {
      response.writeHead(200);
      const more = (): void =>
        void (response.destroyed || response.write('x'.repeat(10_000), () => setImmediate(more)));
      more();
    });
    expect((await sentTo(endless, {})).sentence).toBe('answered 200');
  });
});
