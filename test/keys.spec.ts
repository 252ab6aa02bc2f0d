import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { emptyFacts, fold, views, type ViewName } from '#libs/domain';
import { patched } from '#libs/client';
import { patchOf } from '../apps/server/src/live/patch.js';
import { csv } from '../apps/server/src/queries/csv.js';
import { differencesBetween } from '../apps/server/src/queries/differences.js';
import { decodeHead, encodeHead } from '#libs/timeline';
import { day, open } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { faultsIn, finish } from './support/why-checks.js';
import { rounds } from './support/rounds.js';

/** Names that mean something to JavaScript, to JSON Pointers or to the program itself. */
const categories = ['__proto__', 'constructor', 'prototype', 'toString', '#map', '#paged', 'a/b~c', '.', '0'];
const slugs = ['constructor', 'prototype', 'valueof', '0', 'hub'];

const at = { occurredAt: '2023-08-01' };
const about = (category: string, slug: string, count: number): TestCommand[] => [
  { command: 'report-equipment', category, count, ...at },
  { command: 'report-equipment', category, count: 1, base: slug, ...at },
  { command: 'report-equipment-disposed', category, count: 1, method: 'sold', base: slug, ...at },
  { command: 'report-counter', counter: slug, what: category, count, ...at },
  { command: 'report-incident', incident: `${slug}-1`, kind: category, summary: category, ...at },
  { command: 'report-convoy-departed', convoy: `${slug}-2`, from: slug, ...at },
  { command: 'report-convoy-attacked', convoy: `${slug}-2`, means: category, ...at },
  { command: 'report-permit-requested', permit: slug, kind: 'flight', authority: category, for: slug, ...at },
];
const opened = (slug: string): TestCommand[] => [
  { ...open, strength: [{ component: 'uniformed/constructor', contingent: 'BFA', count: 100 }] },
  { command: 'establish-base', base: slug, name: slug, kind: 'camp', occurredAt: '2023-07-01' },
];

const shown = (entries: ReturnType<typeof record>, view: ViewName): object =>
  JSON.parse(JSON.stringify(drawn(view, fold(entries).state))) as object;
const drawn = (view: ViewName, state: ReturnType<typeof fold>['state']): object => {
  const made: unknown = views[view](state, day('2023-09-01'));
  return made as object;
};
const names = Object.keys(views) as ViewName[];

describe('words that become keys', () => {
  it('are fields like any other in every view, patch, difference and answer to why, and in CSV', () => {
    fc.assert(
      fc.property(fc.constantFrom(...categories), fc.constantFrom(...slugs), (category, slug) => {
        const before = record(opened(slug));
        const after = record([...opened(slug), ...about(category, slug, 7)]);
        for (const view of names) {
          const [from, to] = [shown(before, view), shown(after, view)];
          expect(patched(from, patchOf(from, to))).toEqual(to);
          const ours = structuredClone(from);
          // The library sets what it applies in place.
          expect(applyPatch(ours, patchOf(from, to)).filter((error) => error !== null)).toEqual([]);
          // ... and loses one name when it copies a value; the page does not.
          if (category !== '__proto__') expect(ours).toEqual(to);
          const paths = finish(differencesBetween(from, to, 100_000)).map(({ path }) => path);
          if (view === 'burndown') expect(paths).toContainEqual(['days', '2023-08-01', 'equipment', category]);
        }
        expect(faultsIn(after, {}, day('2023-09-01').at, ['burndown', 'equipment', 'counters', 'incidents'])).toEqual(
          [],
        );
        const { days } = shown(after, 'burndown') as { days: object[] };
        const [header = [], ...rows] = parse([...csv(days)].join(''));
        expect(rows.at(-1)?.[header.indexOf(`equipment.${category}`)]).toBe(rows.length > 32 ? '' : '6');
      }),
      { numRuns: rounds(10) },
    );
  });

  it('are kept by a snapshot', () => {
    const entries = record([
      ...opened('constructor'),
      ...categories.flatMap((one, n) =>
        n === 0 ? about(one, 'constructor', 7) : about(one, 'constructor', 7).slice(0, 3),
      ),
      { command: 'add-note', text: 'x', occurredAt: '2023-08-05' },
      { command: 'report-equipment', category: 'x', count: 1, occurredAt: '2023-08-06' },
    ]);
    const folded = fold(entries);
    const head = { folded, facts: emptyFacts() };
    const again = finish(decodeHead([...encodeHead(head)]));
    for (const view of names) expect(drawn(view, again.folded.state)).toEqual(drawn(view, folded.state));
  });
});

describe('categories that differ in spelling alone', () => {
  it('are one, under the spelling first used, and say why', () => {
    const entries = record([
      ...opened('ber'),
      { command: 'report-equipment', category: 'Véhicule  léger', count: 10, occurredAt: '2023-08-01' },
      {
        command: 'report-equipment-disposed',
        category: 'VE\u0301HICULE LÉGER ',
        count: 4,
        method: 'sold',
        occurredAt: '2023-08-03',
      },
      {
        command: 'report-equipment',
        category: ' véhicule\u00A0léger',
        count: 5,
        base: 'ber',
        occurredAt: '2023-08-02',
      },
    ]);
    const { items } = views.equipment(fold(entries).state, day('2023-09-01'));
    expect(items).toMatchObject([
      { id: 'Véhicule  léger', category: 'Véhicule  léger', present: { best: 6 }, bases: { ber: { best: 5 } } },
    ]);
    expect(faultsIn(entries, {}, day('2023-09-01').at, ['equipment', 'burndown'])).toEqual([]);
  });
});
