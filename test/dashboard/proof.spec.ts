import { createHash } from 'node:crypto';
import { CheckpointSigner, inclusionProof, leafHash, nodeHash, treeRoot } from '#libs/transparency';
import { verifyEntry, type InclusionAnswer } from '../../apps/dashboard/src/proof/verify.js';

const bodies = Array.from({ length: 21 }, (_, revision) => `{"revision":${revision}}`);
const signer = CheckpointSigner.fromSeed(createHash('sha256').update('a seed').digest(), 'drawdown.test');
const key = signer.verifierKey('m');

/** The root of a complete subtree of the leaves. */
const subtree = (level: number, index: number): Buffer => {
  if (level === 0) return leafHash(bodies[index] ?? '');
  return nodeHash(subtree(level - 1, index * 2), subtree(level - 1, index * 2 + 1));
};
const readSubtree = (level: number, index: number): Promise<Buffer> => Promise.resolve(subtree(level, index));

async function proofOf(revision: number, size: number): Promise<InclusionAnswer> {
  const proof = await inclusionProof(readSubtree, revision, size);
  const checkpoint = signer.sign('m', size, await treeRoot(readSubtree, size));
  return { revision, size, hashes: proof.map((hash) => hash.toString('base64')), checkpoint };
}

describe('the proof of an entry, checked in the browser', () => {
  it('is taken for every entry of every size, signature and all', async () => {
    for (let size = 1; size <= bodies.length; size++)
      for (let revision = 0; revision < size; revision++)
        expect(await verifyEntry(bodies[revision] ?? '', await proofOf(revision, size), key)).toEqual({
          isProven: true,
          size,
          isSigned: true,
        });
  });

  it.each<[string, (answer: InclusionAnswer) => [string, InclusionAnswer, string]]>([
    ['other bytes', (answer) => [`${bodies[5]} `, answer, key]],
    ['another revision', (answer) => [bodies[5] ?? '', { ...answer, revision: 4 }, key]],
    ['a revision beyond the tree', (answer) => [bodies[5] ?? '', { ...answer, revision: 13 }, key]],
    ['another size', (answer) => [bodies[5] ?? '', { ...answer, size: 12 }, key]],
    ['a hash too few', (answer) => [bodies[5] ?? '', { ...answer, hashes: answer.hashes.slice(1) }, key]],
    [
      'a hash too many',
      (answer) => [bodies[5] ?? '', { ...answer, hashes: [...answer.hashes, ...answer.hashes] }, key],
    ],
    ['hashes in another order', (answer) => [bodies[5] ?? '', { ...answer, hashes: answer.hashes.toReversed() }, key]],
    ['the key of another mission', (answer) => [bodies[5] ?? '', answer, signer.verifierKey('other')]],
    [
      'the key of somebody else',
      (answer) => [
        bodies[5] ?? '',
        answer,
        CheckpointSigner.fromSeed(Buffer.alloc(32, 1), 'drawdown.test').verifierKey('m'),
      ],
    ],
    [
      'a checkpoint without its signature',
      (answer) => [bodies[5] ?? '', { ...answer, checkpoint: answer.checkpoint.replace(/— .*\n$/, '') }, key],
    ],
    [
      'a signature of another text',
      (answer) => [
        bodies[5] ?? '',
        { ...answer, checkpoint: answer.checkpoint.replace(/— .*\n$/, signer.sign('m', 9, leafHash('x')).slice(-110)) },
        key,
      ],
    ],
  ])('is refused with %s', async (_, change) => {
    const [body, answer, by] = change(await proofOf(5, 13));
    expect(await verifyEntry(body, answer, by)).toMatchObject({ isProven: false });
  });
});
