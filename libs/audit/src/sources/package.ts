import { createHash } from 'node:crypto';
import {
  leafHash,
  ifValid,
  openTlogProof,
  parseAddCheckpoint,
  parseCheckpoint,
  parseTlogProof,
  verifyConsistency,
} from '#libs/transparency';
import { splitCheckpoints } from '../checkpoint-list.js';
import { NoEvidence, type Evidence } from '../evidence.js';
import { linesOf } from '../lines.js';
import { names, parseManifest, type Manifest } from '../manifest.js';
import type { Finding } from '../verdict.js';
import { asNoEvidence, filesOfFolder, filesOfZip, type PackageFiles } from './files.js';

/** The most bytes that a file may have which is read whole. */
const wholeBytesMax = 16 * 1024 * 1024;

/** An evidence package as a zip file. Throws NoEvidence if it is none. */
export const openZip = async (file: string): Promise<Evidence> => openPackage(await filesOfZip(file));

/** An evidence package that was unpacked into a folder. Throws NoEvidence if it is none. */
export const openFolder = async (folder: string): Promise<Evidence> => openPackage(await filesOfFolder(folder));

async function openPackage(files: PackageFiles): Promise<Evidence> {
  const pack = new Package(files);
  try {
    const checkpoint = await pack.text(names.checkpoint);
    const verifierKey = (await pack.text(names.key)).replace(/\n$/, '');
    const earlier = files.has(names.earlier) ? splitCheckpoints(await pack.text(names.earlier)) : [];
    return {
      checkpoint,
      earlier,
      verifierKey,
      entries: () => linesOf(pack.bytes(names.entries)),
      ...(files.has(names.hashes) && { leafHashes: () => pack.bytes(names.hashes) }),
      findings: () => pack.findings(checkpoint, earlier, verifierKey),
      close: () => files.close(),
    };
  } catch (error) {
    await files.close();
    throw error;
  }
}

class Package {
  private readonly digests = new Map<string, { bytes: number; sha256: string }>();

  constructor(private readonly files: PackageFiles) {}

  /** The bytes of a file. Once it is read to its end, its digest is known. Throws NoEvidence if it cannot be read. */
  async *bytes(name: string): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const chunk of (await this.files.open(name)) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw asNoEvidence(error);
    }
    this.digests.set(name, { bytes, sha256: hash.digest('hex') });
  }

  /** The text of a small file. Throws NoEvidence if it is too large or not UTF-8. */
  async text(name: string): Promise<string> {
    const chunks: Buffer[] = [];
    let left = wholeBytesMax;
    for await (const chunk of this.bytes(name)) {
      left -= chunk.length;
      if (left < 0) throw new NoEvidence(`${name} is larger than 16 MiB`);
      chunks.push(chunk);
    }
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    } catch {
      throw new NoEvidence(`${name} is not UTF-8`);
    }
  }

  /** What is wrong beside the entries: files that are not as the manifest says, and proofs that prove nothing. */
  async findings(checkpoint: string, earlier: readonly string[], verifierKey: string): Promise<Finding[]> {
    if (!this.files.has(names.manifest)) return [{ kind: 'file', message: `${names.manifest} is missing` }];
    const manifest = parseManifest(await this.text(names.manifest));
    const { origin, size } = parseCheckpoint(checkpoint);
    if (manifest?.origin !== origin || manifest.size !== size)
      return [{ kind: 'file', message: `${names.manifest} is not the one of this checkpoint` }];
    return [...(await this.changedFiles(manifest)), ...(await this.badProofs(checkpoint, earlier, verifierKey))];
  }

  private async changedFiles({ files }: Manifest): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const name of this.files.names())
      if (!files.has(name) && name !== names.manifest && !name.startsWith('.'))
        findings.push({ kind: 'file', message: `${name} is not in the ${names.manifest}` });
    for (const [name, wanted] of files) {
      if (!this.files.has(name)) {
        findings.push({ kind: 'file', message: `${name} is missing` });
        continue;
      }
      if (!this.digests.has(name)) for await (const _ of this.bytes(name));
      const { bytes, sha256 } = this.digests.get(name)!;
      if (bytes !== wanted.bytes || sha256 !== wanted.sha256)
        findings.push({ kind: 'file', message: `${name} is not the file that the ${names.manifest} lists` });
    }
    return findings;
  }

  private async badProofs(checkpoint: string, earlier: readonly string[], verifierKey: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    const newest = parseCheckpoint(checkpoint);
    const roots = new Map(earlier.map((text) => parseCheckpoint(text)).map(({ size, root }) => [size, root]));
    for (const name of this.files.names().filter((one) => one.startsWith('proofs/'))) {
      const text = await this.text(name);
      const isGood = (): boolean => {
        if (name === names.newestProof) {
          const { extra, index } = parseTlogProof(text);
          return (
            openTlogProof(text, verifierKey, leafHash(extra ?? '')).size === newest.size && index === newest.size - 1
          );
        }
        const { old, proof, checkpoint: later } = parseAddCheckpoint(text);
        const fromRoot = roots.get(old);
        const { size: to, root: toRoot } = newest;
        return later === checkpoint && !!fromRoot && verifyConsistency({ from: old, fromRoot, to, toRoot, proof });
      };
      if (!ifValid(isGood)) findings.push({ kind: 'proof', message: `${name} does not prove what it should` });
    }
    return findings;
  }
}
