import { mission, parameter, problem } from '../describe/openapi-parts.js';
import { kindNames } from './kind-names.js';
import { csvType, workbookType } from './media-types.js';

const file = { schema: { type: 'string' } };
const workbook = { schema: { type: 'string', format: 'binary' } };

const said = {
  text: { type: 'string' },
  parts: { $ref: '#/components/schemas/Parts' },
};

/** What is answered of each row. */
const row = {
  type: 'object',
  required: ['row', 'outcome'],
  properties: {
    row: { type: 'integer', description: 'Its number in the spreadsheet, from 1.' },
    outcome: { enum: ['recorded', 'would-record', 'already-there', 'refused', 'left-out'] },
    revision: { type: 'integer' },
    sentence: { type: 'string' },
    parts: { $ref: '#/components/schemas/Parts' },
    warnings: { type: 'array', items: { type: 'object', properties: { rule: { type: 'string' }, ...said } } },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          column: { type: 'string', description: 'As the file calls it.' },
          value: { type: 'string' },
          rule: { type: 'string' },
          ...said,
          figures: { type: 'object' },
        },
      },
    },
  },
};

const answer = {
  type: 'object',
  properties: {
    mission: { type: 'string' },
    kind: { enum: kindNames },
    dryRun: { type: 'boolean' },
    revision: { type: 'integer' },
    counts: { type: 'object', additionalProperties: { type: 'integer' } },
    remarks: { type: 'array', items: { type: 'object', properties: said } },
    discrepancies: { type: 'array', items: { type: 'object' } },
    rows: { type: 'array', items: row },
  },
};

const answered = (description: string): object => ({
  description,
  content: { 'application/json': { schema: answer }, [csvType]: file, [workbookType]: workbook },
});

/** The import of tables, as OpenAPI has it. */
export const importPaths: Record<string, object> = {
  '/v1/import-templates/{kind}.csv': {
    get: {
      operationId: 'import-template',
      tags: ['orders', 'reports'],
      summary: 'A table of a kind to begin with, in the language of Accept-Language.',
      parameters: [
        parameter('path', 'kind', 'The kind of table.', { enum: kindNames }),
        { $ref: '#/components/parameters/bom' },
      ],
      responses: { '200': { description: 'The columns.', content: { [csvType]: file } }, default: problem },
    },
  },
  '/v1/missions/{mission}/imports': {
    post: {
      operationId: 'import-table',
      tags: ['orders', 'reports'],
      summary:
        'A table of one kind: each row is decided on the state that those before it make, and all are recorded or none.',
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
      requestBody: { required: true, content: { [csvType]: file, [workbookType]: workbook } },
      responses: {
        '200': answered('What would become of each row (dryRun), or nothing new.'),
        '201': answered('Recorded.'),
        default: problem,
      },
    },
  },
};
