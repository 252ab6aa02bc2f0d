import {
  type Account,
  contingentOf,
  tidy,
  zero,
  type Bounds,
  type Figures,
  type MissionState,
  isPlace,
  codesOf,
  homeSince,
  namedAt,
  presentOf,
  sumOver,
  whereabouts,
} from '#libs/domain';
import { changed, count, type Asked, type ExplanationRule } from '../approach.js';
import { cells } from '../chronicle/cells.js';
import { moving } from '../entry-types.js';
import { named } from './people.js';

/** What places hold of a contributor, asked of a state as it grows: each is looked at again only if it has changed. */
function follow(code: string): (state: MissionState) => Map<string, Bounds> {
  let known = new Map<string, { account: Account; people: Bounds | undefined }>();
  let nodes = 0;
  let followed: MissionState | undefined;
  return (state) => {
    const { tree } = state.books;
    let now = 0;
    for (const children of tree.values()) now += children.length;
    if (followed !== state || nodes !== now) [followed, nodes, known] = [state, now, new Map()];
    // From here on, whoever changes an account puts another one in its place.
    const places = new Map<string, Bounds>();
    for (const [name, account] of state.books.accounts.fork()) {
      if (!isPlace(name)) continue;
      let its = known.get(name);
      if (its?.account !== account) known.set(name, (its = { account, people: namedAt(state.books, name).get(code) }));
      if (its.people) places.set(name, its.people);
    }
    return places;
  };
}

/** A figure of a contributor, from its nodes and the places that hold its people. */
const ofCode = (
  pattern: string,
  cell: (code: string, asked: Asked) => string,
  figure: (figures: Figures, nodes: string[], places: Map<string, Bounds>, asked: Asked) => Bounds | undefined,
): ExplanationRule =>
  count(pattern, (asked) => {
    const [code = ''] = asked.parts;
    const places = follow(code);
    return {
      of(state, { figures }) {
        const nodes = codesOf(state.books).get(code) ?? [];
        return tidy(figure(figures, nodes, places(state), asked) ?? zero);
      },
      cell: cell(code, asked),
      on: moving,
    };
  });

/** How each figure of the view `contingents` comes about. */
export const contingents: ExplanationRule[] = [
  ...['id', 'contingent'].map((name) =>
    named(`/items/*/${name}`, ({ parts: [code = ''] }) => ({
      isMeant: (_, node) => contingentOf(node) === code,
      isThere: ({ books }) => codesOf(books).has(code),
      cell: cells.isNamed(code),
    })),
  ),
  ofCode('/items/*/present', (code) => cells.code(code, 'present'), presentOf),
  ...(['departed', 'separated', 'died'] as const).map((gone) =>
    ofCode(
      `/items/*/${gone}`,
      (code) => cells.code(code, gone),
      (figures, nodes) => sumOver(figures, gone, nodes),
    ),
  ),
  ofCode(
    '/items/*/places/*',
    (code, { parts }) => cells.whereabouts(code, parts[1] ?? ''),
    (figures, nodes, places, { parts }) => whereabouts(figures, nodes, places).get(parts[1] ?? ''),
  ),
  changed('/items/*/homeSince', ({ parts: [code = ''] }) => ({
    of: (state) => homeSince(state, code, codesOf(state.books).get(code) ?? []),
    cell: cells.homeSince(code),
    on: moving,
  })),
];
