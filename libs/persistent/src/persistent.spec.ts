import fc from 'fast-check';
import { PersistentList } from './persistent-list.js';
import { OrderedSet } from './ordered-set.js';
import { PersistentMap } from './persistent-map.js';
import { rounds } from '../../../test/support/rounds.js';

/** What is kept beside each fork: the same content in what the language itself has. */
interface Pair<Ours, Plain> {
  ours: Ours;
  plain: Plain;
}

type Step = { kind: 'write' | 'edit' | 'delete' | 'fork'; on: number; key: number; value: number };

const steps = (keys: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record<Step>({
      kind: fc.constantFrom('write', 'write', 'write', 'edit', 'delete', 'fork'),
      on: fc.nat(),
      key: fc.nat(keys),
      value: fc.nat(),
    }),
    { minLength: 1, maxLength: 1500, size: 'max' },
  );

const copy = (item: { value: number }): { value: number } => ({ ...item });

describe('forks share what they hold in common, and see nothing of each other', () => {
  it('maps, in order of insertion, with keys deleted and values edited in place', () => {
    fc.assert(
      fc.property(steps(600), fc.boolean(), (all, areTexts) => {
        type Item = { value: number };
        const keyOf = (key: number): string | number => (areTexts ? `base/${key}` : key);
        const pairs: Pair<PersistentMap<string | number, Item>, Map<string | number, Item>>[] = [
          { ours: new PersistentMap(), plain: new Map() },
        ];
        for (const { kind, on, key: number, value } of all) {
          const { ours, plain } = pairs[on % pairs.length] as (typeof pairs)[number];
          const key = keyOf(number);
          if (kind === 'write') {
            ours.set(key, { value });
            plain.set(key, { value });
          } else if (kind === 'edit') {
            const mine = ours.edit(key, copy);
            if (mine) mine.value = value;
            if (plain.has(key)) plain.set(key, { value });
          } else if (kind === 'delete') {
            ours.delete(key);
            plain.delete(key);
          } else if (pairs.length < 8) pairs.push({ ours: ours.fork(), plain: new Map(plain) });
        }
        for (const { ours, plain } of pairs) {
          expect([...ours]).toEqual([...plain]);
          expect([[...ours.keys()], [...ours.values()], ours.size]).toEqual([
            [...plain.keys()],
            [...plain.values()],
            plain.size,
          ]);
          for (let number = 0; number <= 600; number += 7) {
            const key = keyOf(number);
            expect([ours.get(key), ours.has(key)]).toEqual([plain.get(key), plain.has(key)]);
          }
        }
      }),
      { numRuns: rounds(60) },
    );
  });

  it('maps, that say which keys were written to, edited or deleted since somebody asked last, whatever was forked', () => {
    fc.assert(
      fc.property(steps(300), (all) => {
        const ours = new PersistentMap<number, { value: number }>();
        ours.touched();
        const touched = new Set<number>();
        for (const { kind, on, key, value } of all) {
          if (kind !== 'fork' && (kind === 'write' || ours.has(key))) touched.add(key);
          if (kind === 'write') ours.set(key, { value });
          else if (kind === 'edit') Object.assign(ours.edit(key, copy) ?? {}, { value });
          else if (kind === 'delete') ours.delete(key);
          else if (on % 2 === 0) ours.fork().set(key, { value });
          else {
            expect(new Set(ours.touched())).toEqual(touched);
            touched.clear();
          }
        }
        expect(new Set(ours.touched())).toEqual(touched);
        expect(new Set(ours.fork().touched())).toEqual(new Set(ours.keys()));
      }),
      { numRuns: rounds(60) },
    );
  });

  it('maps, that say which keys may have another value than before they were forked', () => {
    fc.assert(
      fc.property(steps(300), (all) => {
        const ours = new PersistentMap<number, { value: number }>();
        let before = ours.fork();
        const check = (): void => {
          const changed = ours.changedSince(before);
          const keys = new Set([...before.keys(), ...ours.keys()]);
          const silent = [...keys].filter((key) => before.get(key) !== ours.get(key) && !changed.has(key));
          expect(silent).toEqual([]);
          before = ours.fork();
          expect([...ours.changedSince(before)]).toEqual([]);
        };
        for (const { kind, key, value } of all) {
          if (kind === 'write') ours.set(key, { value });
          else if (kind === 'edit') Object.assign(ours.edit(key, copy) ?? {}, { value });
          else if (kind === 'delete') ours.delete(key);
          else check();
        }
        check();
        expect([...ours.changedSince(undefined)]).toEqual(expect.arrayContaining([...ours.keys()]));
      }),
      { numRuns: rounds(20) },
    );
  });

  it('lists, pushed to and set', () => {
    fc.assert(
      fc.property(steps(3000), fc.nat(1200), (all, length) => {
        const first = Array.from({ length }, (_, index) => index);
        const pairs: Pair<PersistentList<number>, number[]>[] = [{ ours: PersistentList.of(first), plain: [...first] }];
        for (const { kind, on, key, value } of all) {
          const { ours, plain } = pairs[on % pairs.length] as (typeof pairs)[number];
          if (kind === 'write') {
            ours.push(value);
            plain.push(value);
          } else if (kind === 'edit') {
            ours.set(key, value);
            if (key < plain.length) plain[key] = value;
          } else if (kind === 'fork' && pairs.length < 8) pairs.push({ ours: ours.fork(), plain: [...plain] });
        }
        for (const { ours, plain } of pairs) {
          expect([...ours]).toEqual(plain);
          expect([ours.length, ours.at(-1), ours.at(700), ours.at(-700)]).toEqual([
            plain.length,
            plain.at(-1),
            plain.at(700),
            plain.at(-700),
          ]);
        }
      }),
      { numRuns: rounds(60) },
    );
  });

  it('sequences, put into and taken from anywhere', () => {
    fc.assert(
      fc.property(steps(100_000), fc.nat(1500), (all, length) => {
        const before = (number: number) => (other: number) => other < number;
        const made = new OrderedSet();
        for (let number = 0; number < length; number++) made.insert(number * 50, before(number * 50));
        const pairs = [{ ours: made, plain: new Set(Array.from({ length }, (_, number) => number * 50)) }];
        for (const { kind, on, key, value } of all) {
          const { ours, plain } = pairs[on % pairs.length] as (typeof pairs)[number];
          const present = [...plain][value % Math.max(1, plain.size)];
          if (kind === 'write' && !plain.has(key)) {
            ours.insert(key, before(key));
            plain.add(key);
          } else if (kind === 'delete' && present !== undefined) {
            ours.remove(present, before(present));
            plain.delete(present);
          } else if (kind === 'fork' && pairs.length < 8) pairs.push({ ours: ours.fork(), plain: new Set(plain) });
        }
        for (const { ours, plain } of pairs) {
          const sorted = [...plain].sort((a, b) => a - b);
          expect([...ours.from(() => false)]).toEqual(sorted);
          expect([...ours.from(before(30_000))]).toEqual(sorted.filter((number) => number >= 30_000));
          expect([ours.size, ours.last]).toEqual([sorted.length, sorted.at(-1)]);
        }
      }),
      { numRuns: rounds(40) },
    );
  });

  it('refuses to take out what is not there', () => {
    const sequence = new OrderedSet();
    sequence.insert(5, (other) => other < 5);
    expect(() => sequence.remove(4, (other) => other < 4)).toThrow('revision 4 is not where it was put');
  });
});
