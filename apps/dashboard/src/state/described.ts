import { computed, signal } from '@preact/signals';
import { server } from '../api/server.js';

/** A JSON Schema, as far as forms are made from it. */
export interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  enum?: string[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  $ref?: string;
}

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  'x-permission'?: string | string[];
  parameters?: { name?: string; $ref?: string }[];
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
}

interface OpenApi {
  paths: Record<string, { get?: Operation; post?: Operation }>;
  components: { schemas: Record<string, Schema> };
}

/** One thing that can be done, as the server describes it. */
export interface CommandDescription {
  name: string;
  summary: string;
  kind: 'orders' | 'reports';
  /** One of these lets somebody send it. */
  permissions: readonly string[];
  schema: Schema;
}

const api = signal<OpenApi | undefined>(undefined);
let asking: Promise<void> | undefined;

/** Reads the server's description of itself, once; tries again at the next call if it did not come. */
export function readDescription(): Promise<void> {
  asking ??= server.json<OpenApi>('/openapi.json').then(
    (found) => void (api.value = found),
    () => void (asking = undefined),
  );
  return asking;
}

const base = '/v1/missions/{mission}';
const takes = (path: string, parameter: string): boolean =>
  api.value?.paths[path]?.get?.parameters?.some(({ name, $ref }) => (name ?? $ref?.split('/').at(-1)) === parameter) ??
  false;

/** What this server offers besides the least: the page is whole without it. */
export const offers = computed(() => ({
  why: takes(`${base}/bases`, 'why'),
  order: takes(`${base}/entries`, 'order'),
  proofs: api.value?.paths[`${base}/proofs/inclusion`] !== undefined,
}));

/** Whether the description is there. */
export const isDescribed = computed(() => api.value !== undefined);

/** Every command, in the server's order. */
export const commands = computed<CommandDescription[]>(() =>
  Object.entries(api.value?.paths ?? {}).flatMap(([path, { post }]) => {
    const [, name] = /\/commands\/([a-z-]+)$/.exec(path) ?? [];
    const schema = post?.requestBody?.content['application/json']?.schema;
    if (name === undefined || !schema) return [];
    const kind = post?.tags?.includes('reports') ? 'reports' : 'orders';
    const permissions = [post?.['x-permission'] ?? []].flat();
    return [{ name, summary: post?.summary ?? '', kind, permissions, schema }];
  }),
);

/** A schema, or what it refers to. */
export function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (api.value?.components.schemas[name] ?? {});
}
