import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerBrokenRequest } from './broken-request.js';
import { guardEdge, headBytesMax, headersMsMax, lookEveryMs, requestMsMax } from './edge.js';
import { securityHeaders } from './security-headers.js';
import { takeTables } from './tables.js';
import { answerProblem } from './problem-filter.js';
import { Problem } from './problems.js';

/** What stands in no log line, wherever it would come from. */
const secrets = ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret', '*.link'];

const bodyMax = 1024 * 1024;

/** What the edge speaks, and whom it believes. */
export interface EdgeOptions {
  tls?: { cert: Buffer; key: Buffer };
  /** Whether browsers reach it encrypted. */
  isEncrypted?: boolean;
  /** From which level on is logged, as JSON lines to stderr; nothing if it is left out. */
  logLevel?: string;
  trustProxy?: readonly string[];
}

/** Fastify as the server wants it: limits on everything, and every error a problem document. */
export function makeAdapter({ tls, trustProxy, isEncrypted = false, logLevel }: EdgeOptions = {}): FastifyAdapter {
  const http = {
    headersTimeout: headersMsMax,
    // Node looks only every 30 s at what takes too long unless it is told to look more often.
    connectionsCheckingInterval: lookEveryMs,
    maxHeaderSize: headBytesMax,
    requireHostHeader: false,
  };
  const adapter = new FastifyAdapter({
    ...(logLevel !== undefined && { logger: { level: logLevel, stream: process.stderr, redact: secrets } }),
    genReqId: () => randomUUID(),
    ...(trustProxy && { trustProxy: [...trustProxy] }),
    bodyLimit: bodyMax,
    requestTimeout: requestMsMax,
    ...(tls ? { https: { ...http, ...tls } } : { http }),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(new Problem('url-invalid'), request, reply),
    routerOptions: { maxParamLength: 200 },
  });
  const fastify = adapter.getInstance();
  guardEdge(fastify, securityHeaders(isEncrypted));
  fastify.removeAllContentTypeParsers();
  // Bytes become typed commands in one place, so the parser leaves them alone.
  fastify.addContentTypeParser(
    ['application/json', 'application/x-ndjson'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  takeTables(fastify);
  return adapter;
}
