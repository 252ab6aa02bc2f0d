import autocannon from 'autocannon';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { body } from './command.js';
import { end, openMission, start } from './processes.js';
import { median, type Figure } from './report.js';

const connections = 64;
const seconds = 5;
const rounds = 3;

const { source: _, ...withoutSource } = body;

/** Requests answered per second over a few seconds. Throws where any is not answered with success. */
export async function perSecond(url: string, sent: object, headers: Record<string, string> = {}): Promise<number> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(sent),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} answered ${result.non2xx} requests with no success, ${result.errors} failed`);
  return result.requests.total / result.duration;
}

/** Acknowledged durable commands per second over HTTP, by 64 connections that are kept alive. */
export async function commandsOverHttp(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const [echo, nest, drawdown] = await Promise.all([
    start('fastify-echo'),
    start('nest-insert', mkdtempSync(join(dir, 'nest-'))),
    start('drawdown', join(dir, 'drawdown')),
  ]);
  const target = await openMission(drawdown.url);
  const figures: Record<'echo' | 'nest' | 'drawdown', number[]> = { echo: [], nest: [], drawdown: [] };
  // Not counted: each is compiled while it runs for the first time.
  for (const [url, sent] of [
    [echo.url, body],
    [nest.url, withoutSource],
    [target, body],
  ] as const)
    await perSecond(url, sent);
  for (let round = 0; round < rounds; round++) {
    figures.echo.push(await perSecond(echo.url, body));
    figures.nest.push(await perSecond(nest.url, withoutSource));
    figures.drawdown.push(await perSecond(target, body));
  }
  await end(echo, nest, drawdown);
  rmSync(dir, { recursive: true });
  const value = median(figures.drawdown);
  const name = 'durable commands over HTTP, 64 connections';
  return [
    {
      name,
      value,
      unit: 'commands/s',
      baseline: 'bare Fastify POST that validates and echoes',
      ratio: value / median(figures.echo),
      goal: 0.25,
    },
    {
      name,
      value,
      unit: 'commands/s',
      baseline: 'bare Nest + Fastify POST, same data class and pipe, same row by group commit',
      ratio: value / median(figures.nest),
      goal: 0.95,
    },
  ];
}
