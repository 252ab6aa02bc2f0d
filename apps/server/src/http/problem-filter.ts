import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LensInvalid, MissionStopped } from '#libs/timeline';
import { Problem, type ProblemCode } from './problems.js';

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'not-json',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'media-type',
  431: 'head-too-large',
};

/** Answers every error as application/problem+json, those of the parser and of unknown routes too. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (reply.sent) return;
    const { document, headers } = this.problemOf(error);
    void reply
      .status(document.status)
      .headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers })
      .send(JSON.stringify({ ...document, instance: request.url }));
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof Problem) return error;
    if (error instanceof LensInvalid) return new Problem('parameter-invalid', error.message, { parameter: error.parameter });
    if (error instanceof MissionStopped) return new Problem('mission-stopped', `${error.message}.`, { revision: error.revision });
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | null)?.statusCode;
    const code = status === undefined ? undefined : byStatus[status];
    if (code) return new Problem(code);
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new Problem('internal');
  }
}
