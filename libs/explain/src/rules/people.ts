import { isWithin, nodeOf, peopleIn, type MissionState, lineCounts, linesIn } from '#libs/domain';
import { count, derived, rule, type Asked, type ExplanationRule } from '../approach.js';
import { moving } from '../entry-types.js';

/** The population of a line that an account shows. */
function nodeAt(state: MissionState, account: string, place: number): string {
  const line = linesIn(state, account)[place];
  return line ? nodeOf(line.component, line.contingent) : '';
}

/** The revisions of the entries that booked people of a population in or out of an account, last first. */
export function bookedBy(state: MissionState, isMeant: (account: string, node: string) => boolean): number[] {
  const revisions = new Set<number>();
  for (const { account, node, revision } of [...state.books.journal].toReversed())
    if (isMeant(account, node)) revisions.add(revision);
  return [...revisions];
}

/** What is named because people of it were booked. */
interface Named {
  isMeant: (account: string, node: string) => boolean;
  isThere: (state: MissionState) => boolean;
}

/** The name of people: those who booked some of them say so; if nobody did, whoever made it appear. */
export const named = (pattern: string, of: (asked: Asked) => Named): ExplanationRule =>
  rule(pattern, false, (asked) => {
    const { isMeant, isThere } = of(asked);
    const by = bookedBy(asked.state, isMeant);
    if (by.length > 0) return { kind: 'fact', by };
    return { kind: 'fact', walk: { of: (state) => isThere(state) || undefined, on: moving } };
  });

/** The rules of the people in a place and of their lines; `accountOf` names the account. */
export function peopleRules(accountOf: (asked: Asked) => string): ExplanationRule[] {
  const nodeIn = (asked: Asked): string => nodeAt(asked.state, accountOf(asked), Number(asked.parts[1]));
  return [
    count('/items/*/people', (asked) => {
      const account = accountOf(asked);
      return { of: ({ books }) => peopleIn(books, account), on: moving };
    }),
    derived('/items/*/people/reported', { text: 'no entry says how many', compute: () => false }, () => []),
    count('/items/*/lines/*/count', (asked) => {
      const [account, node] = [accountOf(asked), nodeIn(asked)];
      return {
        of: (state) => lineCounts(state, account).get(node),
        on: moving,
      };
    }),
    named('/items/*/lines/*/**', (asked) => {
      const [account, node] = [accountOf(asked), nodeIn(asked)];
      return {
        // Who is taken to be of a part was booked above it.
        isMeant: (name, place) => name === account && isWithin(node, place),
        isThere: (state) => lineCounts(state, account).has(node),
      };
    }),
  ];
}
