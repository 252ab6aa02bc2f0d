// The package shows its decorators' storage in no other place; the schemas of nested classes stand there.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import type { SchemaObject } from 'openapi3-ts';
import { definitionOf, typeOfCommand } from '#libs/domain';

const pattern = (text: string, description: string): SchemaObject => ({ type: 'string', pattern: text, description });
const day = '^\\d{4}-\\d{2}-\\d{2}$';
const [hour, minute] = ['([01]\\d|2[0-3])', '[0-5]\\d'];
const time = `^\\d{4}-\\d{2}(-\\d{2}(T${hour}:${minute}:${minute}(\\.\\d{1,9})?(Z|[+-]${hour}:${minute}))?)?$`;
const slug: SchemaObject = { ...pattern('^[a-z0-9]+(-[a-z0-9]+)*$', 'An id.'), maxLength: 64 };
const abroad: SchemaObject = { enum: ['abroad'] };
const whole: SchemaObject = { type: 'integer', minimum: 0, maximum: 1_000_000_000 };
const one = (name: string, of: SchemaObject): SchemaObject => ({
  type: 'object',
  properties: { [name]: of },
  required: [name],
  additionalProperties: false,
});
const both = (of: SchemaObject): SchemaObject => ({
  type: 'object',
  properties: { from: of, to: of },
  required: ['from', 'to'],
  additionalProperties: false,
});
const dayText: SchemaObject = { type: 'string', pattern: day };

/** What our own validators mean as JSON Schema. */
const converters: Record<string, SchemaObject> = {
  isSlug: { ...slug, description: 'The id of a base or convoy.', not: abroad },
  isAnySlug: slug,
  isOrigin: {
    ...pattern('^(medical/)?[a-z0-9]+(-[a-z0-9]+)*$', 'A base, a convoy, or medical/<place>.'),
    not: abroad,
  },
  isMedicalPlace: pattern('^medical/[a-z0-9]+(-[a-z0-9]+)*$', 'A medical place.'),
  isCount: {
    description: 'A count, exact or in the words of its source.',
    oneOf: [whole, one('about', whole), one('atLeast', whole), one('atMost', whole), both(whole)],
  },
  isRevision: { ...whole, description: 'Revision of an earlier entry of this mission.' },
  isDayText: { ...dayText, description: "A calendar day in the mission's zone." },
  isInstantText: pattern('^\\d{4}-\\d{2}-\\d{2}T.+', 'An instant (RFC 3339).'),
  isOccurrenceText: pattern(time, 'An instant (RFC 3339, with seconds), a day, or a month.'),
  isPlannedDate: {
    description: 'A planned date.',
    oneOf: [{ type: 'string', pattern: '^\\d{4}-\\d{2}(-\\d{2})?$' }, one('about', dayText), both(dayText)],
  },
  isComponent: pattern('^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*){0,4}$', 'A population.'),
  isOwnComponent: pattern('^(all|uniformed|civilian)(/.+)?$', 'A population of the mission.'),
  isContingent: pattern('^[A-Z]{3}$', 'ISO 3166-1 alpha-3, or XKX.'),
  isCurrencyCode: pattern('^[A-Z]{3}$', 'ISO 4217.'),
  isTimeZoneName: { type: 'string', description: 'An IANA time zone.' },
  isText: {
    type: 'string',
    minLength: 1,
    maxLength: 2000,
    description:
      'In your own words. They become part of the proof of the log, for ever: name nobody who need not be named.',
  },
  isName: { type: 'string', minLength: 1, maxLength: 200 },
  isHeading: { type: 'string', minLength: 1, maxLength: 80 },
  isAlertId: {
    type: 'string',
    minLength: 1,
    maxLength: 400,
    description: 'The id of an alert: its rule, a colon and its subject (planned-date-passed:ber).',
  },
  ofWhole: {},
};

const asItems = ([name, schema]: [string, SchemaObject]): [string, (meta: { each?: boolean }) => SchemaObject] => [
  name,
  (meta) => (meta.each ? { items: schema } : schema),
];

/** The JSON Schemas of all data classes, by class name, from their class-validator decorators. */
export function dataSchemas(): Record<string, SchemaObject> {
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: '#/components/schemas/',
    additionalConverters: Object.fromEntries(Object.entries(converters).map(asItems)),
  });
  for (const schema of Object.values(schemas)) schema.additionalProperties = false;
  return schemas;
}

const envelope: Record<string, SchemaObject> = {
  occurredAt: pattern(time, 'When it happened. Orders are given now where it is left out.'),
  placedAt: pattern(
    '^\\d{4}-\\d{2}-\\d{2}T.+',
    'For entries of another log: the instant within `occurredAt` at which it stood there. An export has it where it is needed.',
  ),
  reportedAt: pattern(time, 'When the source said it, for entries imported from elsewhere.'),
  source: {
    type: 'object',
    properties: {
      title: { type: 'string', maxLength: 500 },
      url: { type: 'string', maxLength: 2000 },
      ref: { type: 'string', maxLength: 200 },
      confidence: { type: 'string', enum: ['high', 'medium', 'low'] },
    },
    required: ['title', 'confidence'],
    additionalProperties: false,
  },
};
const late: SchemaObject = {
  type: 'boolean',
  description: 'Given earlier and entered late: judged on the state at its own place. Needs occurredAt and source.',
};

const breakGlass: SchemaObject = {
  type: 'object',
  description: 'Gives an order alone that two must give, in an emergency: it stays open until another countersigns it.',
  properties: { reason: { type: 'string', minLength: 1, maxLength: 2000 } },
  required: ['reason'],
  additionalProperties: false,
};

/** The schema of a command's body: its entry's data and the envelope's fields. */
export function bodySchema(command: string, schemas: Readonly<Record<string, SchemaObject>>): SchemaObject {
  const type = typeOfCommand(command);
  const definition = type && definitionOf(type);
  const data = definition && schemas[definition.data.name];
  const report = definition?.kind === 'report';
  return {
    type: 'object',
    properties: { ...data?.properties, ...envelope, ...(!report && { late, breakGlass }) },
    required: [...(data?.required ?? []), ...(report ? ['occurredAt'] : [])],
    additionalProperties: false,
  };
}
