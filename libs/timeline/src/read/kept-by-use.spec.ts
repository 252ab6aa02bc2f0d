import { KeptByUse } from './kept-by-use.js';
import { memoryMax } from './room.js';

/** Things of a size, of which there is room for so many of size 1. */
function shelf(room: number) {
  const dropped: string[] = [];
  const kept = new KeptByUse<string, { name: string; size: number }>({
    part: 0.5,
    bytesOf: ({ size }) => (size * memoryMax() * 0.5) / room,
    onDrop: ({ name }) => dropped.push(name),
  });
  const use = (name: string, size = 1) => kept.use(name, kept.get(name) ?? { name, size });
  return { kept, dropped, use, names: () => kept.values().map(({ name }) => name) };
}

describe('what is kept to be used again', () => {
  it('is what was used last, as much as there is room for', () => {
    const { use, names, dropped } = shelf(3);
    for (const name of ['a', 'b', 'c', 'a', 'd']) use(name);
    expect([names(), dropped]).toEqual([['c', 'a', 'd'], ['b']]);
  });

  it('stays if it was used last, however large it is, and nothing beside it does', () => {
    const { use, names, dropped } = shelf(3);
    use('a');
    use('long', 50);
    expect([names(), dropped]).toEqual([['long'], ['a']]);
    use('b');
    expect([names(), dropped]).toEqual([['b'], ['a', 'long']]);
  });

  it('is weighed anew at each use: what has grown since makes no room for others', () => {
    const { use, names } = shelf(3);
    use('a');
    const grown = use('b');
    grown.size = 3;
    use('c');
    expect(names()).toEqual(['c']);
  });

  it('is told of once where it is dropped', () => {
    const { kept, use, dropped } = shelf(3);
    use('a');
    kept.drop('a');
    kept.drop('a');
    expect([kept.size, dropped]).toEqual([0, ['a']]);
  });
});
