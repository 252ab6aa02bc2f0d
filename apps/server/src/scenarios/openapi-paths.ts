import { commandHeaders, recorded } from '../describe/openapi-commands.js';
import { withHeaders } from '../describe/openapi-headers.js';
import {
  json,
  listOf,
  mission,
  needed,
  objectOf,
  operation,
  parts,
  recordOf,
  text,
  time,
  whole,
} from '../describe/openapi-parts.js';
import { answerNames, thingNames } from './compared-answers.js';

const commands = {
  ...listOf(recordOf({ command: text })),
  maxItems: 100,
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
const differing = listOf({
  ...objectOf({ pointer: text, from: {}, to: {} }),
  description: 'Without `from` it is not there now, without `to` it would not be there.',
});
const said = { sentence: text, parts };
const command = objectOf({
  command: text,
  outcome: { enum: ['recorded', 'refused'] },
  ...said,
  needsSecond: { type: 'boolean' },
  warnings: listOf({ type: 'object' }),
  problem: { $ref: '#/components/schemas/Problem' },
});
const figure = objectOf({
  name: text,
  kind: { enum: ['word', 'day', 'chance', 'people', 'count'] },
  was: {},
  is: {},
});
const scenario = objectOf({
  name,
  mark,
  ...said,
  recorded: whole,
  refused: whole,
  commands: listOf(command),
  figures: {
    ...listOf(figure),
    description: 'What a planner looks at first, as it is now and as it would be.',
  },
  differences: {
    ...objectOf(Object.fromEntries(answerNames.map((one) => [one, differing]))),
    description: `What differs in each answer; of ${thingNames.join(', ')} whole things by their ids.`,
  },
});

/** Scenarios, as OpenAPI has them. */
export const scenarioPaths: Record<string, object> = {
  '/v1/missions/{mission}/scenarios': {
    post: operation(
      ['queries', 'scenarios', 'What commands would come to, against what is so now. Nothing is recorded.'],
      {
        parameters: [mission],
        ...needed(
          json(
            objectOf(
              {
                base,
                scenarios: { ...listOf(recordOf({ name, commands })), minItems: 1, maxItems: 10 },
              },
              ['scenarios'],
            ),
            { scenarios: [{ name: 'A month more', commands: [move] }] },
          ),
        ),
      },
      {
        '200': {
          description: 'Each scenario, and what differs. Text formats have a row for each figure that differs.',
          ...withHeaders('Content-Language'),
          content: {
            ...json(
              objectOf({
                mission: text,
                mark,
                revision: whole,
                newest: whole,
                at: time,
                scenarios: listOf(scenario),
              }),
            ),
            'text/csv': { schema: text },
            'application/x-ndjson': { schema: text },
          },
        },
      },
    ),
  },
  '/v1/missions/{mission}/scenarios/apply': {
    post: operation(
      [
        'orders',
        'apply-scenario',
        'Records a scenario as one batch, all or none; or proposes it, if that is asked for or one of its orders needs two.',
      ],
      {
        parameters: [mission, ...commandHeaders.filter((one) => !('name' in one) || one.name !== 'If-Match')],
        ...needed(
          json(
            objectOf(
              {
                base: {
                  ...base,
                  description: 'The revision that it was decided on: 412 if the log has gone on since.',
                },
                name,
                commands: { ...commands, minItems: 1 },
                propose: { type: 'boolean', default: false },
                reason: { type: 'string', description: 'Why it is proposed.' },
                expiresAt: { ...time, description: 'Of a proposal; in two days without it.' },
              },
              ['commands'],
            ),
            { name: 'A month more', commands: [move] },
          ),
        ),
      },
      recorded,
    ),
  },
};
