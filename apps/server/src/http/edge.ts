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
  // Node would refuse what it cannot meet by itself, without a problem and without what every answer says.
  fastify.server.on('checkExpectation', (request, response) => fastify.server.emit('request', request, response));
  const headers = { ...told, ...headersOfAll };
  fastify.addHook('onRequest', (request, reply, done) => {
    // Given to the reply, all go out in one piece: set at the response, each would be checked and copied once more.
    void reply.headers(headers).header('x-request-id', request.id);
    done(headProblem(request));
  });
}

/** What a request has one of. Of two, Node would take the first, or write both as one text. */
const saidOnce: ReadonlySet<string> = new Set(['authorization', 'content-type', 'host', 'idempotency-key']);

function headProblem({ raw, headers }: FastifyRequest): Problem | undefined {
  const { rawHeaders, url = '' } = raw;
  if (rawHeaders.length / 2 > headersMax) return new Problem('head-too-large');
  const twice = saidTwice(rawHeaders);
  if (twice !== undefined && twice !== 'host') return new Problem('header-invalid', details.sentTwice(twice));
  if (twice === 'host' || !headers.host || isOfAnotherHost(url, headers.host))
    return new Problem('header-invalid', details.oneHost);
  // Neither is understood here: what came in it, or what was asked for by it, would be left out without a word.
  for (const [name, only] of [
    ['transfer-encoding', 'chunked'],
    ['expect', '100-continue'],
  ] as const) {
    if ((headers[name] ?? only).toLowerCase() !== only) return new Problem('header-invalid', details.only(name, only));
  }
  return encodingProblem(headers['content-encoding']);
}

/** The first header that there must be one of, and is more of; names and values stand in turns. */
function saidTwice(rawHeaders: readonly string[]): string | undefined {
  const said = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (said.has(name)) return name;
    if (saidOnce.has(name)) said.add(name);
  }
  return undefined;
}

/** Whether an address that names its host (RFC 9112, 3.2.2) names another than the header does. */
function isOfAnotherHost(url: string, host: string): boolean {
  const [, named = host] = /^\w+:\/\/([^/?#]*)/.exec(url) ?? [];
  return named.toLowerCase() !== host.toLowerCase();
}

/** Bytes are read as they come: what is compressed is refused before it is read (RFC 9110, 15.5.16). */
function encodingProblem(encoding: string | undefined): Problem | undefined {
  if (encoding === undefined || encoding.split(',').every((one) => /^(identity)?$/i.test(one.trim()))) return undefined;
  return new Problem('content-encoding', undefined, {}, { 'accept-encoding': 'identity' });
}
