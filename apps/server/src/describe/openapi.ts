import { commands, views, type ViewName } from '#libs/domain';
import { filterNames, filterWords, markFilters } from '../queries/search-filters.js';
import { pastPaths } from '../queries/openapi-past.js';
import { importPaths } from '../imports/openapi-paths.js';
import { peoplePaths } from '../people/openapi-paths.js';
import { readsPaths } from '../reads/openapi-paths.js';
import { accessPaths } from '../access/openapi-paths.js';
import { scenarioPaths } from '../scenarios/openapi-paths.js';
import { webhookPaths } from '../webhooks/openapi-paths.js';
import { auditPaths } from '../audit/openapi-paths.js';
import { pagePaths } from './openapi-pages.js';
import { commandHeaders, commandPath, recorded } from './openapi-commands.js';
import { answerHeaders } from './openapi-headers.js';
import {
  asking,
  json,
  mission,
  needed,
  notChanged,
  operation,
  parameter,
  reading,
  shared,
  text,
} from './openapi-parts.js';
import { dataSchemas } from './schemas.js';
import { answerSchema } from './answer-schema.js';
import { comparedSchema } from './compared-schema.js';
import { partsSchema } from './parts-schema.js';
import { problemSchema } from './problem-schema.js';
import { scheduleLabels } from '../planning/schedule-labels.js';
import { permissionOf } from '../queries/view-permission.js';
import { answerOf, itemSchema, viewSchema } from './view-schema.js';
import { whySchema } from './why-schema.js';

const lens = ['validAt', 'knownAt', 'recordedAt', 'atLeast'].map(shared);
const why = shared('why');
const archived = parameter('query', 'archived', 'Whether missions that are archived are listed as well.', {
  type: 'boolean',
  default: false,
});
const paging = ['after', 'limit'].map(shared);
const textContent = { schema: text };
const listFormats = { ...json(), 'text/csv': textContent, 'application/x-ndjson': textContent };
/** The formats that some views have besides. */
const moreFormats: Readonly<Record<string, Record<string, object>>> = {
  bases: { 'application/geo+json': { schema: { type: 'object' } } },
  convoys: { 'application/geo+json': { schema: { type: 'object' } } },
  schedule: { 'text/calendar': textContent },
};
/** What some views take besides. */
const moreParameters: Readonly<Record<string, object[]>> = {
  schedule: [
    parameter(
      'query',
      'compareTo',
      'A revision, or the name of a baseline: how far the plan moved since, and by whom.',
    ),
  ],
};
const searchParameters = [
  ...filterNames.map((name) =>
    Object.hasOwn(markFilters, name)
      ? parameter('query', name, filterWords[name], { type: 'boolean' })
      : parameter('query', name, filterWords[name]),
  ),
  parameter('query', 'order', 'As they were recorded, or the newest first. The answer says which.', {
    enum: ['oldest', 'newest'],
    default: 'oldest',
  }),
];

const read = (
  operationId: string,
  summary: string,
  parameters: object[],
  formats: Record<string, object> = listFormats,
): object =>
  reading(
    ['queries', operationId, summary],
    'text/csv' in formats ? [...parameters, shared('bom')] : parameters,
    formats,
    notChanged,
  );

/** A page that answers a Why where one of its figures is asked for, or a comparison. */
const pageOr = (page: object, ...others: readonly ('Why' | 'Compared')[]): Record<string, object> =>
  json({ anyOf: [page, ...others.map((name) => ({ $ref: `#/components/schemas/${name}` }))] });

const stream = { 'text/event-stream': textContent };

/** The OpenAPI 3.1 document, made from the registry: it cannot drift from what is served. */
export function openApi(): { paths: object; components: object; [part: string]: unknown } {
  const schemas = dataSchemas();
  const base = '/v1/missions/{mission}';
  const viewPaths = Object.keys(views)
    .filter((view) => view !== 'summary')
    .map((name) => {
      const view = name as ViewName;
      const parameters = [mission, ...lens, why, ...paging, ...(moreParameters[view] ?? [])];
      const schema =
        view === 'schedule' ? pageOr(answerOf(scheduleLabels), 'Why', 'Compared') : pageOr(viewSchema(view), 'Why');
      const formats = { ...listFormats, ...moreFormats[view], ...schema };
      return [
        `${base}/${view}`,
        asking(permissionOf(view), read(`read-${view}`, `The view ${view}.`, parameters, formats)),
      ];
    });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Drawdown',
      version: '1',
      description:
        "The operations log of a mission that withdraws from a country. Times are RFC 3339 with Z; days are of the mission's own zone.",
    },
    tags: ['orders', 'reports', 'queries', 'live', 'audit', 'access', 'webhooks', 'operation', 'pages'].map((name) => ({
      name,
    })),
    paths: {
      ...Object.fromEntries(commands.map((command) => [`${base}/commands/${command}`, commandPath(command, schemas)])),
      [`${base}/commands`]: {
        post: operation(
          [['orders', 'reports'], 'batch', 'Several commands, all of them or none.'],
          {
            parameters: [mission, ...commandHeaders],
            ...needed({
              ...json({
                type: 'array',
                maxItems: 1000,
                items: { type: 'object', properties: { command: { enum: commands } }, required: ['command'] },
              }),
              'application/x-ndjson': textContent,
            }),
          },
          recorded,
        ),
      },
      '/v1/missions': read('list-missions', 'All missions.', [...paging, archived]),
      [base]: read('read-summary', 'What remains against the deadline.', [mission, ...lens, why, ...paging], {
        ...listFormats,
        ...pageOr(viewSchema('summary'), 'Why'),
      }),
      ...Object.fromEntries(viewPaths),
      [`${base}/bases/{id}`]: read(
        'read-base',
        'One base.',
        [mission, parameter('path', 'id', 'The base.'), ...lens, why, ...paging],
        { ...listFormats, ...pageOr(itemSchema('bases'), 'Why') },
      ),
      [`${base}/convoys/{id}`]: asking(
        permissionOf('convoys'),
        read('read-convoy', 'One convoy.', [mission, parameter('path', 'id', 'The convoy.'), ...lens, why, ...paging], {
          ...listFormats,
          ...pageOr(itemSchema('convoys'), 'Why'),
        }),
      ),
      [`${base}/entries`]: read(
        'read-entries',
        'History by filters, oldest or newest first.',
        [mission, ...lens, ...paging, ...searchParameters],
        { ...listFormats, ...stream },
      ),
      [`${base}/entries/{revision}`]: read(
        'read-entry',
        'One entry, what caused it and what it caused.',
        [mission, parameter('path', 'revision', 'Its revision.'), ...lens],
        json(),
      ),
      [`${base}/live`]: read(
        'live-mission',
        'Views of a mission as Server-Sent Events.',
        [
          mission,
          parameter('query', 'views', 'Names, separated by commas.'),
          parameter('header', 'Last-Event-ID', 'Resumes after this event.'),
        ],
        stream,
      ),
      '/v1/live': read('live-missions', 'The list of missions as Server-Sent Events.', [archived], stream),
      ...pastPaths,
      ...scenarioPaths,
      ...auditPaths,
      ...readsPaths,
      ...peoplePaths,
      ...importPaths,
      ...accessPaths,
      ...webhookPaths,
      ...pagePaths,
      '/healthz': read('healthz', 'The process is there.', [], json()),
      '/readyz': read('readyz', 'The store is open, and every mission is read.', [], json()),
      '/metrics': read('metrics', 'Prometheus metrics.', [], { 'text/plain': textContent }),
    },
    components: {
      schemas: {
        ...schemas,
        Problem: problemSchema,
        Why: whySchema,
        Compared: comparedSchema,
        Parts: partsSchema,
        Answer: answerSchema,
      },
      headers: answerHeaders,
      parameters: {
        mission: parameter('path', 'mission', 'The id of a mission.'),
        validAt: parameter('query', 'validAt', 'What had happened by then: an instant, a day or a month (their end).'),
        knownAt: parameter('query', 'knownAt', 'What was known by then: a time, or a revision.'),
        recordedAt: parameter('query', 'recordedAt', 'What the log held by its own clock.'),
        atLeast: parameter('query', 'atLeast', 'Waits (2 s at most) until this revision has been seen.', {
          type: 'integer',
          minimum: 0,
        }),
        why: {
          ...parameter(
            'query',
            'why',
            'A JSON Pointer to a figure of the view: answers a Why (see the schemas) instead of the view. Items by place or by id.',
          ),
          'x-permission': 'read-history',
        },
        bom: parameter(
          'query',
          'bom',
          'Whether CSV begins with a byte order mark, by which spreadsheets know it as UTF-8. For text/csv alone.',
          { type: 'boolean', default: false },
        ),
        after: parameter(
          'query',
          'after',
          'The cursor that `next` gave. What is one document has pages where `why` is asked.',
        ),
        limit: parameter('query', 'limit', undefined, { type: 'integer', minimum: 1, maximum: 500, default: 50 }),
      },
    },
  };
}
