import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

type Json = Record<string, unknown>;

interface Answers {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema?: object }>;
}

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, Answers> }>>;
}

/** What somebody was answered. */
export interface AnswerSeen {
  method: string;
  described: string;
  status: number;
  headers: Headers;
  text: string;
}

/** Headers of which a description says where they stand. */
const declared = [
  'allow',
  'content-language',
  'etag',
  'idempotency-replayed',
  'link',
  'location',
  'retry-after',
  'set-cookie',
  'www-authenticate',
];

/** A schema in which an object has no fields but those that are described, however deep it stands. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside: Json = Object.fromEntries(Object.entries(schema).map(([name, of]) => [name, closed(of)]));
  const isOpen = typeof inside.properties === 'object' && inside.additionalProperties === undefined;
  return isOpen ? { ...inside, additionalProperties: false } : inside;
}

/** Compares answers with an OpenAPI document, field by field: what is not described is wrong too. */
export class StrictSchemas {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

  constructor(private readonly api: Described) {
    this.ajv.addSchema(closed(api) as object, 'api');
  }

  /** What of an answer is not as it is described. */
  faultsIn({ method, described, status, headers, text }: AnswerSeen): string[] {
    const { responses = {} } = this.api.paths[described]?.[method.toLowerCase()] ?? {};
    const key = responses[status] ? String(status) : 'default';
    const { content, headers: told = {} } = responses[key] ?? {};
    const names = Object.keys(told).map((name) => name.toLowerCase());
    const odd = declared.filter((name) => headers.has(name) && !names.includes(name));
    const type = headers.get('content-type')?.split(';', 1)[0] ?? '';
    const isDescribed = type === '' ? text === '' && key !== 'default' : content?.[type] !== undefined;
    return [
      ...odd.map((name) => `the header ${name} is not described`),
      ...(isDescribed ? [] : [`${status} as ${type} is not described`]),
      ...(isDescribed && /[/+]json$/.test(type)
        ? this.faultsOf(JSON.parse(text), ['paths', described, method.toLowerCase(), 'responses', key, 'content', type])
        : []),
    ];
  }

  private faultsOf(document: unknown, path: readonly string[]): string[] {
    const pointer = [...path, 'schema'].map((name) => encodeURIComponent(name.replaceAll('/', '~1'))).join('/');
    const isValid = this.ajv.getSchema(`api#/${pointer}`) ?? this.ajv.compile({ $ref: `api#/${pointer}` });
    return isValid(document) === true ? [] : (isValid.errors ?? []).map(faultOf);
  }
}

const faultOf = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath.replaceAll(/\/\d+/g, '/n')} ${message} ${JSON.stringify(params)}`;
