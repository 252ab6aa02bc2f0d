import autocannon from 'autocannon';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { body } from './command.js';
import { end, openMission, start } from './processes.js';
import { median, type Figure } from './report.js';

const [endpoints, perSecond, seconds, rounds] = [100, 500, 10, 3];
/** The p99 with webhooks is at most so many times that without. */
const timesMax = 1.5;

/** How long 99 of 100 commands take at most, in milliseconds, while they come steadily. */
async function p99(url: string): Promise<number> {
  const result = await autocannon({
    url,
    connections: 16,
    overallRate: perSecond,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} answered ${result.non2xx} requests with no success, ${result.errors} failed`);
  return result.latency.p99;
}

/** Receivers are on this machine. */
const settings = ['WEBHOOKS_PRIVATE=true', 'WEBHOOKS_HTTP=true'];

/** Commands at a steady pace beside 100 endpoints, of which one is dead and one hangs, against the same without any. */
export async function webhooks(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const [quiet, telling, receiver] = await Promise.all([
    start('drawdown', join(dir, 'quiet'), ...settings),
    start('drawdown', join(dir, 'telling'), ...settings),
    start('webhook-receiver'),
  ]);
  const [without, beside] = [await openMission(quiet.url), await openMission(telling.url)];
  for (let one = 0; one < endpoints; one++) {
    // Nobody listens on port 9.
    const url = one === 0 ? 'http://127.0.0.1:9/' : `${receiver.url}/${one === 1 ? 'hang' : one}`;
    const wanted = { method: 'POST', body: JSON.stringify({ url, mission: '*' }) };
    const added = await fetch(`${telling.url}/v1/webhooks`, {
      ...wanted,
      headers: { 'content-type': 'application/json' },
    });
    if (!added.ok) throw new Error(`an endpoint was not added: ${await added.text()}`);
  }
  const figures: Record<'without' | 'beside', number[]> = { without: [], beside: [] };
  // Not counted: each is compiled while it runs for the first time.
  for (const url of [without, beside]) await p99(url);
  for (let round = 0; round < rounds; round++) {
    figures.without.push(await p99(without));
    figures.beside.push(await p99(beside));
  }
  await end(quiet, telling, receiver);
  rmSync(dir, { recursive: true });
  const value = median(figures.beside);
  return [
    {
      name: `99 of 100 commands, ${perSecond} a second, beside ${endpoints} webhooks`,
      value,
      unit: 'ms',
      baseline: `${timesMax} times what they take without`,
      ratio: (timesMax * median(figures.without)) / value,
      goal: 1,
    },
  ];
}
