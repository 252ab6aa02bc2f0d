import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerBrokenRequest } from './broken-request.js';
import { answerProblem } from './problem-filter.js';
import { Problem } from './problems.js';

const bodyMax = 1024 * 1024;
const requestMsMax = 30_000;
const headersMsMax = 10_000;

/** Fastify as the server wants it: limits on everything, and every error a problem document. */
export function makeAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: bodyMax,
    requestTimeout: requestMsMax,
    http: { headersTimeout: headersMsMax },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(new Problem('url-invalid'), request, reply),
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  // Bytes become typed commands in one place, so the parser leaves them alone.
  fastify.addContentTypeParser(
    ['application/json', 'application/x-ndjson'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  return adapter;
}
