import { answer, commandHeaders } from '../describe/openapi-commands.js';
import { mission, problem } from '../describe/openapi-parts.js';
import { answerNames, thingNames } from './compared-answers.js';

const text = { type: 'string' };
const commands = {
  type: 'array',
  maxItems: 100,
  items: { type: 'object', properties: { command: text }, required: ['command'] },
  description: 'Commands with their bodies, as a batch takes them.',
};
const base = {
  type: 'integer',
  minimum: 0,
  description: 'The revision that they are decided on: the newest without it, at most 1,000 behind it.',
};
const name = { type: 'string', maxLength: 200 };
const move = {
  command: 'move-deadline',
  to: '2024-01-31',
  authority: 'Security Council',
  reason: 'no flights were authorized',
};
const mark = { const: 'SCENARIO' };
const differing = {
  type: 'array',
  items: {
    type: 'object',
    properties: { pointer: text, from: {}, to: {} },
    description: 'Without `from` it is not there now, without `to` it would not be there.',
  },
};
const scenario = {
  type: 'object',
  properties: {
    name,
    mark,
    sentence: text,
    parts: { $ref: '#/components/schemas/Parts' },
    recorded: { type: 'integer' },
    refused: { type: 'integer' },
    commands: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          command: text,
          outcome: { enum: ['recorded', 'refused'] },
          sentence: text,
          parts: { $ref: '#/components/schemas/Parts' },
          needsSecond: { type: 'boolean' },
          warnings: { type: 'array', items: { type: 'object' } },
          problem: { $ref: '#/components/schemas/Problem' },
        },
      },
    },
    figures: {
      type: 'array',
      description: 'What a planner looks at first, as it is now and as it would be.',
      items: {
        type: 'object',
        properties: { name: text, kind: { enum: ['word', 'day', 'chance', 'people', 'count'] }, was: {}, is: {} },
      },
    },
    differences: {
      type: 'object',
      properties: Object.fromEntries(answerNames.map((one) => [one, differing])),
      description: `What differs in each answer; of ${thingNames.join(', ')} whole things by their ids.`,
    },
  },
};

/** Scenarios, as OpenAPI has them. */
export const scenarioPaths: Record<string, object> = {
  '/v1/missions/{mission}/scenarios': {
    post: {
      operationId: 'scenarios',
      tags: ['queries'],
      summary: 'What commands would come to, against what is so now. Nothing is recorded.',
      parameters: [mission],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                base,
                scenarios: {
                  type: 'array',
                  minItems: 1,
                  maxItems: 10,
                  items: { type: 'object', properties: { name, commands }, required: ['name', 'commands'] },
                },
              },
              required: ['scenarios'],
              additionalProperties: false,
            },
            example: { scenarios: [{ name: 'A month more', commands: [move] }] },
          },
        },
      },
      responses: {
        '200': {
          description: 'Each scenario, and what differs. Text formats have a row for each figure that differs.',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  mission: text,
                  mark,
                  revision: { type: 'integer' },
                  newest: { type: 'integer' },
                  at: { type: 'string', format: 'date-time' },
                  scenarios: { type: 'array', items: scenario },
                },
              },
            },
            'text/csv': { schema: text },
            'application/x-ndjson': { schema: text },
          },
        },
        default: problem,
      },
    },
  },
  '/v1/missions/{mission}/scenarios/apply': {
    post: {
      operationId: 'apply-scenario',
      tags: ['orders'],
      summary:
        'Records a scenario as one batch, all or none; or proposes it, if that is asked for or one of its orders needs two.',
      parameters: [mission, ...commandHeaders.filter((one) => !('name' in one) || one.name !== 'If-Match')],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                base: {
                  ...base,
                  description: 'The revision that it was decided on: 412 if the log has gone on since.',
                },
                name,
                commands: { ...commands, minItems: 1 },
                propose: { type: 'boolean', default: false },
                reason: { type: 'string', description: 'Why it is proposed.' },
                expiresAt: {
                  type: 'string',
                  format: 'date-time',
                  description: 'Of a proposal; in two days without it.',
                },
              },
              required: ['commands'],
              additionalProperties: false,
            },
            example: { name: 'A month more', commands: [move] },
          },
        },
      },
      responses: { '200': answer, '201': answer, default: problem },
    },
  },
};
