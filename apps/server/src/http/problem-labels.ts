import { declassified, inParts, redact, toldBy, type Held, type LabelTree, type Language } from '#libs/domain';
import { tableLabels } from '../imports/row-labels.js';
import type { Problem, ProblemDocument } from './problems.js';

/** Who may read what a problem says besides its type. What is said in answer to a wrong name is what was sent. */
export const memberLabels = {
  parameter: 'open',
  pointer: 'open',
  what: 'open',
  id: 'open',
  known: 'open',
  revision: declassified.recorded,
  size: declassified.recorded,
  figures: 'movement',
  nearest: 'reason',
  /** Of entries that others recorded in between: that they were recorded, and when. */
  entries: { revision: declassified.recorded, recordedAt: declassified.recorded },
  /** A scenario decided again on them: why things are ordered is in it. */
  again: 'reason',
  /** Of a table that was to be imported. */
  ...tableLabels,
} as const satisfies Record<string, LabelTree>;

/** What a problem may say besides; what has no label is not sent by any. */
export type ProblemMembers = { readonly [M in keyof typeof memberLabels]?: unknown };

const said = { detail: toldBy('parts', 'open'), parts: inParts('open') } as const;

const labels: LabelTree = {
  type: 'open',
  title: 'open',
  status: 'open',
  ...said,
  errors: { pointer: 'open', ...said },
  ...memberLabels,
};

/** A problem as somebody may read it. */
export const problemFor = (problem: Problem, held: Held, language: Language): ProblemDocument =>
  redact(problem.document(language), labels, held, language) as ProblemDocument;
