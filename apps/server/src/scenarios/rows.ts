import type { TriedScenarios } from './try-scenarios.js';

/** What differs, a row for each figure, as lists are exported. Each row says that it is none of the log. */
export const rowsOf = ({ scenarios, revision }: TriedScenarios): object[] =>
  scenarios.flatMap(({ name, mark, differences }) =>
    Object.entries(differences).flatMap(([answer, differing]) =>
      differing.map(({ pointer, from, to }) => ({
        mark,
        scenario: name,
        base: revision,
        answer,
        pointer,
        from: cell(from),
        to: cell(to),
      })),
    ),
  );

/** Values are of any kind, and have one column. */
const cell = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
