import { linesInWords } from '../../sentences/people.js';
import { say, where } from '../../sentences/say.js';
import type { Sentence } from '../../sentences/part.js';
import type { Route } from '../../state/flag.js';

/** " from ber for timbuktu with 200 people", as far as it is known. */
export const routeInWords: Sentence<Route> = {
  en: ({ from, to, toPlace, lines }) =>
    say`${where(from, (base) => say` from ${{ base }}`)}${where(to, (place) => say` for ${{ place: toPlace ?? place }}`)}${where(lines, (people) => say` with ${linesInWords(people)}`)}`,
  fr: ({ from, to, toPlace, lines }) =>
    say`${where(from, (base) => say` de la base ${{ base }}`)}${where(to, (place) => say` vers ${{ place: toPlace ?? place }}`)}${where(lines, (people) => say`, avec ${linesInWords(people)}`)}`,
};
