import {
  CheckpointSigner,
  consistencyProof,
  formatTlogProof,
  Frontier,
  inclusionProof,
  leafHash,
  openCheckpoint,
  openTlogProof,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
} from './index.js';
import { Random } from '../../../test/support/random.js';

const sizeMax = 300;
const random = new Random(20_230_813);
const pick = (below: number): number => random.below(below);
const frontiers = [new Frontier()];
const leaves = Array.from({ length: sizeMax }, (_, at) => leafHash(`leaf ${at}`));
for (const leaf of leaves) {
  const next = frontiers.at(-1)!.clone();
  next.append(leaf);
  frontiers.push(next);
}
const roots = frontiers.map((frontier) => frontier.root());
const read = async (level: number, index: number): Promise<Buffer> => {
  const subtree = new Frontier();
  for (const leaf of leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)) subtree.append(leaf);
  return subtree.root();
};

function flipped(hash: Buffer): Buffer {
  const copy = Buffer.from(hash);
  copy[pick(copy.length)]! ^= 1 << pick(8);
  return copy;
}

/** A proof in which one thing is not as it was. */
function mutated(proof: readonly Buffer[]): Buffer[] {
  const copy = [...proof];
  const [at, other] = [pick(copy.length), pick(copy.length)];
  const ways: (() => void)[] = [
    () => copy.splice(at, 1, flipped(copy[at] ?? leaves[0]!)),
    () => copy.splice(at, 1),
    () => copy.splice(at, 0, copy[at] ?? leaves[1]!),
    () => copy.splice(pick(copy.length + 1), 0, leaves[pick(sizeMax)]!),
    () => ([copy[at], copy[other]] = [copy[other]!, copy[at]!]),
    () => copy.splice(0, copy.length, ...copy.toReversed()),
    () => copy.splice(at, 1, (copy[at] ?? leaves[0]!).subarray(0, 31)),
    () => copy.splice(at, copy.length),
  ];
  ways[pick(copy.length < 2 ? 4 : ways.length)]!();
  return copy;
}

const same = (a: readonly Buffer[], b: readonly Buffer[]): boolean =>
  a.length === b.length && a.every((hash, at) => hash.equals(b[at]!));

/** Another whole number than `from`, near it or far from it. */
function otherThan(from: number): number {
  const other = [from + 1, from - 1, from ^ (1 << pick(9)), pick(sizeMax), from + 2 ** 32, -from - 1, from + 0.5];
  return other[pick(other.length)]!;
}

it('accepts none of 40,000 mutated inclusion proofs', async () => {
  const accepted: unknown[] = [];
  for (let tried = 0; tried < 40_000;) {
    const size = 1 + pick(sizeMax);
    const index = pick(size);
    const proof = await inclusionProof(read, index, size);
    const right: Inclusion = { index, size, leaf: leaves[index]!, proof, root: roots[size]! };
    expect(verifyInclusion(right)).toBe(true);
    for (let more = 0; more < 20; more++) {
      const wrong = { ...right };
      const ways: (() => void)[] = [
        () => (wrong.proof = mutated(proof)),
        () => (wrong.index = otherThan(index)),
        () => (wrong.leaf = pick(2) === 0 ? flipped(right.leaf) : leaves[(index + 1) % sizeMax]!),
        () => (wrong.size = size + 2 ** (10 + pick(20))),
        () => (wrong.root = pick(2) === 0 ? flipped(right.root) : roots[size - 1]!),
      ];
      ways[pick(ways.length)]!();
      if (
        wrong.index === index &&
        wrong.size === size &&
        wrong.root === right.root &&
        wrong.leaf === right.leaf &&
        same(wrong.proof, proof)
      )
        continue;
      tried++;
      if (verifyInclusion(wrong)) accepted.push(wrong);
    }
  }
  expect(accepted).toEqual([]);
});

it('accepts none of 40,000 mutated consistency proofs', async () => {
  const accepted: unknown[] = [];
  for (let tried = 0; tried < 40_000;) {
    const to = 2 + pick(sizeMax - 1);
    const from = 1 + pick(to - 1);
    const proof = await consistencyProof(read, from, to);
    const right: Consistency = { from, fromRoot: roots[from]!, to, toRoot: roots[to]!, proof };
    expect(verifyConsistency(right)).toBe(true);
    for (let more = 0; more < 20; more++) {
      const wrong = { ...right };
      const ways: (() => void)[] = [
        () => (wrong.proof = mutated(proof)),
        () => (wrong.fromRoot = pick(2) === 0 ? flipped(right.fromRoot) : roots[from - 1]!),
        () => (wrong.toRoot = pick(2) === 0 ? flipped(right.toRoot) : roots[to - 1]!),
        () => ([wrong.from, wrong.to] = [to, from]),
        // A tree that is higher needs more hashes.
        () => (wrong.to = to + 2 ** (10 + pick(20))),
        () => ([wrong.fromRoot, wrong.toRoot] = [right.toRoot, right.fromRoot]),
      ];
      ways[pick(ways.length)]!();
      if (
        wrong.from === from &&
        wrong.to === to &&
        wrong.fromRoot === right.fromRoot &&
        wrong.toRoot === right.toRoot &&
        same(wrong.proof, proof)
      )
        continue;
      tried++;
      if (verifyConsistency(wrong)) accepted.push(wrong);
    }
  }
  expect(accepted).toEqual([]);
});

/** A text in which one character, or the order of its lines, is not as it was. */
function mutatedText(text: string): string {
  const lines = text.split('\n');
  const [at, other] = [pick(lines.length), pick(lines.length)];
  const place = pick(text.length);
  const ways: (() => string)[] = [
    () => text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ (1 << pick(7))) + text.slice(place + 1),
    () => text.slice(0, place) + text.slice(place + 1),
    () => text.slice(0, place) + text[place] + text.slice(place),
    () => lines.toSpliced(at, 1).join('\n'),
    () => lines.toSpliced(at, 0, lines[other]!).join('\n'),
    () => lines.toSpliced(at, 1, lines[other]!).join('\n'),
    () => text.slice(0, place),
  ];
  return ways[pick(ways.length)]!();
}

it('accepts none of 20,000 mutated checkpoints and proof files', async () => {
  const signer = CheckpointSigner.fromSeed(Buffer.alloc(32, 3), 'log.example');
  const vkey = signer.verifierKey('minusma');
  const accepted: string[] = [];
  const takes = (work: () => unknown): boolean => {
    try {
      work();
      return true;
    } catch {
      return false;
    }
  };
  for (let tried = 0; tried < 20_000;) {
    const size = 1 + pick(sizeMax);
    const index = pick(size);
    const checkpoint = signer.sign('minusma', size, roots[size]!);
    const hashes = await inclusionProof(read, index, size);
    const proof = formatTlogProof({ index, hashes, checkpoint });
    expect(openTlogProof(proof, vkey, leaves[index]!).size).toBe(size);
    for (let more = 0; more < 20; more++) {
      const note = mutatedText(checkpoint);
      const file = mutatedText(proof);
      if (note !== checkpoint && takes(() => openCheckpoint(note, vkey))) accepted.push(note);
      if (file !== proof && takes(() => openTlogProof(file, vkey, leaves[index]!))) accepted.push(file);
      tried += Number(note !== checkpoint) + Number(file !== proof);
    }
  }
  expect(accepted).toEqual([]);
});
