import { nodesOf, type Books } from '../ledger/accounts.js';
import { contingentOf, type Node } from '../values/components.js';
import { plus, tidy, zero, type Bounds } from '../values/count.js';
import { figuring, type ByNode, type Figures, type Measure } from '../ledger/measures.js';
import type { MissionState } from '../state/mission.js';
import { formatInstant } from '../values/occurrence.js';
import { populationOf } from '../ledger/parcels.js';
import { isPlace, within } from '../ledger/places.js';
import type { AsOf } from './as-of.js';

/** Where each contributor's people are, as far as entries name the contributor, and since when all were reported home. */
export function contingents(state: MissionState, _shown: AsOf) {
  const { books } = state;
  const figures = figuring(books);
  const atPlaces = new Map<string, Map<string, Bounds>>();
  for (const name of books.accounts.keys()) {
    if (!isPlace(name)) continue;
    for (const [code, people] of namedAt(books, name))
      atPlaces.set(code, (atPlaces.get(code) ?? new Map<string, Bounds>()).set(name, people));
  }
  const items = [...codesOf(books)].map(([code, nodes]) => {
    const places = atPlaces.get(code) ?? new Map<string, Bounds>();
    const [departed, separated, died] = (['departed', 'separated', 'died'] as const).map((gone) =>
      tidy(sumOver(figures, gone, nodes)),
    ) as [Bounds, Bounds, Bounds];
    return {
      id: code,
      contingent: code,
      present: tidy(presentOf(figures, nodes, places)),
      departed,
      separated,
      died,
      places: Object.fromEntries(
        [...whereabouts(figures, nodes, places)].map(([name, people]) => [name, tidy(people)]),
      ),
      homeSince: homeSince(state, code, nodes),
    };
  });
  return { items };
}

/** Each contributor that an entry names, in order of code, with the nodes of its people. */
export function codesOf(books: Books): Map<string, Node[]> {
  const codes = new Map<string, Node[]>();
  for (const node of nodesOf(books)) {
    const code = contingentOf(node);
    if (code !== undefined) codes.set(code, [...(codes.get(code) ?? []), node]);
  }
  return new Map([...codes].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The people of a measure at some nodes that do not contain each other. */
export const sumOver = (figures: Figures, measure: Measure, nodes: readonly Node[]): Bounds =>
  tidy(nodes.reduce<Bounds>((sum, node) => plus(sum, figures(measure, node)), zero));

/** The people of each contributor at a place, named or taken to be there. */
export function namedAt(books: Books, name: string, there: ByNode = within(books, name)): Map<string, Bounds> {
  const named = new Map<string, Bounds>();
  const account = books.accounts.get(name);
  if (!account) return named;
  const nodes = new Set([
    ...account.own.keys(),
    ...[...account.guessed.values()].flatMap((parts) => [...parts.keys()]),
  ]);
  for (const node of nodes) {
    const code = contingentOf(node);
    const people = code === undefined ? zero : there(node);
    if (code !== undefined && people.best !== 0) named.set(code, plus(named.get(code) ?? zero, people));
  }
  return named;
}

/** How many of a contributor's people are present: as told of the mission, or at places if those hold more. */
export function presentOf(figures: Figures, nodes: readonly Node[], places: ReadonlyMap<string, Bounds>): Bounds {
  const present = sumOver(figures, 'present', nodes);
  const there = atAll(places);
  return there.best > present.best ? there : present;
}

const atAll = (places: ReadonlyMap<string, Bounds>): Bounds => [...places.values()].reduce<Bounds>(plus, zero);

/** Every account that holds people of a contributor: places, those who are present at none, and those who are gone. */
export function whereabouts(
  figures: Figures,
  nodes: readonly Node[],
  places: ReadonlyMap<string, Bounds>,
): Map<string, Bounds> {
  const all = new Map(places);
  const [present, there] = [sumOver(figures, 'present', nodes), atAll(places)];
  if (present.best > there.best) {
    const low = there.high === null ? 0 : present.low - there.high;
    const high = present.high === null ? null : present.high - there.low;
    all.set('unallocated', tidy({ low, best: present.best - there.best, high }));
  }
  for (const gone of ['departed', 'separated', 'died'] as const) {
    const people = sumOver(figures, gone, nodes);
    if (people.best !== 0) all.set(gone, people);
  }
  return all;
}

/** When the last of a contributor's people were reported home; null as long as anybody is told to be here. */
export function homeSince({ books }: MissionState, code: string, nodes: readonly Node[]): string | null {
  const left = books.lastDepartures.get(code);
  if (left === undefined) return null;
  for (const node of nodes) if (populationOf(books, node).present.best > 0) return null;
  for (const [name, { own }] of books.accounts) {
    if (!isPlace(name)) continue;
    for (const [node, { best }] of own) if (best > 0 && contingentOf(node) === code) return null;
  }
  return formatInstant(left);
}
