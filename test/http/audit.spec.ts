import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEvidence, verifyEvidence } from '#libs/audit';
import {
  decodeBundle,
  hashesIn,
  leafHash,
  openCheckpoint,
  openTlogProof,
  verifyConsistency,
  verifyInclusion,
} from '#libs/transparency';
import { endPrograms, run, startProgram } from '../support/program.js';
import { ask, openMinusma, startTestServer, type TestServer } from '../support/server.js';

let server: TestServer;
let dir: string;
let vkey: string;
const note = (text: string): Promise<unknown> => server.command('add-note', { text, occurredAt: '2023-08-13' });
beforeAll(async () => {
  server = await startTestServer();
  dir = mkdtempSync(join(tmpdir(), 'drawdown-audit-'));
  await openMinusma(server);
  for (let at = 0; at < 300; at++) await note(`note ${at}`);
  vkey = (await server.get('/log/minusma/key')).text.trim();
});
afterEach(endPrograms);
afterAll(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const bytesOf = async (path: string): Promise<Buffer> =>
  Buffer.from(await (await server.client.open(path, { accept: '*/*' })).arrayBuffer());
const hashesOf = (lines: unknown): Buffer[] => (lines as string[]).map((line) => Buffer.from(line, 'base64'));

describe("a mission's log, as it is served to auditors", () => {
  it('has a signed checkpoint, and the key to check it with', async () => {
    const reply = await server.get('/log/minusma/checkpoint');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(openCheckpoint(reply.text, vkey).size).toBe(305);
    expect((await server.get('/log/minusma/checkpoints')).text).toContain(reply.text);
  });

  it('has tiles and bundles, those that are full for ever', async () => {
    const full = await server.get('/log/minusma/tile/0/000');
    expect([full.status, full.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable']);
    const partial = await server.get('/log/minusma/tile/entries/001.p/49');
    expect([partial.status, partial.headers.get('cache-control')]).toEqual([200, 'private, max-age=3600']);
    const entries = decodeBundle(await bytesOf('/log/minusma/tile/entries/000'), 256);
    expect(entries.map(leafHash)).toEqual(hashesIn(await bytesOf('/log/minusma/tile/0/000')));
    const { text } = await server.get('/v1/missions/minusma/entries', { accept: 'application/x-ndjson' });
    expect(text.startsWith(`${String(entries[0])}\n${String(entries[1])}\n`)).toBe(true);
    for (const path of ['tile/0/001.p/50', 'tile/0/01', 'tile/9/000', 'tile/x', 'tile/0/001'])
      expect([path, (await server.get(`/log/minusma/${path}`)).status]).toEqual([path, 404]);
    expect((await server.get('/log/unknown/checkpoint')).body.type).toBe('/problems/unknown-mission');
    expect((await server.post('/log/minusma/tile/0/000', '{}')).status).toBe(405);
  });

  it('proves that an entry is in it, and that it only grew', async () => {
    const { body } = await server.get('/v1/missions/minusma/proofs/inclusion?revision=7');
    const { size, root } = openCheckpoint(String(body.checkpoint), vkey);
    const { text } = await server.get('/v1/missions/minusma/entries', { accept: 'application/x-ndjson' });
    const leaf = leafHash(text.split('\n')[7] ?? '');
    expect(verifyInclusion({ index: 7, size, leaf, proof: hashesOf(body.hashes), root })).toBe(true);
    const grown = (await server.get('/v1/missions/minusma/proofs/consistency?from=100&to=305')).body;
    const [fromRoot, toRoot] = hashesOf([grown.fromRoot, grown.toRoot]);
    const proof = hashesOf(grown.hashes);
    expect(verifyConsistency({ from: 100, fromRoot: fromRoot!, to: 305, toRoot: toRoot!, proof })).toBe(true);
    expect(toRoot).toEqual(root);
    for (const query of [
      'inclusion',
      'inclusion?revision=305',
      'inclusion?revision=1&size=306',
      'consistency?from=9&to=8',
      'consistency?from=x',
    ])
      expect([query, (await server.get(`/v1/missions/minusma/proofs/${query}`)).status]).toEqual([query, 400]);
  });

  it('gives out one entry with its proof', async () => {
    const { text, headers } = await server.get('/v1/missions/minusma/entries/3/proof');
    expect(headers.get('content-disposition')).toContain('minusma-3.tlog-proof');
    const proof = file('entry.tlog-proof', text);
    const { code, stdout } = await run(['verify', proof, '--key', vkey]);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { revision: 3, type: 'WithdrawalScheduled' }]);
    expect(openTlogProof(text, vkey, leafHash(stdout.trim())).index).toBe(3);
    const forged = file('forged.tlog-proof', text.replace('index 3', 'index 4'));
    expect((await run(['verify', forged, '--key', vkey])).code).toBe(1);
    expect((await server.get('/v1/missions/minusma/entries/999/proof')).status).toBe(404);
    expect((await server.get('/v1/missions/minusma/entries/03/proof')).status).toBe(404);
  });

  it('is taken away with its evidence, and verified without the server', async () => {
    const zip = join(dir, 'out.zip');
    expect((await run(['export', 'minusma', '--evidence', zip], { DRAWDOWN_URL: server.url })).code).toBe(0);
    const { code, stdout, stderr } = await run(['verify', zip, '--key', vkey, '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { ok: true, entries: 305, mission: 'minusma' }]);
    expect(stderr).toContain('all 305 entries are what was signed');
    expect((await run(['verify', zip, '--key', vkey.replace('minusma', 'monusco')])).code).toBe(1);
    expect((await run(['export', 'nothing', '--evidence', zip], { DRAWDOWN_URL: server.url })).code).toBe(1);
  });

  it('verifies as an export, and live; an altered export does not', async () => {
    const checkpoint = file('checkpoint', (await server.get('/log/minusma/checkpoint')).text);
    const { stdout } = await run(['export', 'minusma'], { DRAWDOWN_URL: server.url });
    const args = ['--checkpoint', checkpoint, '--key', vkey];
    expect((await run(['verify', file('x.ndjson', stdout), ...args])).code).toBe(0);
    const lines = stdout.split('\n');
    const altered = await run(['verify', file('y.ndjson', lines.toSpliced(9, 1).join('\n')), ...args]);
    expect([altered.code, altered.stderr]).toEqual([
      1,
      expect.stringContaining('entry 9: it says that it is revision 10'),
    ]);
    expect((await run(['verify', file('x.ndjson', stdout)])).code).toBe(1);
    const live = await run(['verify', `${server.url}/log/minusma`, '--older', checkpoint]);
    expect([live.code, live.stderr]).toEqual([0, expect.stringContaining('all 305 entries are what was signed')]);
    expect(await verifyEvidence(await openEvidence(`${server.url}/log/minusma`), { key: vkey })).toMatchObject({
      ok: true,
    });
    // The file that a server keeps beside its log: others' checkpoints and a line cut short say nothing of this one.
    const line = (text: string): string => `${JSON.stringify({ stream: 'mission-minusma', checkpoint: text })}\n`;
    const signed = readFileSync(checkpoint, 'utf8');
    const kept = file('checkpoints.ndjson', `${line(signed)}${line(signed.replace('minusma', 'other'))}{"stre`);
    expect((await run(['verify', file('x.ndjson', stdout), ...args, '--older', kept])).code).toBe(0);
    const others = file('others.ndjson', line(signed.replace('minusma', 'other')));
    expect((await run(['verify', file('x.ndjson', stdout), ...args, '--older', others])).code).toBe(2);
    const forged = file('forged.ndjson', line(signed.replace(/\n305\n/, '\n304\n')));
    expect((await run(['verify', file('x.ndjson', stdout), ...args, '--older', forged])).code).toBe(1);
    expect((await run(['verify', 'http://127.0.0.1:9/log/minusma'])).code).toBe(75);
  });

  it('is witnessed, as it grows', async () => {
    const args = ['witness', '--dir', join(dir, 'witness'), '--key', vkey];
    const first = await run([...args, `${server.url}/log/minusma`]);
    expect(first.code).toBe(0);
    expect(openCheckpoint(first.stdout, vkey).size).toBe(305);
    await note('one more');
    const second = await run([...args, `${server.url}/log/minusma`]);
    expect([second.code, openCheckpoint(second.stdout, vkey).size]).toEqual([0, 306]);
    const refused = await run([...args, file('old', first.stdout)]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('fewer than 306')]);
    expect((await run(args)).code).toBe(2);
    expect((await run(['witness', '--dir', dir, 'x'])).code).toBe(2);
    const serving = startProgram([...args, '--serve', '0']);
    while (!serving.out().stderr.includes('its key')) await once(serving.process.stderr!, 'data');
    const url = /http:\S+/.exec(serving.out().stderr)?.[0] ?? '';
    const answer = await ask(url, '', { method: 'POST', body: `old 0\n\n${second.stdout}` });
    expect([answer.status, answer.text]).toEqual([409, '306\n']);
    serving.process.kill();
  });

  it('stays what it is over a restart', async () => {
    await server.restart();
    expect((await server.get('/log/minusma/key')).text.trim()).toBe(vkey);
    expect(readFileSync(join(server.dataDir, 'trees', 'minusma.subtrees'))).toHaveLength(32);
  });
});
