import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DrawdownClient } from '#libs/client';
import { command } from './command.js';

/** A program of the bench that listens. */
export interface Server {
  process: ChildProcess;
  url: string;
}

/** Starts a program of the bench in a process of its own. */
export async function start(name: string, ...args: string[]): Promise<Server> {
  const file = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const child = fork(file, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [url] = (await once(child, 'message')) as [string];
  return { process: child, url };
}

/** Ends programs that were started. */
export async function end(...servers: readonly Server[]): Promise<void> {
  for (const server of servers) server.process.disconnect();
  await Promise.all(servers.map((server) => once(server.process, 'exit')));
}

/** Opens the mission of the bench, and answers where its commands go. */
export async function openMission(url: string, token?: string): Promise<string> {
  const bench = new DrawdownClient({ url, ...(token !== undefined && { token }) }).mission('bench');
  await bench.command('open-mission', {
    name: 'Bench',
    hostCountry: 'Mali',
    authority: 'a',
    startsOn: '2023-07-01',
    deadline: '2023-12-31',
    timeZone: 'Africa/Bamako',
    strength: [{ component: 'uniformed/troops', count: 10_000 }],
    occurredAt: '2023-07-01',
  });
  await bench.command('establish-base', { base: 'gao', name: 'Gao', kind: 'camp', occurredAt: '2023-07-01' });
  return `${url}${bench.path(`/commands/${command}`)}`;
}
