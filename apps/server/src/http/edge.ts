import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import { details } from './details.js';
import { Problem } from './problems.js';

/** How much may stand before a body: what is more is refused, and no header is ever left out. */
export const headBytesMax = 32 * 1024;
const headersMax = 100;

/** How long a client may take to send its headers, and all of its request, and how often that is looked at, in milliseconds. */
export const headersMsMax = 10_000;
export const requestMsMax = 30_000;
export const lookEveryMs = 500;

/** What every answer says about itself, whoever writes it: whoever knows better says so over it. */
export const headersOfAll: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** Checks every request before anything of it is used, and marks every answer, also with what browsers are to be told. */
export function guardEdge(fastify: FastifyInstance, told: OutgoingHttpHeaders): void {
  // Node would leave out what is more than a number of headers without a word: an If-Match among them.
  fastify.server.maxHeadersCount = 0;
  const headers = { ...told, ...headersOfAll };
  fastify.addHook('onRequest', (request, reply, done) => {
    // Given to the reply, all go out in one piece: set at the response, each would be checked and copied once more.
    void reply.headers(headers).header('x-request-id', request.id);
    done(headProblem(request));
  });
}

function headProblem({ raw, headers }: FastifyRequest): Problem | undefined {
  const { rawHeaders } = raw;
  if (rawHeaders.length / 2 > headersMax) return new Problem('head-too-large');
  // Node would take the first of two: who sends both may be somebody else than they are checked for.
  if (timesSent(rawHeaders, 'authorization') > 1)
    return new Problem('header-invalid', details.sentTwice('authorization'));
  if (timesSent(rawHeaders, 'host') !== 1 || headers.host === '') return new Problem('header-invalid', details.oneHost);
  return encodingProblem(headers['content-encoding']);
}

/** How often a header was sent; names and values stand in turns. */
function timesSent(rawHeaders: readonly string[], wanted: string): number {
  let times = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === wanted.length && name.toLowerCase() === wanted) times++;
  }
  return times;
}

/** Bytes are read as they come: what is compressed is refused before it is read (RFC 9110, 15.5.16). */
function encodingProblem(encoding: string | undefined): Problem | undefined {
  if (encoding === undefined || encoding.split(',').every((one) => /^(identity)?$/i.test(one.trim()))) return undefined;
  return new Problem('content-encoding', undefined, {}, { 'accept-encoding': 'identity' });
}
