import { hash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { evidenceZip, NoEvidence, openEvidence, verifyEvidence, type Kept, type Verdict } from '#libs/audit';
import { CheckpointSigner, Frontier, leafHash } from '#libs/transparency';
import { pack, unpack, type PackedFiles } from './packing.js';
import { bodyOf, mission, signed, signedLog, signer, vkey, writePackage, type SignedLog } from './signed-log.js';

let dir: string;
let log: SignedLog;
let whole: PackedFiles;
const file = (): string => join(dir, 'evidence.zip');

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-evidence-'));
  log = await signedLog(600, 7);
  await writePackage(log, file());
  whole = await unpack(file());
});
afterAll(() => rmSync(dir, { recursive: true }));

const verify = async (source: string, kept?: Kept, checkpoints?: string): Promise<Verdict> =>
  verifyEvidence(await openEvidence(source, checkpoints), kept);

/** The verdict on a package with some files changed. */
async function verifyWith(changes: Record<string, Buffer | string | undefined>, kept?: Kept): Promise<Verdict> {
  const changed = join(dir, 'changed.zip');
  await pack({ ...whole, ...changes }, changed);
  return verify(changed, kept);
}

const kinds = ({ findings }: Verdict): string[] => findings.map(({ kind }) => kind);

describe('an evidence package', () => {
  it('holds what is needed to check a log, and is made alike each time', async () => {
    expect(Object.keys(whole).filter((name) => !name.startsWith('proofs/consistency/'))).toEqual([
      'README.html',
      'checkpoint',
      'verifier-key',
      'checkpoints',
      'entries.ndjson',
      'leaf-hashes',
      'proofs/newest-entry.tlog-proof',
      'MANIFEST',
    ]);
    expect(String(whole['entries.ndjson'])).toBe(log.bodies.map((body) => `${body}\n`).join(''));
    expect(String(whole['README.html'])).toContain(vkey);
    await writePackage(log, join(dir, 'again.zip'));
    expect(await bytesOf(join(dir, 'again.zip'))).toEqual(await bytesOf(file()));
  });

  it('verifies as a zip and as a folder, with the key of the auditor and with its own', async () => {
    const verdict = await verify(file(), { key: vkey });
    expect(verdict).toMatchObject({
      ok: true,
      origin: 'log.example/minusma',
      mission,
      size: 600,
      entries: 600,
      checkpoints: log.checkpoints.length,
      isKeyGiven: true,
      findings: [],
    });
    const folder = join(dir, 'unpacked');
    await pack(whole, folder);
    expect(await verify(folder)).toMatchObject({ ok: true, isKeyGiven: false, key: vkey });
  });

  it('verifies as an export with its checkpoint', async () => {
    const exported = join(dir, 'x.ndjson');
    writeFileSync(exported, whole['entries.ndjson']!);
    const key = vkey;
    expect(await verify(exported, { key }, log.checkpoints.at(-1))).toMatchObject({ ok: true, entries: 600 });
    // As the log appends them to a file, one after another.
    expect(await verify(exported, { key }, log.checkpoints.join(''))).toMatchObject({ ok: true, checkpoints: 86 });
    expect(kinds(await verify(exported, {}, log.checkpoints.at(-1)))).toEqual(['key']);
    await expect(verify(exported, { key })).rejects.toThrow('needs the checkpoint');
    await expect(verify(exported, { key }, 'nonsense')).rejects.toThrow(NoEvidence);
  });

  it('of an empty log, and of the first entry, verify', async () => {
    for (const count of [0, 1]) {
      const small = await signedLog(count);
      const checkpoints = count === 0 ? [signer.sign(mission, 0, new Frontier().root())] : small.checkpoints;
      await writePackage({ ...small, checkpoints }, join(dir, 'small.zip'));
      expect(await verify(join(dir, 'small.zip'))).toMatchObject({ ok: true, entries: count });
    }
  });
});

describe('an auditor who kept a checkpoint', () => {
  it('sees that the log goes on from it', async () =>
    expect(await verify(file(), { key: vkey, olderCheckpoints: log.checkpoints.slice(3, 6) })).toMatchObject({
      ok: true,
    }));

  it('finds a fork: another history, signed by the same key', async () => {
    const bodies = log.bodies.map((body, at) => (at < 500 ? body : bodyOf(at, 'another history')));
    const fork = { ...(await signedLog(0)), checkpoints: signed(bodies, 7) };
    await fork.store.append(
      `mission-${mission}`,
      -1,
      bodies.map((body, at) => ({ id: `f-${at}`, type: 'NoteAdded', body, recordedAt: '' })),
    );
    await writePackage(fork, join(dir, 'fork.zip'));
    expect(await verify(join(dir, 'fork.zip'), { key: vkey })).toMatchObject({ ok: true });
    const olderCheckpoints = [log.checkpoints[50]!, log.checkpoints[75]!];
    const verdict = await verify(join(dir, 'fork.zip'), { key: vkey, olderCheckpoints });
    expect(verdict).toMatchObject({ ok: false });
    expect(kinds(verdict)).toContain('fork');
    // Of a size that the fork has not signed, only the entries tell: those up to 497 are alike in both.
    const between = new Frontier();
    for (const body of log.bodies.slice(0, 505)) between.append(leafHash(body));
    const kept = await verify(join(dir, 'fork.zip'), {
      key: vkey,
      olderCheckpoints: [signer.sign(mission, 505, between.root())],
    });
    expect(kept.firstBad).toMatchObject({ from: 504, to: 504 });
    expect(kinds(kept)).toEqual(['older-checkpoint']);
  });

  it('finds a log that was cut back to an earlier checkpoint', async () => {
    await writePackage({ ...log, checkpoints: log.checkpoints.slice(0, 40) }, join(dir, 'cut.zip'));
    expect(await verify(join(dir, 'cut.zip'), { key: vkey })).toMatchObject({ ok: true });
    const verdict = await verify(join(dir, 'cut.zip'), { key: vkey, olderCheckpoints: [log.checkpoints[60]!] });
    expect(verdict).toMatchObject({ ok: false, firstBad: { revision: 280 } });
    expect(kinds(verdict)).toEqual(['shorter']);
  });

  it('finds a log that was signed anew with another key', async () => {
    const other = CheckpointSigner.fromSeed(Buffer.alloc(32, 8), 'log.example');
    const frontier = new Frontier();
    for (const body of log.bodies) frontier.append(leafHash(body));
    const changes = {
      checkpoint: other.sign(mission, 600, frontier.root()),
      'verifier-key': `${other.verifierKey(mission)}\n`,
      checkpoints: undefined,
    };
    expect(kinds(await verifyWith(changes, { key: vkey }))).toEqual(['key', 'checkpoint']);
    expect(kinds(await verifyWith(changes, { olderCheckpoints: [log.checkpoints[3]!] }))).toContain('older-checkpoint');
  });
});

describe('after the key was rotated', () => {
  it('the log goes on from what was signed before', async () => {
    const next = CheckpointSigner.fromSeed(Buffer.alloc(32, 8), 'log.example');
    const frontier = new Frontier();
    for (const body of log.bodies) frontier.append(leafHash(body));
    const checkpoint = next.sign(mission, 600, frontier.root());
    const key = next.verifierKey(mission);
    const parts = { mission, trees: log.trees, checkpoint, checkpoints: log.checkpoints, verifierKey: key };
    const target = join(dir, 'rotated.zip');
    await pipeline(await evidenceZip(parts), createWriteStream(target));
    const olderCheckpoints = [log.checkpoints[20]!];
    expect(await verify(target, { key, formerKeys: [vkey], olderCheckpoints })).toMatchObject({
      ok: true,
      checkpoints: 2,
    });
    expect(kinds(await verify(target, { key, olderCheckpoints }))).toEqual(['older-checkpoint']);
  });
});

describe('a package is refused', () => {
  it.each<[string, string, (bytes: Buffer) => Buffer | string | undefined]>([
    ['without its manifest', 'MANIFEST', () => undefined],
    ['with another manifest', 'MANIFEST', (bytes) => String(bytes).replace('size 600', 'size 601')],
    ['with another page', 'README.html', (bytes) => String(bytes).replace('not proven', 'proven')],
    ['with hashes of something else', 'leaf-hashes', (bytes) => Buffer.alloc(bytes.length)],
    ['with half of its hashes', 'leaf-hashes', (bytes) => bytes.subarray(0, 333)],
    ['without its earlier checkpoints', 'checkpoints', () => undefined],
    [
      'with another proof',
      'proofs/newest-entry.tlog-proof',
      (bytes) => String(bytes).replace('index 599', 'index 598'),
    ],
    ['with a file that nobody listed', 'extra', () => 'something'],
  ])('%s', async (_, name, change) => {
    const verdict = await verifyWith({ [name]: change(Buffer.from(whole[name] ?? '')) });
    expect(verdict).toMatchObject({ ok: false });
    expect(['file', 'proof']).toContain(verdict.findings[0]?.kind);
  });

  it('with a proof that proves something else, though its manifest was made to fit', async () => {
    const names = Object.keys(whole).filter((name) => name.startsWith('proofs/'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const original = String(whole[name]);
      const changed = original.replace(/^(old|index) \d+/m, '$1 7');
      const manifest = String(whole.MANIFEST)
        .replace(hash('sha256', original), hash('sha256', changed))
        .replace(`${Buffer.byteLength(original)} ${name}`, `${Buffer.byteLength(changed)} ${name}`);
      const verdict = await verifyWith({ [name]: changed, MANIFEST: manifest });
      // The first of them is of 7 entries anyway.
      expect([name, kinds(verdict)]).toEqual([name, changed === original ? [] : ['proof']]);
    }
  });

  it.each(['checkpoint', 'verifier-key', 'entries.ndjson'])('without %s', async (name) => {
    await expect(verifyWith({ [name]: undefined })).rejects.toThrow(`${name} is missing`);
  });

  it('that is no zip, or is not there', async () => {
    writeFileSync(join(dir, 'broken.zip'), (await bytesOf(file())).subarray(0, -30));
    await expect(verify(join(dir, 'broken.zip'))).rejects.toThrow(NoEvidence);
    await expect(verify(join(dir, 'absent.zip'))).rejects.toThrow('is not there');
  });
});

async function bytesOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
