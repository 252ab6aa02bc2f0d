import type { Opened } from './references.js';

/** So many answers are kept of one question. */
const keptMax = 10_000;

/**
 * Works an answer out once for each text and keeps it, within bounds. For texts that entries name again and again: one that is put
 * together anew is made and hashed anew wherever it is looked up.
 */
export function kept<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = of(text);
      if (known.size > keptMax) known.clear();
      known.set(text, answer);
    }
    return answer;
  };
}

/** A thing by its kind and id, as keys have it: `base/ber`. */
export const keyOf = {
  base: kept((id) => `base/${id}`),
  convoy: kept((id) => `convoy/${id}`),
  permit: kept((id) => `permit/${id}`),
  incident: kept((id) => `incident/${id}`),
} satisfies Record<Opened, (id: string) => string>;

const bySpace = kept((first) => kept((second) => `${first} ${second}`));

/** Two words as one key: `departed uniformed/troops`. The first ones are few. */
export const spaced = (first: string, second: string): string => bySpace(first)(second);
