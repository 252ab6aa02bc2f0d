import { parameter, problem } from './openapi-parts.js';

const page = (operationId: string, summary: string, type: string, parameters: object[] = []): object => ({
  get: {
    operationId,
    tags: ['pages'],
    summary,
    parameters,
    responses: {
      '200': {
        description: summary,
        content: { [type]: { schema: { type: type === 'application/json' ? 'object' : 'string' } } },
      },
      default: problem,
    },
  },
});

/** What browsers load, as OpenAPI has it. None of it holds anything of a mission. */
export const pagePaths: Record<string, object> = {
  '/': page('page', 'The dashboard, for whoever is signed in.', 'text/html'),
  '/assets/{file}': page('asset', 'A script or a style of it.', 'text/javascript', [parameter('path', 'file')]),
  '/sign-in': page('sign-in-page', 'Where people sign in.', 'text/html'),
  '/sign-in.js': page('sign-in-script', 'What runs there.', 'text/javascript'),
  '/sign-in/oidc': {
    get: {
      operationId: 'sign-in-by-provider',
      tags: ['pages'],
      summary: 'Sends a browser to the identity provider, with AUTH=oidc.',
      parameters: [parameter('query', 'to', 'The page of this server to go on to.')],
      responses: { '303': { description: 'To the provider.' }, default: problem },
    },
  },
  '/sign-in/callback': page('sign-in-callback', 'Where the identity provider sends a browser back to.', 'text/html'),
  '/signed-in.js': page('signed-in-script', 'What runs there.', 'text/javascript'),
  '/docs': page('docs', 'The API for people.', 'text/html'),
  '/docs/style.css': page('docs-style', 'How the pages look.', 'text/css'),
  '/problems/{code}': page('problem-page', 'What the type of a problem means.', 'text/html', [
    parameter('path', 'code'),
  ]),
  '/openapi.json': page('openapi', 'This description.', 'application/json'),
  '/asyncapi.json': page('asyncapi', 'The live streams.', 'application/json'),
};
