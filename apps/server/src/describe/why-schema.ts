import { recordOf, text } from './openapi-parts.js';
import { partsSchema } from './parts-schema.js';

const revision = { type: 'integer', minimum: 0 };
const list = (items: object, description: string): object => ({ type: 'array', items, description });

const step = {
  description: 'How far a number moved, or from and to what where null stands for "nobody knows".',
  oneOf: [{ type: 'integer' }, recordOf({ from: { type: ['integer', 'null'] }, to: { type: ['integer', 'null'] } })],
};
const contributed = { oneOf: [step, recordOf({ low: step, best: step, high: step })] };

const remark = recordOf({ revision, type: text, sentence: text, parts: partsSchema, actor: text, recordedAt: text });

const behind = { revision, type: text, sentence: text, parts: partsSchema, occurredAt: text };
const edits = { correctedBy: list(remark, 'The corrections in force, oldest first.'), retractedBy: remark };

/** What `?why=` answers, for the OpenAPI document. */
export const whySchema = {
  type: 'object',
  description: 'Why a figure is what it is, by its kind.',
  properties: {
    mission: text,
    revision,
    validAt: { type: ['string', 'null'] },
    knownAt: { type: ['string', 'null'] },
    view: { ...text, description: 'The view, or the page of a base or convoy.' },
    pointer: { ...text, description: 'As it was asked.' },
    value: { description: 'The figure.' },
    kind: { type: 'string', enum: ['count', 'derived', 'fact'] },
    text: { ...text, description: 'One sentence.' },
    shown: recordOf({ at: text, date: text }),
    contributions: list(
      recordOf({ ...behind, contributed, asRecorded: contributed, ...edits }, [...Object.keys(behind), 'contributed']),
      'Of a count: the entries behind it in the order of the fold, with what each contributed. Those of all pages add up to it.',
    ),
    formula: { ...text, description: 'Of a derived figure: how it is worked out of its inputs.' },
    inputs: list(
      recordOf({ name: text, of: text, view: text, pointer: text, value: {} }, ['name', 'view', 'pointer', 'value']),
      'Of a derived figure. The view is one of the mission, or `shown` for the object of that name in this answer.',
    ),
    entries: list(recordOf({ ...behind, ...edits }, Object.keys(behind)), 'Of a fact: who says so, the last first.'),
    next: { ...text, description: 'The cursor of the next page of `contributions` or `entries`, if there is one.' },
  },
  required: ['mission', 'revision', 'view', 'pointer', 'value', 'kind', 'text', 'shown'],
};
