import { leavesOf, viewLabels, type LabelTree, type LabelledField, type ViewName } from '#libs/domain';
import { frameLabels } from '../queries/answer.js';

/** A part of a document as OpenAPI has it: no field is required, since those that its reader may not see are left out. */
interface Schema {
  description?: string;
  'x-label'?: string;
  properties?: Record<string, Schema>;
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
  const properties = (schema.properties ??= {});
  const next = (properties[name] ??= below.length === 0 ? leafSchema(field) : {});
  put(next, below, field);
}

function schemaOf(labels: LabelTree): object {
  const schema: Schema = {};
  for (const field of leavesOf(labels)) put(schema, field.path, field);
  return { type: 'object', ...schema };
}

/** What a view answers, with the label of each field; of a list its items. */
export const viewSchema = (view: ViewName): object => schemaOf({ ...frameLabels, ...viewLabels[view] });

/** What one item of a list answers. */
export const itemSchema = (view: 'bases' | 'convoys'): object =>
  schemaOf({ ...frameLabels, ...viewLabels[view].items });
