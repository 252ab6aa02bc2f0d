import type { Asked, Input } from '../approach.js';

/** An input on the summary. */
export const inSummary =
  (name: string, ...path: string[]) =>
  ({ input }: Asked): Input[] =>
    input(name, 'summary', path);

/** The inputs of several. */
export const inputsOf =
  (...all: ((asked: Asked) => Input[])[]) =>
  (asked: Asked): Input[] =>
    all.flatMap((one) => one(asked));

export const deadline = inSummary('deadline', 'deadline', 'date');
export const daysLeft = inSummary('days left', 'deadline', 'daysLeft');
export const departed = inSummary('departed', 'strength', 'departed', 'best');
export const present = inSummary('present', 'strength', 'present', 'best');
export const startsOn = ({ input }: Asked): Input[] => input('start', 'burndown', ['from']);
