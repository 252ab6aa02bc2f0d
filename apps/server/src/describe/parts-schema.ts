import { recordOf, text, whole } from './openapi-parts.js';

const count = { description: 'A whole number, or {"about"}, {"atLeast"}, {"atMost"} or {"from", "to"}.' };
const planned = { description: 'A day, a month, {"about": day} or {"from": day, "to": day}.' };

/** What each kind of part says; each part has the one field that names its kind, and some a further one. */
const kinds: Readonly<Record<string, object>> = {
  base: text,
  convoy: text,
  permit: text,
  place: text,
  account: text,
  people: count,
  number: count,
  component: text,
  population: text,
  contingent: text,
  day: text,
  planned,
  instant: text,
  entry: whole,
  discrepancy: text,
  name: text,
  source: text,
  reason: text,
  text,
  term: text,
  code: text,
};

const yes = { const: true };

/** What some kinds say besides: how their value is written. */
const further: Readonly<Record<string, object>> = {
  base: { called: { ...text, description: 'Its name, where that is said in place of its id.' } },
  people: { plain: yes },
  number: { plain: yes },
  component: { single: yes },
};

/** What stands beside each sentence, for the OpenAPI document. */
export const partsSchema = {
  description:
    'What the text beside it is written from, in the language that `Accept-Language` asks for: plain words, and values that say what they are.',
  type: 'array',
  items: {
    oneOf: [
      text,
      ...Object.entries(kinds).map(([kind, value]) => recordOf({ [kind]: value, ...further[kind] }, [kind])),
    ],
  },
};
