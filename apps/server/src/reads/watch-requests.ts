import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '#libs/access';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { languageOf } from '../http/language.js';
import { Access } from '../http/permission.js';
import { Problem } from '../http/problems.js';
import { readerOf, rowsFor } from '../http/reader.js';
import type { ReadLine } from './read-line.js';
import { ReadsLog } from './reads-log.js';

/** How many characters of a path and of its parameters a line holds. */
const textMax = 2000;

/** Formats in which data leaves for other programs, and pages that are made for that. */
const exportTypes = /^(text\/csv|application\/(x-ndjson|geo\+json|zip|octet-stream)|text\/calendar)/;
const exportPaths = /\/(evidence|proof)$/;

/** What was asked for was not done: nobody signed in, not allowed, not to be seen, too often, not valid, against a rule. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500;

/** Sees to it that each request for data has its line in the access log: exports before their first byte, others soon after. */
@Injectable()
export class WatchRequests {
  private readonly noted = new WeakSet<FastifyRequest>();

  constructor(
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
    private readonly log: ReadsLog,
    private readonly access: Access,
    private readonly clock: Clock,
    { accessLog }: Config,
  ) {
    if (!accessLog) return;
    const fastify = httpAdapter.getInstance();
    // Most answers are no exports: they wait for nothing here.
    fastify.addHook('onSend', (request, reply, payload, done) => {
      if (!isAboutData(request) || !isExport(request, reply)) return done(null, payload);
      this.beforeExported(request, reply, payload).then((sent) => done(null, sent), done);
    });
    fastify.addHook('onResponse', (request, reply, done) => {
      this.afterSent(request, reply);
      done();
    });
  }

  private async beforeExported(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    this.noted.add(request);
    try {
      await this.log.durable(this.lineOf(request, reply, 'exported'));
      return payload;
    } catch {
      const problem = new Problem('store-unavailable', undefined, {}, { 'retry-after': '2' });
      void reply.status(problem.status).headers({ 'content-type': 'application/problem+json', ...problem.headers });
      void reply.removeHeader('content-length');
      return JSON.stringify({ ...problem.document(languageOf(request)), instance: request.url });
    }
  }

  private afterSent(request: FastifyRequest, reply: FastifyReply): void {
    if (!isAboutData(request) || this.noted.has(request)) return;
    const isRefused = isRefusal(reply.statusCode);
    if (request.method !== 'GET' && !isRefused) return;
    const isStream = String(reply.raw.getHeader('content-type')).startsWith('text/event-stream');
    this.log.note(this.lineOf(request, reply, isRefused ? 'refused' : isStream ? 'subscribed' : 'read'));
  }

  /** Notes that somebody has begun to follow something: the stream may never end. */
  subscribed(request: FastifyRequest, reply: FastifyReply): void {
    this.noted.add(request);
    this.log.note({ ...this.lineOf(request, reply, 'subscribed'), format: 'text/event-stream', status: 200 });
  }

  private lineOf(request: FastifyRequest, reply: FastifyReply, what: ReadLine['what']): ReadLine {
    const [path = '', ...query] = request.url.split('?');
    const subject = this.whoSent(request)?.subject;
    const { mission } = (request.params ?? {}) as { mission?: string };
    const format = reply.getHeader('content-type');
    const tag = reply.getHeader('etag');
    const route = request.routeOptions.url;
    const rows = what === 'refused' ? undefined : rowsFor(readerOf(request));
    return {
      at: new Date(this.clock.now()).toISOString(),
      ...(subject !== undefined && { subject }),
      method: request.method,
      ...(route !== undefined && { route }),
      ...(mission !== undefined && { mission: mission.slice(0, 64) }),
      path: path.slice(0, textMax),
      ...(query.length > 0 && { query: query.join('?').slice(0, textMax) }),
      ...(typeof format === 'string' && { format: format.split(';', 1)[0] }),
      status: reply.statusCode,
      what,
      ...(rows !== undefined && { rows }),
      ...(typeof tag === 'string' && { tag }),
      requestId: request.id,
    };
  }

  private whoSent(request: FastifyRequest): Identity | undefined {
    try {
      return this.access.knownIn(request);
    } catch {
      return undefined;
    }
  }
}

const isAboutData = ({ url }: FastifyRequest): boolean => url.startsWith('/v1/') || url.startsWith('/log/');

const isExport = (request: FastifyRequest, reply: FastifyReply): boolean =>
  request.method === 'GET' &&
  reply.statusCode === 200 &&
  (exportTypes.test(String(reply.getHeader('content-type'))) || exportPaths.test(request.url.split('?', 1)[0] ?? ''));
