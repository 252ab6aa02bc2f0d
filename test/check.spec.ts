import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { checkData, registry, type EntryType } from '#libs/domain';
import { rounds } from './support/rounds.js';

const types = Object.keys(registry) as EntryType[];

/** What class-validator itself says of data, with unknown fields refused. */
const bySlowWay = (type: EntryType, data: object): boolean =>
  validateSync(plainToInstance(registry[type].data as new () => object, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
  }).length === 0;

const oddities: unknown[] = [
  '',
  ' ',
  'ber',
  'Ber',
  '2023-08-13',
  '2023-02-30',
  0,
  -1,
  1.5,
  1e12,
  true,
  [],
  {},
  [{}],
  ['x'],
  { about: 200 },
  { from: 2, to: 1 },
  'x'.repeat(5000),
  'all',
  'uniformed/troops',
  'a\u0000b',
  'not-a-kind',
];

/** What stands at a place. */
const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner: unknown, name) => (inner as Record<string, unknown>)[name], value);

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every place in a value, as a path. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

function put(value: unknown, [first, ...rest]: readonly string[], odd: unknown): unknown {
  if (first === undefined) return odd;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[first] = put(copy[first], rest, odd);
  return copy;
}

/** What a proposal's commands hold is judged by the type of each command, when it is proposed and when it is approved. */
const isOfACommand = (type: EntryType, [first, index]: readonly string[]): boolean =>
  type === 'OrderProposed' && first === 'commands' && index !== undefined;

describe('the compiled validator', () => {
  it('accepts every example of the catalogue', () => {
    for (const type of types) expect([type, checkData(type, registry[type].example)]).toEqual([type, { ok: true }]);
  });

  it('agrees with class-validator on examples in which something was changed, but for a list in place of an object', () => {
    const changed = fc.constantFrom(...types).chain((type) => {
      const { example } = registry[type];
      const places = placesIn(example).filter((path) => path.length > 0);
      return fc.tuple(fc.constant(type), fc.constantFrom(...places), fc.constantFrom(...oddities));
    });
    fc.assert(
      fc.property(changed, ([type, place, odd]) => {
        // class-validator takes a list of objects for one object.
        fc.pre(!(Array.isArray(odd) && isObject(at(registry[type].example, place))));
        const data = put(registry[type].example, place, odd) as object;
        expect([data, checkData(type, data).ok]).toEqual([data, bySlowWay(type, data)]);
      }),
      { numRuns: rounds(5000) },
    );
  });

  it.each(types)('refuses fields of %s that are not known, at any depth', (type) => {
    const { example } = registry[type];
    const objects = placesIn(example).filter((place) => isObject(at(example, place)) && !isOfACommand(type, place));
    for (const path of objects)
      expect([path, checkData(type, put(example, [...path, 'colour'], 'red')).ok]).toEqual([path, false]);
  });

  it('refuses a list in place of an object, and an object in place of a list', () => {
    const handedOver = { base: 'ber', to: { name: 'Governor', kind: 'civilian' } };
    expect(checkData('CampHandedOver', handedOver).ok).toBe(true);
    expect(checkData('CampHandedOver', { ...handedOver, to: [handedOver.to] })).toMatchObject({
      errors: [{ pointer: '/to' }],
    });
    expect(checkData('PersonnelArrived', { base: 'ber', lines: { component: 'all', count: 1 } })).toMatchObject({
      errors: [{ pointer: '/lines' }],
    });
  });

  it('names what is wrong by its JSON pointer', () => {
    const data = {
      base: 'ber',
      lines: [
        { component: 'all', count: 1 },
        { component: 'all', count: -1 },
      ],
    };
    expect(checkData('PersonnelArrived', data)).toEqual({
      ok: false,
      errors: [
        {
          pointer: '/lines/1/count',
          detail: expect.stringContaining('must be') as string,
          said: { en: expect.any(Array) as object, fr: [{ code: 'count' }, expect.stringContaining('doit être')] },
        },
      ],
    });
  });
});
