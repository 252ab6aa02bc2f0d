import { contingentOf } from '../../components.js';
import { tidy, zero, type Bounds } from '../../count.js';
import type { MissionState } from '../../mission-state.js';
import { placesOf, presentAt } from '../../views/contingents.js';
import { bestIn, count, derived, said, textIn, type Asked, type Formula, type Input, type Rule } from '../plan.js';
import { moving } from '../types.js';
import { bookedBy } from './people.js';

/**
 * What the accounts hold of a contributor, asked of a state as it grows: only those to which its people were ever posted
 * are looked at.
 */
function follow(code: string): (state: MissionState) => Map<string, Bounds> {
  let accounts = new Set<string>();
  let read = 0;
  let followed: MissionState | undefined;
  return (state) => {
    const { journal } = state.books;
    if (followed !== state) [followed, accounts, read] = [state, new Set(), 0];
    for (; read < journal.length; read++) {
      const { account = '', node = '' } = journal.at(read) ?? {};
      if (account !== 'establishment' && contingentOf(node) === code) accounts.add(account);
    }
    // An account of nobody is no account; it comes back with its next posting.
    for (const account of accounts) if (!state.books.accounts.has(account)) accounts.delete(account);
    return placesOf(state, code, accounts);
  };
}

const ofPlaces = (pattern: string, figure: (places: Map<string, Bounds>, asked: Asked) => Bounds): Rule =>
  count(pattern, (asked) => {
    const places = follow(asked.parts[0] ?? '');
    return { of: (state) => figure(places(state), asked), on: moving };
  });

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
  ofPlaces('/items/*/present', presentAt),
  ...['departed', 'separated', 'died'].map((account) =>
    ofPlaces(`/items/*/${account}`, (places) => tidy(places.get(account) ?? zero)),
  ),
  ofPlaces('/items/*/places/*', (places, { parts }) => tidy(places.get(parts[1] ?? '') ?? zero)),
  derived('/items/*/homeSince', home, (asked) => {
    const at = ['items', asked.parts[0] ?? ''];
    return [
      ...asked.input('present', 'contingents', [...at, 'present', 'best']),
      ...asked.input('departed', 'contingents', [...at, 'departed', 'best']),
      ...lastDeparture(asked),
    ];
  }),
];
