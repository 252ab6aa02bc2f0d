import { inParts, toldBy, type Label, type LabelTree } from '#libs/domain';

const own: Label = 'open';

const said = { text: toldBy('parts', 'open'), parts: inParts('open') } as const;

/** Who may read what is told of the rows of a table: what somebody sent themselves is whole for them. */
export const rowLabels = {
  row: 'open',
  outcome: 'open',
  revision: 'open',
  sentence: own,
  parts: 'open',
  warnings: { rule: 'open', entries: 'movement', ...said },
  errors: { column: 'open', value: 'open', rule: 'open', ...said, figures: 'movement' },
} as const satisfies LabelTree;

/** And what is told of the table. */
export const tableLabels = {
  kind: 'open',
  counts: 'open',
  remarks: said,
  rows: rowLabels,
} as const satisfies LabelTree;
