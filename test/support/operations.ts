/** A request that a client may send. */
export interface Asking {
  method: string;
  /** The path as it is described, with names in braces. */
  described: string;
  path: string;
  accept: string;
  body?: unknown;
  headers: Record<string, string>;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  $ref?: string;
}

interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Described {
  paths: Record<string, Record<string, Operation>>;
  components: { parameters: Record<string, Parameter> };
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** What is sent for parameters by name; for others the first of these that the server takes. */
const samples: Readonly<Record<string, readonly string[]>> = {
  why: ['/status', '/statusReason', '/days/40/present', '/items/0/people', '/nothing'],
  validAt: ['2023-08-05', '2023-11-20'],
  knownAt: ['2023-08-05', '8'],
  recordedAt: ['2023-10-01'],
  atLeast: ['3'],
  text: ['canary'],
  source: ['canary'],
  type: ['WithdrawalScheduled'],
  base: ['ber'],
  convoy: ['canary-movement-1'],
  actor: ['planner-1'],
  from: ['0', '2023-07-02'],
  to: ['9', '2023-08-02'],
  view: ['bases'],
  views: ['summary,bases,convoys,schedule,permits,discrepancies,burndown,alerts'],
  limit: ['2'],
  order: ['newest'],
  'If-Match': ['"0"'],
  dryRun: ['true'],
  level: ['entries', '0'],
  tile: ['000.p/30', '000'],
};

const sampleOf = (name: string): readonly string[] => samples[name] ?? ['true', '3'];

/** What stands in a path in the place of each name in braces. */
export type InPath = Readonly<Record<string, readonly string[]>>;

/**
 * Every request that an OpenAPI document describes, for one mission: each path, method and format, without parameters and with
 * each of them. What is added to the document later is asked as well.
 */
export function operationsOf(document: unknown, inPath: InPath): Asking[] {
  const { paths, components } = document as Described;
  return Object.entries(paths).flatMap(([template, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = (operation.parameters ?? []).map((one) =>
        one.$ref === undefined ? one : (components.parameters[one.$ref.split('/').at(-1) ?? ''] ?? one),
      );
      const body = operation.requestBody && bodyOf(operation.requestBody.content);
      return pathsOf(template, inPath).flatMap((path) =>
        acceptsOf(operation).flatMap((accept): Asking[] =>
          queriesOf(parameters, accept).map(({ query, headers }) => ({
            method: method.toUpperCase(),
            described: template,
            path: query === '' ? path : `${path}?${query}`,
            accept,
            headers,
            ...(body !== undefined && { body }),
          })),
        ),
      );
    }),
  );
}

const bodyOf = (content: Record<string, { example?: unknown }>): unknown => content['application/json']?.example ?? {};

const acceptsOf = ({ responses }: Operation): string[] => {
  const formats = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content = {} }]) => Object.keys(content));
  return formats.length === 0 ? ['application/json'] : [...new Set(formats)];
};

/** A path with each choice of what stands in braces. */
function pathsOf(template: string, inPath: InPath): string[] {
  const [whole, name] = /\{(\w+)\}/.exec(template) ?? [];
  if (whole === undefined || name === undefined) return [template];
  const choices = inPath[name] ?? sampleOf(name);
  return choices.flatMap((choice) => pathsOf(template.replace(whole, choice), inPath));
}

interface Query {
  query: string;
  headers: Record<string, string>;
}

/** No parameters but those that are needed; and each of the others beside them. Formats other than JSON take fewer turns. */
function queriesOf(parameters: readonly Parameter[], accept: string): Query[] {
  const needed = parameters.filter((one) => one.in === 'query' && one.required === true);
  const basic = needed.map(({ name }) => [name, sampleOf(name)[0] ?? ''] as [string, string]);
  const plain: Query = { query: new URLSearchParams(basic).toString(), headers: {} };
  if (accept !== 'application/json') return [plain];
  const others = parameters.filter((one) => one.in !== 'path' && one.name !== 'X-Actor');
  return [
    plain,
    { ...plain, headers: { 'accept-language': 'fr' } },
    ...others.flatMap(({ name, in: where }) =>
      sampleOf(name).map((value): Query =>
        where === 'query'
          ? {
              query: new URLSearchParams([...basic.filter(([one]) => one !== name), [name, value]]).toString(),
              headers: {},
            }
          : { ...plain, headers: { [name.toLowerCase()]: value } },
      ),
    ),
  ];
}
