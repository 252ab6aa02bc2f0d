import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveWitness, Witness } from '#libs/audit';
import { CheckpointSigner, cosignedAt, formatAddCheckpoint, leafHash, openCheckpoint } from '#libs/transparency';
import { bodyOf, mission, signed, signedLog, vkey, type SignedLog } from './signed-log.js';

const seconds = 1_700_000_000;
let dir: string;
let log: SignedLog;
beforeAll(async () => (log = await signedLog(40)));
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'drawdown-witness-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const request = async (old: number, to: number): Promise<string> =>
  formatAddCheckpoint({
    old,
    proof: await log.trees.consistency(mission, old, to),
    checkpoint: log.checkpoints[to - 1]!,
  });

describe('a witness', () => {
  it('cosigns the first checkpoint that it sees, and those that go on from it', async () => {
    const witness = new Witness(dir, [vkey]);
    const first = witness.add(await request(0, 5), seconds);
    const second = witness.add(await request(5, 33), seconds + 60);
    expect([first.status, second.status]).toEqual([200, 200]);
    const kept = witness.newest('log.example/minusma')!;
    expect(openCheckpoint(kept, vkey).size).toBe(33);
    expect(cosignedAt(kept, witness.verifierKey)).toBe(seconds + 60);
    expect(statSync(join(dir, 'witness.key')).mode & 0o777).toBe(0o600);
  });

  it('may be shown the same checkpoint again', async () => {
    const witness = new Witness(dir, [vkey]);
    witness.add(await request(0, 5), seconds);
    expect(witness.add(await request(5, 5), seconds).status).toBe(200);
  });

  it('remembers over restarts, and so do others on its folder', async () => {
    const [one, other] = [new Witness(dir, [vkey]), new Witness(dir, [vkey])];
    one.add(await request(0, 20), seconds);
    expect(other.verifierKey).toBe(one.verifierKey);
    expect(other.add(await request(0, 30), seconds)).toMatchObject({ status: 409, size: 20 });
    expect(new Witness(dir, [vkey]).add(await request(20, 30), seconds).status).toBe(200);
    expect(one.add(await request(20, 25), seconds)).toMatchObject({ status: 409, size: 30 });
    expect(readdirSync(dir).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('refuses a history that does not go on from what it saw, and keeps what it has', async () => {
    const witness = new Witness(dir, [vkey]);
    witness.add(await request(0, 20), seconds);
    const fork = signed(log.bodies.map((body, at) => (at === 3 ? bodyOf(at, 'altered') : body)));
    const proof = await log.trees.consistency(mission, 20, 30);
    const ask = (old: number, checkpoint: string, hashes: Buffer[]): unknown =>
      witness.add(formatAddCheckpoint({ old, proof: hashes, checkpoint }), seconds);
    expect(ask(20, fork[29]!, proof)).toMatchObject({ status: 422 });
    expect(ask(20, fork[19]!, [])).toMatchObject({ status: 409, size: 20 });
    expect(ask(20, log.checkpoints[29]!, [])).toMatchObject({ status: 422 });
    expect(ask(20, log.checkpoints[29]!, [...proof, leafHash('more')])).toMatchObject({ status: 422 });
    expect(ask(10, log.checkpoints[9]!, [])).toMatchObject({ status: 409, size: 20 });
    expect(ask(20, log.checkpoints[9]!, [])).toMatchObject({ status: 400 });
    expect(openCheckpoint(witness.newest('log.example/minusma')!, vkey).size).toBe(20);
    expect(ask(20, log.checkpoints[29]!, proof)).toMatchObject({ status: 200 });
  });

  it('knows its logs by their keys', async () => {
    const witness = new Witness(dir, [vkey]);
    const other = CheckpointSigner.fromSeed(Buffer.alloc(32, 9), 'log.example');
    const ask = (checkpoint: string): number =>
      witness.add(formatAddCheckpoint({ old: 0, proof: [], checkpoint }), seconds).status;
    expect(ask(other.sign('minusma', 1, leafHash('x')))).toBe(403);
    expect(ask(other.sign('monusco', 1, leafHash('x')))).toBe(404);
    expect(witness.add('nonsense', seconds).status).toBe(400);
    expect(witness.add(await request(0, 5).then((body) => body.replace('old 0', 'old 00')), seconds).status).toBe(400);
    expect(
      witness.add(formatAddCheckpoint({ old: 0, proof: [leafHash('x')], checkpoint: log.checkpoints[4]! }), seconds)
        .status,
    ).toBe(422);
  });

  it('is served as C2SP tlog-witness has it', async () => {
    const witness = new Witness(dir, [vkey]);
    const server = await serveWitness(witness, 0, () => seconds * 1000);
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const post = async (body: string): Promise<Response> => fetch(`${url}/add-checkpoint`, { method: 'POST', body });
      const cosigned = await post(await request(0, 5));
      expect(cosigned.status).toBe(200);
      const line = await cosigned.text();
      expect(line).toMatch(/^— witness\.local \S+\n$/);
      expect(cosignedAt(`${log.checkpoints[4]}${line}`, (await (await fetch(`${url}/key`)).text()).trim())).toBe(
        seconds,
      );
      const conflict = await post(await request(0, 6));
      expect([conflict.status, conflict.headers.get('content-type'), await conflict.text()]).toEqual([
        409,
        'text/x.tlog.size',
        '5\n',
      ]);
      // Many at once: each size is cosigned once, and none goes back.
      const bodies = await Promise.all(Array.from({ length: 20 }, async (_, at) => request(5, 6 + at)));
      const statuses = await Promise.all(bodies.map(async (body) => (await post(body)).status));
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
      expect((await fetch(`${url}/other`)).status).toBe(404);
      expect((await post('x'.repeat(100_000))).status).toBe(400);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
