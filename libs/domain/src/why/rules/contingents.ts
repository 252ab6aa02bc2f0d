import { isPresent, type Account } from '../../books.js';
import { contingentOf } from '../../components.js';
import { tidy, zero, type Bounds } from '../../count.js';
import { isGone } from '../../measures.js';
import type { MissionState } from '../../mission-state.js';
import { heldOf, presentAt } from '../../views/contingents.js';
import { bestIn, count, derived, said, textIn, type Asked, type Formula, type Input, type Rule } from '../plan.js';
import { moving } from '../types.js';
import { bookedBy } from './people.js';

/**
 * What those of the accounts that are wanted hold of a contributor, asked of a state as it grows: only those to which its
 * people were ever posted are looked at, and again only where they have changed.
 */
function follow(code: string, isWanted: (account: string) => boolean): (state: MissionState) => Map<string, Bounds> {
  let accounts = new Set<string>();
  let known = new Map<string, { account: Account; people: Bounds | undefined }>();
  let read = 0;
  let basis = '';
  let followed: MissionState | undefined;
  return (state) => {
    const { journal, tree, measures } = state.books;
    if (followed !== state) [followed, accounts, known, read] = [state, new Set(), new Map(), 0];
    for (; read < journal.length; read++) {
      const { account = '', node = '' } = journal.at(read) ?? {};
      if (account !== 'establishment' && isWanted(account) && contingentOf(node) === code) accounts.add(account);
    }
    // By these are people shared whom nobody has split.
    const nextBasis = JSON.stringify([[...measures.baseline.own], [...tree]]);
    if (basis !== nextBasis) [basis, known] = [nextBasis, new Map()];
    // From here on, whoever changes an account puts another one in its place.
    const held = state.books.accounts.fork();
    const places = new Map<string, Bounds>();
    for (const name of accounts) {
      const account = held.get(name);
      // An account of nobody is no account; it comes back with its next posting.
      if (!account) {
        accounts.delete(name);
        continue;
      }
      let its = known.get(name);
      // Who is gone is shared by who is still present, wherever those are.
      if (its?.account !== account || isGone(name))
        known.set(name, (its = { account, people: heldOf(state, code, name) }));
      if (its.people) places.set(name, its.people);
    }
    return places;
  };
}

const ofPlaces = (
  pattern: string,
  isWanted: (account: string, asked: Asked) => boolean,
  figure: (places: Map<string, Bounds>, asked: Asked) => Bounds,
): Rule =>
  count(pattern, (asked) => {
    const places = follow(asked.parts[0] ?? '', (account) => isWanted(account, asked));
    return { of: (state) => figure(places(state), asked), on: moving };
  });

const ofPlace = (pattern: string, nameOf: (asked: Asked) => string): Rule =>
  ofPlaces(
    pattern,
    (account, asked) => account === nameOf(asked),
    (places, asked) => tidy(places.get(nameOf(asked)) ?? zero),
  );

const home: Formula = {
  text: 'when people of the contributor were last booked out of the country, where none is present and some have departed; else null',
  compute(inputs) {
    const isHome = bestIn(inputs, 'present') === 0 && bestIn(inputs, 'departed') > 0;
    return isHome ? (textIn(inputs, 'last departure') ?? null) : null;
  },
};

/** When people of the contributor last left, by the ledger. */
function lastDeparture({ state, parts, input }: Asked): Input[] {
  const last = [...state.books.journal].findLast(
    ({ account, node, best }) => account === 'departed' && best > 0 && contingentOf(node) === parts[0],
  );
  return last ? input('last departure', 'ledger', ['items', String(last.revision), 'at']) : [];
}

/** How each figure of the view `contingents` comes about. */
export const contingents: Rule[] = [
  ...['id', 'contingent'].map((name) =>
    said(`/items/*/${name}`, ({ state, parts }) => bookedBy(state, (_, node) => contingentOf(node) === parts[0])),
  ),
  ofPlaces('/items/*/present', isPresent, presentAt),
  ...['departed', 'separated', 'died'].map((account) => ofPlace(`/items/*/${account}`, () => account)),
  ofPlace('/items/*/places/*', ({ parts }) => parts[1] ?? ''),
  derived('/items/*/homeSince', home, (asked) => {
    const at = ['items', asked.parts[0] ?? ''];
    return [
      ...asked.input('present', 'contingents', [...at, 'present', 'best']),
      ...asked.input('departed', 'contingents', [...at, 'departed', 'best']),
      ...lastDeparture(asked),
    ];
  }),
];
