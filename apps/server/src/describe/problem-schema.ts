import { problemCodes } from '../http/problems.js';
import { listOf, objectOf, parts, recordOf, text, whole } from './openapi-parts.js';

/** What every error answers, for the OpenAPI document. */
export const problemSchema = recordOf(
  {
    type: { ...text, enum: problemCodes.map((code) => `/problems/${code}`) },
    title: text,
    status: whole,
    detail: text,
    parts,
    instance: { ...text, description: 'What was asked.' },
    requestId: { ...text, description: 'By which the log of the server names the request.' },
    pointer: { ...text, description: 'Where it stands in the body; in a batch it begins with the line.' },
    parameter: { ...text, description: 'The parameter that cannot be used.' },
    what: { ...text, description: 'What kind of thing is unknown.' },
    id: { ...text, description: 'By which it was named.' },
    known: { ...listOf(text), description: 'What there is instead.' },
    nearest: { ...listOf(text), description: 'Pointers that lead to figures.' },
    figures: { type: 'object', description: 'What broke the rule.' },
    revision: { ...whole, description: 'The newest, or the one that a key recorded.' },
    size: { ...whole, description: 'Of how many entries a checkpoint does not hold.' },
    entries: { ...listOf({ type: 'object' }), description: 'What was recorded in between.' },
    again: { type: 'object', description: 'A scenario, decided again on top of what was recorded since.' },
    kind: { ...text, description: 'The kind of a table that was not recorded.' },
    counts: { type: 'object', description: 'How many of its rows are refused, and how many are not.' },
    remarks: { ...listOf({ type: 'object' }), description: 'What is said of it as a whole.' },
    rows: { ...listOf({ type: 'object' }), description: 'What became of each of its rows.' },
    errors: listOf(objectOf({ pointer: text, detail: text, parts })),
  },
  ['type', 'title', 'status', 'detail', 'parts'],
);
