import { blockedRole, permissions, roles } from '#libs/access';
import { parameter, problem } from '../describe/openapi-parts.js';

const text = { type: 'string' };
const time = { type: 'string', format: 'date-time' };
const grants = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: {
    type: 'object',
    properties: { role: { enum: roles }, mission: { type: 'string', description: 'The id of a mission, or *.' } },
    required: ['role', 'mission'],
    additionalProperties: false,
  },
};
const subject = { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'An opaque id, never an e-mail.' };
const permitted = {
  type: 'object',
  additionalProperties: { type: 'array', items: { enum: permissions } },
  description: 'By mission: what they may do with every one (*), and all that they may do with one that a grant names.',
};
const identity = { type: 'object', properties: { subject, grants } };
const session = {
  type: 'object',
  properties: { id: text, subject, grants, begunAt: time, usedAt: time, expiresAt: time, isThis: { type: 'boolean' } },
};
const token = {
  type: 'object',
  properties: {
    id: text,
    subject,
    grants,
    label: text,
    issuedAt: time,
    expiresAt: time,
    usedOn: { type: 'string', format: 'date' },
    by: text,
    isRevoked: { type: 'boolean' },
  },
};
const grant = {
  type: 'object',
  properties: {
    id: text,
    subject,
    role: { enum: [...roles, blockedRole], description: 'A role, or that nothing lets the subject in.' },
    mission: { type: 'string', description: 'The id of a mission, or *.' },
    until: time,
    by: text,
    at: time,
    isRevoked: { type: 'boolean' },
  },
};
const listOf = (items: object): object => ({ type: 'object', properties: { items: { type: 'array', items } } });

interface Described {
  summary: string;
  /** What the body holds; the first of several is the example. */
  body?: { schema: object; example: object };
  answers?: [status: '200' | '201', schema: object];
  inPath?: string;
}

const operation = (operationId: string, { summary, body, answers, inPath }: Described): object => ({
  operationId,
  tags: ['access'],
  summary,
  parameters: inPath === undefined ? [] : [parameter('path', inPath)],
  ...(body && { requestBody: { required: true, content: { 'application/json': body } } }),
  responses: {
    ...(answers
      ? { [answers[0]]: { description: summary, content: { 'application/json': { schema: answers[1] } } } }
      : { '204': { description: summary } }),
    default: problem,
  },
});

const given = { subject: 'k.diallo', grants: [{ role: 'planner', mission: 'minusma' }] };
const wanted = { type: 'object', properties: { subject, grants }, required: ['subject', 'grants'] };

/** How people are let in, as OpenAPI has it. */
export const accessPaths: Record<string, object> = {
  '/v1/sign-in': {
    post: operation('sign-in', {
      summary: 'Begins a session by a token or by the secret of a sign-in link; its secret is a cookie.',
      body: {
        schema: {
          oneOf: ['token', 'link'].map((name) => ({
            type: 'object',
            properties: { [name]: text },
            required: [name],
            additionalProperties: false,
          })),
        },
        example: { token: 'dwd_...' },
      },
      answers: ['201', identity],
    }),
  },
  '/v1/sign-out': {
    post: {
      ...operation('sign-out', { summary: 'Ends the session that asks.' }),
      responses: {
        '200': {
          description: 'It has ended. It began by the identity provider, which one signs out of at this address.',
          content: { 'application/json': { schema: { type: 'object', properties: { at: text } } } },
        },
        '204': { description: 'It has ended.' },
        default: problem,
      },
    },
  },
  '/v1/session': {
    get: operation('read-session', {
      summary: 'Who is signed in, and what they may do.',
      answers: [
        '200',
        { ...identity, properties: { ...identity.properties, permissions: permitted, isSession: { type: 'boolean' } } },
      ],
    }),
  },
  '/v1/sessions': {
    get: operation('list-sessions', {
      summary: 'Sessions that go on: one’s own, and for an administrator everybody’s.',
      answers: ['200', listOf(session)],
    }),
  },
  '/v1/sessions/{session}': { delete: operation('end-session', { summary: 'Ends a session.', inPath: 'session' }) },
  '/v1/tokens': {
    get: operation('list-tokens', { summary: 'All tokens, without their secrets.', answers: ['200', listOf(token)] }),
    post: operation('issue-token', {
      summary: 'Issues a token. The answer holds its secret, this once.',
      body: {
        schema: { ...wanted, properties: { subject, grants, expiresAt: time, label: text } },
        example: { ...given, label: 'laptop' },
      },
      answers: ['201', { type: 'object', properties: { ...token.properties, token: text } }],
    }),
  },
  '/v1/tokens/{token}': {
    delete: operation('revoke-token', {
      summary: 'Revokes a token; its sessions and their streams end.',
      inPath: 'token',
    }),
  },
  '/v1/grants': {
    get: operation('list-grants', {
      summary: 'All grants of subjects, revoked ones too.',
      answers: ['200', listOf(grant)],
    }),
    post: operation('give-grant', {
      summary: 'Gives a subject a role, whatever it is let in with; or blocks it.',
      body: {
        schema: {
          type: 'object',
          properties: { subject, role: grant.properties.role, mission: grant.properties.mission, until: time },
          required: ['subject', 'role'],
          additionalProperties: false,
        },
        example: { subject: 'k.diallo', role: 'planner', mission: 'minusma' },
      },
      answers: ['201', grant],
    }),
  },
  '/v1/grants/{grant}': {
    delete: operation('revoke-grant', {
      summary: 'Takes a grant back; streams that stand on it end.',
      inPath: 'grant',
    }),
  },
  '/v1/sign-in-links': {
    post: operation('issue-link', {
      summary: 'A link that signs somebody in once, within ten minutes.',
      body: { schema: wanted, example: given },
      answers: ['201', { type: 'object', properties: { path: text, url: text, subject, grants, expiresAt: time } }],
    }),
  },
};
