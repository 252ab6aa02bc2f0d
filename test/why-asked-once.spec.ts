import { emptyState, evolve, fold, pointerOf, resolve, type Entry } from '#libs/domain';
import { Documents, leavesOf, questionAt } from '#libs/explain';
import { Responsible, type Side } from '../apps/server/src/queries/responsible.js';
import { day, open } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { finish } from './support/why-checks.js';

const names = ['ber', 'gao', 'kidal', 'tessalit', 'menaka'];

const established = (base: string): TestCommand => ({
  command: 'establish-base',
  base,
  name: base.toUpperCase(),
  kind: 'camp',
  occurredAt: '2023-07-01',
});

const scheduled = (base: string): TestCommand => ({
  command: 'schedule-withdrawal',
  base,
  on: '2023-11-01',
  occurredAt: '2023-07-02',
});

const log = record([open, ...names.map(established), ...names.map(scheduled)]);
const before = log.slice(0, 1 + names.length);
const { at } = day('2023-12-01');

/** Documents that count how often somebody looks at one. */
class CountedDocuments extends Documents {
  looks = 0;

  override of(...place: Parameters<Documents['of']>): unknown {
    this.looks++;
    return super.of(...place);
  }
}

const documentsOf = (entries: readonly Entry[]): CountedDocuments => new CountedDocuments(fold(entries).state, { at });

/** What the summary says of each base in its verdict on sites. */
const ofSites = [...leavesOf(documentsOf(log).of('summary'))].filter(
  (path) => path[1] === 'sites' && path[2] === 'bases',
);

describe('what many figures are worked out from', () => {
  it('is put together once: each further figure of a verdict looks at nothing but itself', () => {
    const documents = documentsOf(log);
    const ask = (path: readonly string[]): unknown => questionAt(documents, 'summary', pointerOf(path));
    const [first = [], ...others] = ofSites;
    ask(first);
    const { looks } = documents;
    for (const path of others) expect(ask(path)).toMatchObject({ plan: { kind: 'derived' } });
    expect(documents.looks - looks).toBe(others.length);
  });

  it('is compared between two states once, and the entries behind it are those behind each figure', () => {
    const looksFor = (paths: readonly (readonly string[])[]) => {
      const sides = [sideOf(before, log), sideOf(log, log)] as const;
      const found = finish(new Responsible(...sides).of('summary', paths));
      return { found, looks: sides.map(({ documents }) => documents.looks) };
    };
    const one = looksFor(ofSites.slice(0, 1));
    const all = looksFor(ofSites);
    expect(all.looks).toEqual(one.looks.map((looks) => looks + ofSites.length - 1));
    expect(new Set(all.found.map(String))).toEqual(new Set(one.found.map(String)));
    expect(one.found).toEqual([log.slice(before.length).map(({ revision }) => revision)]);
  });
});

/** Some of a log's entries, folded on from those that both states have. */
function sideOf(entries: readonly Entry[], all: readonly Entry[]): Side & { documents: CountedDocuments } {
  const start = emptyState();
  const { effective } = finish(resolve(all));
  for (const one of effective.slice(0, before.length)) evolve(start, one);
  return {
    documents: documentsOf(entries),
    folding: { start, effective: effective.slice(before.length, entries.length) },
    length: entries.length,
    isConsidered: (revision) => revision < entries.length,
    edited: new Map(),
  };
}
