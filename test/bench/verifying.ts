import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { encode } from '#libs/timeline';
import { CheckpointSigner, Frontier, leafHash } from '#libs/transparency';
import { entries, mission } from './rows.js';
import { median, type Figure } from './report.js';

const count = 1_000_000;
const rounds = 3;
const perSecondMin = 100_000;
const mebibytesMax = 300;

/** Tells on stderr how much memory a program used at most, in KiB, when it ends. */
const tellMemory = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;

function* linesOf(tree: Frontier): Generator<string> {
  for (const entry of entries(count)) {
    const { body } = encode(entry);
    tree.append(leafHash(body));
    yield `${body}\n`;
  }
}

/** How fast the program verifies an export of a long log with its checkpoint, and with how much memory. */
export async function verifying(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const [log, checkpoint] = [join(dir, 'log.ndjson'), join(dir, 'checkpoint')];
  const tree = new Frontier();
  await pipeline(linesOf(tree), createWriteStream(log));
  const signer = CheckpointSigner.fromSeed(Buffer.alloc(32, 7), 'log.example');
  writeFileSync(checkpoint, signer.sign(mission, tree.size, tree.root()));
  const program = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'src', 'main.js');
  const key = signer.verifierKey(mission);
  const [perSecond, mebibytes]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const given = ['--import', tellMemory, program, 'verify', log, '--checkpoint', checkpoint, '--key', key];
    const { stderr } = await promisify(execFile)(process.execPath, given);
    perSecond.push((count / (performance.now() - start)) * 1000);
    mebibytes.push(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024);
  }
  const size = Math.round(statSync(log).size / 1024 / 1024);
  rmSync(dir, { recursive: true });
  const name = `1,000,000 entries (${size} MiB) verified against their checkpoint`;
  const [value, peak] = [median(perSecond), median(mebibytes)];
  return [
    { name, value, unit: 'entries/s', baseline: '100,000 entries/s', ratio: value / perSecondMin, goal: 1 },
    { name, value: peak, unit: 'MiB at most', baseline: '300 MiB', ratio: mebibytesMax / peak, goal: 1 },
  ];
}
