import { commands, declassified, definitionOf, labelsOfParts, leavesOf, typeOfCommand, viewLabels } from '#libs/domain';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;

const ofEntries = (): string =>
  commands
    .flatMap((command) => typeOfCommand(command) ?? [])
    .map((type) => {
      const rows = Object.entries(definitionOf(type).labels).map(([field, label]) => [code(field), String(label)]);
      return `### ${type}\n\n${table(['field', 'label'], rows)}`;
    })
    .join('\n\n');

const ofViews = (): string =>
  Object.entries(viewLabels)
    .map(([view, labels]) => {
      const rows = leavesOf(labels).map(({ path, label, declassified: why, isShortened = false }) => [
        code(path.join('/')),
        why === undefined ? (isShortened ? `${label} (in short)` : label) : 'declassified',
      ]);
      return `### ${view}\n\n${table(['field', 'label'], rows)}`;
    })
    .join('\n\n');

/** The tables of who may read which field: of entries, of views and of sentences, and the list of what is declassified. */
export const labelTables = (): string[] => [
  '## What is declassified',
  'These figures everybody may read, although what is hidden is behind them. All others have the labels of what they are made from.',
  Object.values(declassified)
    .map((one) => `- ${one.declassified}`)
    .join('\n'),
  '## Views',
  'Where nothing remains of a view, asking for it is 403. A field that is hidden is left out, with the lists and the objects of which nothing remains; *in short*: those who may not read it get less. `*` is a name that is data.',
  ofViews(),
  '## Entries',
  'Planners and auditors read the history; reporters of it what they recorded themselves, whole. Of entries of others they learn that they were recorded, and when.',
  ofEntries(),
  '## Sentences',
  'A value in a sentence is an ellipsis for whoever may not read it, by its kind.',
  table(
    ['kind', 'label'],
    Object.entries(labelsOfParts).map(([kind, label]) => [code(kind), label]),
  ),
];
