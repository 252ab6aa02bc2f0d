import { withHeaders } from '../describe/openapi-headers.js';
import {
  json,
  listOf,
  mission,
  needed,
  objectOf,
  operation,
  parameter,
  parts,
  recordOf,
  shared,
  text,
  whole,
} from '../describe/openapi-parts.js';
import { kindNames } from './kind-names.js';
import { csvType, workbookType } from './media-types.js';

const file = { schema: text };
const workbook = { schema: { type: 'string', format: 'binary' } };

const said = { text, parts };

/** What is answered of each row. */
const row = recordOf(
  {
    row: { ...whole, description: 'Its number in the spreadsheet, from 1.' },
    outcome: { enum: ['recorded', 'would-record', 'already-there', 'refused', 'left-out'] },
    revision: whole,
    sentence: text,
    parts,
    warnings: listOf(objectOf({ rule: text, ...said })),
    errors: listOf(
      objectOf({
        column: { type: 'string', description: 'As the file calls it.' },
        value: text,
        rule: text,
        ...said,
        figures: { type: 'object' },
      }),
    ),
  },
  ['row', 'outcome'],
);

const answer = objectOf({
  mission: text,
  kind: { enum: kindNames },
  dryRun: { type: 'boolean' },
  revision: whole,
  counts: { type: 'object', additionalProperties: whole },
  remarks: listOf(objectOf(said)),
  discrepancies: listOf({ type: 'object' }),
  rows: listOf(row),
});

const answered = (description: string, ...more: readonly 'Location'[]): object => ({
  description,
  ...withHeaders('Content-Language', 'ETag', ...more),
  content: { ...json(answer), [csvType]: file, [workbookType]: workbook },
});

/** The import of tables, as OpenAPI has it. */
export const importPaths: Record<string, object> = {
  '/v1/import-templates/{kind}.csv': {
    get: operation(
      [
        ['orders', 'reports'],
        'import-template',
        'A table of a kind to begin with, in the language of Accept-Language.',
      ],
      { parameters: [parameter('path', 'kind', 'The kind of table.', { enum: kindNames }), shared('bom')] },
      {
        '200': {
          description: 'The columns.',
          ...withHeaders('Content-Language'),
          content: { [csvType]: file },
        },
      },
    ),
  },
  '/v1/missions/{mission}/imports': {
    post: operation(
      [
        ['orders', 'reports'],
        'import-table',
        'A table of one kind: each row is decided on the state that those before it make, and all are recorded or none.',
      ],
      {
        description:
          'Answers what became of each row; as text/csv or as a workbook, the file itself with that beside each row (status 422 where rows were refused). At most 10 MiB, 60 MiB unpacked, 20,000 rows. Up to 1,000 entries are recorded at once; more in parts, after all of them were decided: send the file again after a crash.',
        parameters: [
          mission,
          parameter('query', 'kind', 'What the rows are.', { enum: kindNames }, true),
          parameter('query', 'dryRun', 'Decide and answer, record nothing.', { type: 'boolean' }),
          parameter('query', 'skip', 'Names of columns that are left out, separated by commas.'),
          parameter('query', 'dates', 'How 03/08/2023 is read where no other date of its column shows it.', {
            enum: ['dmy', 'mdy'],
          }),
          parameter('header', 'X-Actor', 'Who acts.'),
        ],
        ...needed({ [csvType]: file, [workbookType]: workbook }),
      },
      {
        '200': answered('What would become of each row (dryRun), or nothing new.'),
        '201': answered('Recorded.', 'Location'),
      },
    ),
  },
};
