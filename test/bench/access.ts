import autocannon from 'autocannon';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawToken } from '#libs/access';
import { body } from './command.js';
import { perSecond } from './commands-over-http.js';
import { openMission, start, type Server } from './processes.js';
import { median, type Figure } from './report.js';

const connections = 64;
const seconds = 3;
const rounds = 3;
const wrongPerSecond = 2000;
const asked = 1000;
const wrongTokenMsMax = 0.1;

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** Somebody who tries tokens that could be some, until their time is over. */
async function tryTokens(url: string): Promise<number> {
  const { requests, duration } = await autocannon({
    url: `${url}/v1/missions/bench`,
    connections: 16,
    overallRate: wrongPerSecond,
    duration: seconds,
    headers: bearer(drawToken().token),
  });
  return requests.total / duration;
}

/** Answers to a question per second. Throws where any is not answered with success. */
async function answersPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  const { non2xx, errors, requests, duration } = await autocannon({ url, connections, duration: seconds, headers });
  if (non2xx > 0 || errors > 0) throw new Error(`${url} answered ${non2xx} requests with no success, ${errors} failed`);
  return requests.total / duration;
}

/** How long an answer takes on average, in milliseconds, asked one after the other over one connection. */
async function msOfEach(url: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const begun = performance.now();
  for (let count = 0; count < asked; count++)
    await new Promise((resolve, reject) => {
      get(url, { agent, headers }, (response) => response.resume().once('end', resolve)).once('error', reject);
    });
  agent.destroy();
  return (performance.now() - begun) / asked;
}

/** What it costs to ask who somebody is, to note what they read, and to turn away who guesses. */
export async function access(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const servers: Server[] = await Promise.all([
    start('drawdown', join(dir, 'none')),
    start('drawdown', join(dir, 'tokens'), 'AUTH=tokens'),
    // Each pair is alike but for what is compared: a mission that has taken commands for longer would be another one.
    start('drawdown', join(dir, 'guessed'), 'AUTH=tokens'),
    start('drawdown', join(dir, 'noting'), 'AUTH=tokens'),
    start('drawdown', join(dir, 'silent'), 'AUTH=tokens', 'ACCESS_LOG=false'),
  ]);
  const [none, tokens, guessed, noting, silent] = servers as [Server, Server, Server, Server, Server];
  const headersIn = (name: string): Record<string, string> =>
    bearer(readFileSync(join(dir, name, 'admin.token'), 'utf8').trim());
  const [asUser, asGuessed] = [headersIn('tokens'), headersIn('guessed')];
  const [asNoted, asSilent] = [headersIn('noting'), headersIn('silent')];
  const tokenOf = ({ authorization = '' }: Record<string, string>): string => authorization.slice('Bearer '.length);
  const open = await openMission(none.url);
  const signedIn = await openMission(tokens.url, tokenOf(asUser));
  const besideGuesses = await openMission(guessed.url, tokenOf(asGuessed));
  await openMission(noting.url, tokenOf(asNoted));
  await openMission(silent.url, tokenOf(asSilent));
  const view = '/v1/missions/bench/bases';
  const measured = {
    open: [] as number[],
    signedIn: [] as number[],
    besideGuessing: [] as number[],
    guesses: [] as number[],
    noted: [] as number[],
    unnoted: [] as number[],
    wrong: [] as number[],
  };
  // The first round is not counted: each is compiled while it runs for the first time.
  for (let round = 0; round <= rounds; round++) {
    const openly = await perSecond(open, body);
    const signed = await perSecond(signedIn, body, asUser);
    const [beside, guesses] = await Promise.all([perSecond(besideGuesses, body, asGuessed), tryTokens(guessed.url)]);
    const noted = await answersPerSecond(`${noting.url}${view}`, asNoted);
    const unnoted = await answersPerSecond(`${silent.url}${view}`, asSilent);
    const bare = await msOfEach(`${tokens.url}/nowhere`, {});
    const wrong = (await msOfEach(`${tokens.url}/v1/missions/bench`, bearer(drawToken().token))) - bare;
    if (round === 0) continue;
    measured.open.push(openly);
    measured.signedIn.push(signed);
    measured.besideGuessing.push(beside);
    measured.guesses.push(guesses);
    measured.noted.push(noted);
    measured.unnoted.push(unnoted);
    measured.wrong.push(wrong);
  }
  for (const server of servers) server.process.disconnect();
  await Promise.all(servers.map((server) => once(server.process, 'exit')));
  rmSync(dir, { recursive: true });
  const of = (name: keyof typeof measured): number => median(measured[name]);
  return [
    {
      name: 'durable commands over HTTP by somebody who is signed in',
      value: of('signedIn'),
      unit: 'commands/s',
      baseline: 'the same with AUTH=none',
      ratio: of('signedIn') / of('open'),
      goal: 0.9,
    },
    {
      name: `the same beside ${Math.round(of('guesses'))} wrong tokens a second`,
      value: of('besideGuessing'),
      unit: 'commands/s',
      baseline: 'without those',
      ratio: of('besideGuessing') / of('signedIn'),
      goal: 0.7,
    },
    {
      name: 'views read by somebody who is signed in, with an access log',
      value: of('noted'),
      unit: 'answers/s',
      baseline: 'the same without',
      ratio: of('noted') / of('unnoted'),
      goal: 0.8,
    },
    {
      name: 'what a wrong token takes beyond a bare 404',
      value: of('wrong') * 1000,
      unit: 'µs',
      baseline: '0.1 ms',
      ratio: wrongTokenMsMax / Math.max(of('wrong'), 0.001),
      goal: 1,
    },
  ];
}
