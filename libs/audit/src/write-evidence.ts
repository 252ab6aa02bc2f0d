import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { formatAddCheckpoint, formatTlogProof, parseCheckpoint } from '#libs/transparency';
import { joinCheckpoints, signedBy, thinned } from './checkpoint-list.js';
import { formatManifest, names, type Manifest } from './manifest.js';
import { BeyondLog } from './mission-tree.js';
import type { MissionTrees } from './mission-trees.js';
import { readmeOf } from './readme.js';

/** What a package is made of. */
export interface EvidenceParts {
  mission: string;
  trees: MissionTrees;
  /** The newest checkpoint, which says how many entries the package holds. */
  checkpoint: string;
  /** All checkpoints that were kept, in order of size. */
  checkpoints: AsyncIterable<string> | Iterable<string>;
  verifierKey: string;
}

/** How many of the earlier checkpoints a consistency proof is put in for. */
const consistencyProofsMax = 16;

/** Texts that are shorter are stored as they are: most of a proof is hashes, and to begin compressing costs more than it saves. */
const storedBytesMax = 4096;

/** Files are of no time: the same log makes the same package. */
const mtime = new Date('1980-01-01T00:00:00Z');

/** An evidence package as a zip, made while it is read: its memory does not grow with the log. */
export async function evidenceZip(parts: EvidenceParts): Promise<Readable> {
  const { mission, trees, checkpoint, verifierKey } = parts;
  const { origin, size, root } = parseCheckpoint(checkpoint);
  const earlier = (await signedBy(await thinned(parts.checkpoints), verifierKey)).filter((text) =>
    isEarlier(text, size),
  );
  const zip = new ZipFile();
  const files: Manifest['files'] = new Map();
  const add = (name: string, content: () => AsyncIterable<Buffer> | Iterable<Buffer>, compress = true): void =>
    zip.addReadStreamLazy(name, { mtime, compress }, (give) =>
      give(
        null,
        Readable.from(
          noted(content(), (facts) => files.set(name, facts)),
          { objectMode: false },
        ),
      ),
    );
  const addText = (name: string, text: string): void =>
    add(name, () => [Buffer.from(text)], text.length > storedBytesMax);
  addText(names.readme, readmeOf({ mission, origin, size, root: root.toString('base64'), verifierKey }));
  addText(names.checkpoint, checkpoint);
  addText(names.key, `${verifierKey}\n`);
  if (earlier.length > 0) addText(names.earlier, joinCheckpoints(earlier));
  add(names.entries, () => linesOfLog(trees, mission, size));
  add(names.hashes, () => trees.leafHashes(mission, size), false);
  for (const [name, text] of await proofsOf(parts, earlier)) addText(name, text);
  // Comes last, when all the others have been written and are known.
  zip.addReadStreamLazy(names.manifest, { mtime }, (give) =>
    give(null, Readable.from([Buffer.from(formatManifest({ origin, size, files }))])),
  );
  zip.end();
  // It is a stream of today, though its types promise no more than one of old.
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  return output;
}

const isEarlier = (text: string, size: number): boolean => {
  const { size: its } = parseCheckpoint(text);
  return its > 0 && its < size;
};

async function* linesOfLog(trees: MissionTrees, mission: string, size: number): AsyncIterable<Buffer> {
  for await (const page of trees.entries(mission, size)) yield Buffer.from(page.map((body) => `${body}\n`).join(''));
}

/** Passes bytes on, and tells their number and digest at the end. */
async function* noted(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  tell: (facts: { bytes: number; sha256: string }) => void,
): AsyncIterable<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  tell({ bytes, sha256: hash.digest('hex') });
}

/** Proofs by the names of their files; none of a log that is shorter than its checkpoint, which proves nothing. */
async function proofsOf(
  { mission, trees, checkpoint }: EvidenceParts,
  earlier: readonly string[],
): Promise<[string, string][]> {
  const { size } = parseCheckpoint(checkpoint);
  if (size === 0) return [];
  try {
    const index = size - 1;
    const hashes = await trees.inclusion(mission, index, size);
    const extra = Buffer.from(await trees.entry(mission, index));
    const proofs: [string, string][] = [[names.newestProof, formatTlogProof({ index, hashes, checkpoint, extra })]];
    for (const text of await thinned(earlier, consistencyProofsMax)) {
      const { size: old } = parseCheckpoint(text);
      const proof = await trees.consistency(mission, old, size);
      proofs.push([`${names.consistency}${old}-${size}`, formatAddCheckpoint({ old, proof, checkpoint })]);
    }
    return proofs;
  } catch (error) {
    if (error instanceof BeyondLog) return [];
    throw error;
  }
}
