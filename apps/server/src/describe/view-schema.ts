import { leavesOf, viewLabels, type LabelTree, type LabelledField, type ViewName } from '#libs/domain';
import { frameLabels } from '../queries/answer.js';

/** A part of a document as OpenAPI has it: no field is required, since those that its reader may not see are left out. */
interface Schema {
  description?: string;
  'x-label'?: string;
  type?: string | readonly string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  /** Of fields whose names are data. */
  additionalProperties?: Schema;
}

const leftOut = {
  movement: 'Left out unless the role may read movements.',
  reason: 'Left out unless the role may read reasons.',
  source: 'Left out unless the role may read sources.',
} as const;

function leafSchema({ label, declassified, isShortened = false }: LabelledField): Schema {
  if (label === 'open') return { 'x-label': label, ...(declassified !== undefined && { description: declassified }) };
  return {
    'x-label': label,
    description: isShortened ? 'In short unless the role may read movements.' : leftOut[label],
  };
}

function put(schema: Schema, [name, ...below]: readonly string[], field: LabelledField): void {
  if (name === undefined) return;
  const made = below.length === 0 ? leafSchema(field) : {};
  const next = name === '*' ? (schema.additionalProperties ??= made) : ((schema.properties ??= {})[name] ??= made);
  put(next, below, field);
}

/** What stands around every view. */
const frameTypes: Readonly<Record<keyof typeof frameLabels | 'next', Pick<Schema, 'type'>>> = {
  mission: { type: 'string' },
  revision: { type: 'integer' },
  validAt: { type: ['string', 'null'] },
  knownAt: { type: ['string', 'null'] },
  recordedAt: { type: 'string' },
  next: { type: 'string' },
};

function schemaOf(labels: LabelTree): Schema {
  const schema: Schema = {};
  for (const field of leavesOf(labels)) put(schema, field.path, field);
  const properties = { ...schema.properties };
  for (const [name, type] of Object.entries(frameTypes))
    if (properties[name]) properties[name] = { ...properties[name], ...type };
  return { type: 'object', ...schema, properties };
}

/** What is answered with these labels; of a list each item. */
export function answerOf(labels: LabelTree): object {
  const { properties: { items, ...others } = {}, ...schema } = schemaOf(labels);
  const listed = items && { items: { type: 'array', items: { type: 'object', ...items } }, next: frameTypes.next };
  return { ...schema, properties: { ...others, ...listed } };
}

/** What a view answers, with the label of each field; of a list its items. */
export const viewSchema = (view: ViewName): object => answerOf({ ...frameLabels, ...viewLabels[view] });

/** What one item of a list answers. */
export const itemSchema = (view: 'bases' | 'convoys'): object =>
  schemaOf({ ...frameLabels, ...viewLabels[view].items });
