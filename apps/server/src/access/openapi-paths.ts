import { blockedRole, permissions, roles } from '#libs/access';
import { withHeaders } from '../describe/openapi-headers.js';
import {
  json,
  listOf,
  needed,
  objectOf,
  operation,
  parameter,
  problem,
  text,
  time,
} from '../describe/openapi-parts.js';

const ofMission = { type: 'string', description: 'The id of a mission, or *.' };
const grants = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: objectOf({ role: { enum: roles }, mission: ofMission }, ['role', 'mission']),
};
const subject = { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'An opaque id, never an e-mail.' };
const permitted = {
  type: 'object',
  additionalProperties: { type: 'array', items: { enum: permissions } },
  description: 'By mission: what they may do with every one (*), and all that they may do with one that a grant names.',
};
const identity = { subject, grants };
const session = objectOf({
  id: text,
  ...identity,
  begunAt: time,
  usedAt: time,
  expiresAt: time,
  isThis: { type: 'boolean' },
});
const token = {
  id: text,
  ...identity,
  label: text,
  issuedAt: time,
  expiresAt: time,
  usedOn: { type: 'string', format: 'date' },
  by: text,
  isRevoked: { type: 'boolean' },
};
const grant = {
  id: text,
  subject,
  role: { enum: [...roles, blockedRole], description: 'A role, or that nothing lets the subject in.' },
  mission: ofMission,
  until: time,
  by: text,
  at: time,
  isRevoked: { type: 'boolean' },
};
const all = (items: object): object => objectOf({ items: listOf(items) });

interface Described {
  summary: string;
  /** What the body holds; the first of several is the example. */
  body?: { schema: object; example: object };
  answers?: [status: '200' | '201' | '204', schema?: object];
  inPath?: string;
  headers?: readonly ('Location' | 'Set-Cookie')[];
}

const described = (
  operationId: string,
  { summary, body, answers = ['204'], inPath, headers = [] }: Described,
): object => {
  const [status, schema] = answers;
  return operation(
    ['access', operationId, summary],
    {
      parameters: inPath === undefined ? [] : [parameter('path', inPath)],
      ...(body && needed(json(body.schema, body.example))),
    },
    { [status]: { description: summary, ...withHeaders(...headers), ...(schema && { content: json(schema) }) } },
  );
};

const given = { subject: 'k.diallo', grants: [{ role: 'planner', mission: 'minusma' }] };
const wanted = { type: 'object', properties: identity, required: ['subject', 'grants'] };

/** How people are let in, as OpenAPI has it. */
export const accessPaths: Record<string, object> = {
  '/v1/sign-in': {
    post: described('sign-in', {
      summary: 'Begins a session by a token or by the secret of a sign-in link; its secret is a cookie.',
      body: {
        schema: {
          oneOf: ['token', 'link'].map((name) => objectOf({ [name]: text }, [name])),
        },
        example: { token: 'dwd_...' },
      },
      answers: ['201', objectOf(identity)],
      headers: ['Set-Cookie'],
    }),
  },
  '/v1/sign-out': {
    post: {
      ...described('sign-out', { summary: 'Ends the session that asks.' }),
      responses: {
        '200': {
          description: 'It has ended. It began by the identity provider, which one signs out of at this address.',
          ...withHeaders('Set-Cookie'),
          content: json(objectOf({ at: text })),
        },
        '204': { description: 'It has ended.', ...withHeaders('Set-Cookie') },
        default: problem,
      },
    },
  },
  '/v1/session': {
    get: described('read-session', {
      summary: 'Who is signed in, and what they may do.',
      answers: ['200', objectOf({ ...identity, permissions: permitted, isSession: { type: 'boolean' } })],
    }),
  },
  '/v1/sessions': {
    get: described('list-sessions', {
      summary: 'Sessions that go on: one’s own, and for an administrator everybody’s.',
      answers: ['200', all(session)],
    }),
  },
  '/v1/sessions/{session}': { delete: described('end-session', { summary: 'Ends a session.', inPath: 'session' }) },
  '/v1/tokens': {
    get: described('list-tokens', {
      summary: 'All tokens, without their secrets.',
      answers: ['200', all(objectOf(token))],
    }),
    post: described('issue-token', {
      summary: 'Issues a token. The answer holds its secret, this once.',
      body: {
        schema: { ...wanted, properties: { ...identity, expiresAt: time, label: text } },
        example: { ...given, label: 'laptop' },
      },
      answers: ['201', objectOf({ ...token, token: text })],
      headers: ['Location'],
    }),
  },
  '/v1/tokens/{token}': {
    delete: described('revoke-token', {
      summary: 'Revokes a token; its sessions and their streams end.',
      inPath: 'token',
    }),
  },
  '/v1/grants': {
    get: described('list-grants', {
      summary: 'All grants of subjects, revoked ones too.',
      answers: ['200', all(objectOf(grant))],
    }),
    post: described('give-grant', {
      summary: 'Gives a subject a role, whatever it is let in with; or blocks it.',
      body: {
        schema: objectOf({ subject, role: grant.role, mission: ofMission, until: time }, ['subject', 'role']),
        example: { subject: 'k.diallo', role: 'planner', mission: 'minusma' },
      },
      answers: ['201', objectOf(grant)],
      headers: ['Location'],
    }),
  },
  '/v1/grants/{grant}': {
    delete: described('revoke-grant', {
      summary: 'Takes a grant back; streams that stand on it end.',
      inPath: 'grant',
    }),
  },
  '/v1/sign-in-links': {
    post: described('issue-link', {
      summary: 'A link that signs somebody in once, within ten minutes.',
      body: { schema: wanted, example: given },
      answers: ['201', objectOf({ path: text, url: text, ...identity, expiresAt: time })],
    }),
  },
};
