import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogAltered, OutcomeUnknown, StoreUnavailable } from '#libs/event-store';
import { AsOfInvalid as LensInvalid, MissionStopped, ServerClosing, TooLittleMemory } from '#libs/timeline';
import { details } from './details.js';
import { headersOfAll } from './edge.js';
import { languageOf } from './language.js';
import { problemFor } from './problem-labels.js';
import { badParameter, Problem, type ProblemCode } from './problems.js';
import { heldOfProblems } from './reader.js';
import { Routes } from './routes.js';

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'not-json',
  404: 'not-found',
  408: 'too-slow',
  413: 'too-large',
  414: 'not-found',
  415: 'media-type',
  431: 'head-too-large',
  503: 'closing',
};

/** Errors of Fastify that say more than their status. */
const byFastifyCode: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_BAD_URL: 'url-invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-cut-short',
};

/** Answers every error as application/problem+json, those of the parser and of unknown routes too. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: Routes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (!reply.sent) answerProblem(this.problemOf(error, request), request, reply);
  }

  private problemOf(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error.code === 'not-found' ? this.notFound(error, request) : error;
    if (error instanceof LensInvalid) return badParameter(error.parameter, error.said);
    if (error instanceof MissionStopped)
      return new Problem('mission-stopped', details.stopped(error.mission, error.revision, error.reason), {
        revision: error.revision,
      });
    if (error instanceof LogAltered)
      return new Problem('mission-stopped', details.altered(error.message, error.size), { revision: error.size - 1 });
    if (error instanceof TooLittleMemory)
      return new Problem('too-little-memory', undefined, {}, { 'retry-after': '60' });
    if (error instanceof ServerClosing) return new Problem('closing', undefined, {}, { 'retry-after': '1' });
    if (error instanceof OutcomeUnknown) return new Problem('outcome-unknown', undefined, {}, { 'retry-after': '2' });
    if (error instanceof StoreUnavailable)
      return new Problem('store-unavailable', undefined, {}, { 'retry-after': '2' });
    // Nest wraps what Fastify refuses, and keeps its code in the cause alone.
    const refused = error instanceof HttpException ? (error.cause ?? error) : (error ?? {});
    const { statusCode, code: fastifyCode = '' } = refused as { statusCode?: number; code?: string };
    const status = error instanceof HttpException ? error.getStatus() : statusCode;
    if (status === 404) return this.notFound(new Problem('not-found'), request);
    const code = byFastifyCode[fastifyCode] ?? byStatus[status ?? 500];
    if (code) return new Problem(code);
    request.log.error({ err: error }, 'a request failed');
    return new Problem('internal');
  }

  /** A path that is served, but not by this method, is not unknown. */
  private notFound(notFound: Problem, { url, method }: FastifyRequest): Problem {
    const methods = this.routes.methodsOf(url.split('?', 1)[0] ?? '');
    if (methods.length === 0 || methods.includes(method)) return notFound;
    return new Problem('method-not-allowed', details.takesMethods(methods, method), {}, { allow: methods.join(', ') });
  }
}

/** What is answered of a problem, as whoever asks may read it. */
export const problemBody = (problem: Problem, request: FastifyRequest): object => ({
  ...problemFor(problem, heldOfProblems(request), languageOf(request)),
  instance: request.url,
  ...requestIdFor(problem, request),
});

/** Sends a problem as the answer; `body` is its JSON, where that is too long to be made at once. */
export function answerProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  body = JSON.stringify(problemBody(problem, request)),
): void {
  void reply
    .status(problem.status)
    .headers({
      'content-type': 'application/problem+json',
      'content-language': languageOf(request),
      ...headersOfAll,
      ...problem.headers,
    })
    .send(body);
}

/** By which a problem is found in the log. A mission that one may not see is answered in the very bytes of one that does not exist. */
const requestIdFor = ({ code }: Problem, { id }: FastifyRequest): object =>
  code === 'unknown-mission' ? {} : { requestId: id };
