import {
  consistencyProof,
  emptyRoot,
  Frontier,
  inclusionProof,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type ReadSubtree,
} from './index.js';

const hex = (bytes: Buffer): string => bytes.toString('hex');

/** All complete subtrees of a tree, made once. */
function subtreesOf(leaves: readonly Buffer[]): ReadSubtree {
  const levels = [[...leaves]];
  for (let below = levels[0]!; below.length > 1; below = levels.at(-1)!)
    levels.push(
      Array.from({ length: Math.floor(below.length / 2) }, (_, at) => nodeHash(below[2 * at]!, below[2 * at + 1]!)),
    );
  return async (level, index) => levels[level]![index]!;
}

/** Root and proofs as RFC 6962, 2.1, defines them, by recursion over the leaves. */
const reference = {
  root(leaves: readonly Buffer[]): Buffer {
    if (leaves.length === 0) return emptyRoot;
    if (leaves.length === 1) return leaves[0]!;
    const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
    return nodeHash(reference.root(leaves.slice(0, split)), reference.root(leaves.slice(split)));
  },
};

describe('the tree of RFC 6962', () => {
  // The leaves, roots and proofs with which the reference implementation of Certificate Transparency is tested.
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));
  const roots = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const [h0, h1, h2, h3, h4, h5, h6, h7] = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  ];

  it('has the published roots', async () => {
    const frontier = new Frontier();
    for (const [size, root] of roots.entries()) {
      if (size > 0) frontier.append(leaves[size - 1]!);
      expect([size, hex(frontier.root())]).toEqual([size, root]);
      expect(hex(await treeRoot(subtreesOf(leaves.slice(0, size)), size))).toBe(root);
    }
  });

  it.each([
    [0, 1, []],
    [0, 8, [h1, h2, h3]],
    [5, 8, [h4, h5, h6]],
    [2, 3, [roots[2]]],
    [1, 5, [h0, h2, h4]],
  ])('has the published proof of leaf %d of %d', async (index, size, hashes) => {
    const proof = await inclusionProof(subtreesOf(leaves), index, size);
    expect(proof.map(hex)).toEqual(hashes);
  });

  it.each([
    [1, 1, []],
    [1, 8, [h1, h2, h3]],
    [6, 8, [h7, h5, h6]],
    [2, 5, [h2, h4]],
  ])('has the published proof that %d leaves became %d', async (from, to, hashes) => {
    const proof = await consistencyProof(subtreesOf(leaves), from, to);
    expect(proof.map(hex)).toEqual(hashes);
  });
});

describe('trees of 0 to 300 leaves', () => {
  const sizeMax = 300;
  const leaves = Array.from({ length: sizeMax }, (_, at) => leafHash(`leaf ${at}`));
  const roots = Array.from({ length: sizeMax + 1 }, (_, size) => reference.root(leaves.slice(0, size)));
  const read = subtreesOf(leaves);

  it('have the same root by appending, by subtrees and by definition', async () => {
    const frontier = new Frontier();
    for (let size = 0; size <= sizeMax; size++) {
      expect(frontier.size).toBe(size);
      expect(hex(frontier.root())).toBe(hex(roots[size]!));
      expect(hex(Frontier.decode(frontier.encode()).root())).toBe(hex(roots[size]!));
      expect(hex(await treeRoot(read, size))).toBe(hex(roots[size]!));
      if (size < sizeMax) frontier.append(leaves[size]!);
    }
  });

  it('prove every leaf', async () => {
    let proven = 0;
    for (let size = 1; size <= sizeMax; size++)
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(read, index, size);
        if (verifyInclusion({ index, size, leaf: leaves[index]!, proof, root: roots[size]! })) proven++;
      }
    expect(proven).toBe((sizeMax * (sizeMax + 1)) / 2);
  });

  it('prove that each extends each smaller one', async () => {
    let proven = 0;
    for (let to = 0; to <= sizeMax; to++)
      for (let from = 0; from <= to; from++) {
        const proof = await consistencyProof(read, from, to);
        if (verifyConsistency({ from, fromRoot: roots[from]!, to, toRoot: roots[to]!, proof })) proven++;
      }
    expect(proven).toBe(((sizeMax + 1) * (sizeMax + 2)) / 2);
  });

  it('prove nothing about what is not there', async () => {
    await expect(inclusionProof(read, 5, 5)).rejects.toThrow('leaf 5 is not in a tree of 5');
    await expect(inclusionProof(read, -1, 5)).rejects.toThrow('-1 is no place');
    await expect(consistencyProof(read, 6, 5)).rejects.toThrow('a tree of 5 does not begin with one of 6');
  });
});

describe('the right edge of a tree', () => {
  const grown = (size: number): Frontier => {
    const frontier = new Frontier();
    for (let at = 0; at < size; at++) frontier.append(leafHash(String(at)));
    return frontier;
  };

  it('is copied, and the copy goes its own way', () => {
    const frontier = grown(5);
    const copy = frontier.clone();
    copy.append(leafHash('other'));
    expect(frontier.encode()).toBe(grown(5).encode());
    expect(copy.size).toBe(6);
  });

  it('goes on from its text', () => {
    const frontier = Frontier.decode(grown(100).encode());
    frontier.append(leafHash('100'));
    expect(hex(frontier.root())).toBe(hex(grown(101).root()));
  });

  it.each(['', '0', '1.', '1.AAAA', `0.${'A'.repeat(43)}=`, '-1.', '01.', '9007199254740993.', 'x', '1e3.', ' 0.'])(
    'refuses %j',
    (text) => expect(() => Frontier.decode(text)).toThrow(RangeError),
  );
});
