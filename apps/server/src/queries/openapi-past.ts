import { views } from '#libs/domain';
import { json, mission, notChanged, parameter, reading, shared, text } from '../describe/openapi-parts.js';

const always = ['validAt', 'knownAt', 'recordedAt', 'atLeast', 'bom'].map(shared);
const formats = { ...json(), 'text/csv': { schema: text }, 'application/x-ndjson': { schema: text } };

const read = (operationId: string, summary: string, parameters: object[]): object =>
  reading(['queries', operationId, summary], [mission, ...parameters, ...always], formats, notChanged);

const draws = parameter('query', 'draws', 'How many trajectories are drawn.', {
  type: 'integer',
  minimum: 100,
  maximum: 10_000,
  default: 1000,
});

/** What is asked of two states, or of many, as OpenAPI has it. */
export const pastPaths: Record<string, object> = {
  '/v1/missions/{mission}/diff': read('diff', 'What differs between two states, with the entries responsible.', [
    parameter('query', 'from', 'A revision, an instant, a day or a month (their end).', {}, true),
    parameter('query', 'to', 'As from; it may be the earlier of both.', {}, true),
    parameter('query', 'axis', 'What from and to are times of; between two revisions, what was known.', {
      enum: ['validAt', 'knownAt', 'recordedAt'],
    }),
    parameter('query', 'view', 'In which view.', { enum: Object.keys(views), default: 'summary' }),
  ]),
  '/v1/missions/{mission}/forecast': read(
    'forecast',
    'By when each base and the last of them is left, and who is present on the deadline, as probabilities.',
    [draws, shared('why')],
  ),
  '/v1/missions/{mission}/forecast/history': read(
    'forecast-history',
    'What was forecast on days of the past, each with what was known then, against what came.',
    [draws],
  ),
  '/v1/missions/{mission}/alerts': read(
    'alerts',
    'The alerts that fire, in order of id, those too that somebody looks after or silenced.',
    ['why', 'after', 'limit'].map(shared),
  ),
  '/v1/missions/{mission}/schedule/quality': read(
    'schedule-quality',
    'What of the plan is loose: bases without predecessor, route, load or date, negative slack, hard dates, dates in the past.',
    [],
  ),
  '/v1/missions/{mission}/proposals': read(
    'proposals',
    'What was proposed, newest first, and which orders two must give.',
    [
      parameter('query', 'status', 'Only those.', {
        enum: ['pending', 'approved', 'rejected', 'withdrawn', 'expired'],
      }),
      parameter('query', 'about', 'Only those about this base or convoy.'),
      shared('after'),
      shared('limit'),
    ],
  ),
  '/v1/missions/{mission}/replay': read('replay', 'How the summary moved, step by step.', [
    parameter('query', 'from', "A time; the mission's start without it."),
    parameter('query', 'to', 'A time; without it now, or the deadline where that is earlier.'),
    parameter('query', 'every', 'Hours, days or weeks of the calendar: 12h, 1d, 2w. At most 1,000 steps.', {
      default: '1d',
    }),
    parameter('query', 'axis', 'What the steps are times of.', {
      enum: ['validAt', 'knownAt', 'both'],
      default: 'validAt',
    }),
  ]),
};
