import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { askAndStop, writeLongLog } from './support/long-log.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
const dataDir = mkdtempSync(join(tmpdir(), 'zz-'));
const mission = await writeLongLog(dataDir, 30000);
const child = spawn(process.execPath, [...(process.env.OPT ?? '').split(' ').filter(Boolean), 'dist/apps/cli/src/main.js', 'serve', '--port', '0', '--data-dir', dataDir], { env: { ...process.env, AUTH: 'none' } });
let err = ''; child.stderr.on('data', (d) => (err += d));
while (!/listens on (\S+)/.test(err)) await setTimeout(20);
const server = { process: child, url: /listens on (\S+)/.exec(err)![1]!, ended: once(child, 'close'), out: () => ({ stderr: err }) };
await (await fetch(`${server.url}/v1/missions/${mission}`)).text();
const paths = (process.argv[2] ?? '').split(' ');
for (const p of paths) {
  const t0 = performance.now();
  let worst = 0; let done = false;
  void askAndStop(server.url, `/v1/missions/${mission}${p}`, process.argv[3] ?? '*/*').then((s) => { done = true; s.destroy(); });
  while (!done && performance.now() - t0 < 20000) {
    const t = performance.now();
    await (await fetch(`${server.url}/healthz`)).text();
    worst = Math.max(worst, performance.now() - t);
    await setTimeout(2);
  }
  console.log(p, Math.round(performance.now() - t0), 'ms; worst healthz', Math.round(worst));
}
const t = performance.now();
server.process.kill('SIGTERM');
console.log('ended', await server.ended, Math.round(performance.now() - t), server.out().stderr.slice(-300));
