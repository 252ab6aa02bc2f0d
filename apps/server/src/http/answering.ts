import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { concatMap, NEVER, type Observable } from 'rxjs';
import type { Language } from '#libs/domain';
import { formatFor } from './accept.js';
import { languageOf } from './language.js';
import { beginningOf, header } from './request.js';

/** A body, whole or in pieces as they are made. */
export type Body = string | AsyncIterable<string>;

/** What a route answers. If a client has what the tag names, no body is made. */
export interface Answer {
  /** The tag of the answer as JSON. */
  tag?: string;
  body: () => Body | Promise<Body>;
}

/** The formats of a route, the first for whoever has no wish; or how they are known from the request. Without it, it is JSON. */
export const Formats = Reflector.createDecorator<
  readonly string[] | ((request: FastifyRequest) => readonly string[])
>();

const chosen = new WeakMap<object, string>();

/** The format that the client gets. */
export const Format = createParamDecorator((_: unknown, context: ExecutionContext) =>
  chosen.get(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Chooses the format before a question is asked, and sends the answer in it: with its tag, or 304 to whoever has it. */
@Injectable()
export class Answering implements NestInterceptor<Answer | undefined, string | Readable | undefined> {
  constructor(private readonly reflector: Reflector) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer | undefined>,
  ): Observable<string | Readable | undefined> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const format = this.formatOf(request, context);
    chosen.set(request, format);
    // A route that streams by itself answers nothing here, and has nothing sent after it.
    return next
      .handle()
      .pipe(
        concatMap((answer) => (answer ? bodyOf(answer, format, request, reply) : reply.sent ? NEVER : [undefined])),
      );
  }

  private formatOf(request: FastifyRequest, context: ExecutionContext): string {
    const formats = this.reflector.getAllAndOverride(Formats, [context.getHandler()]);
    if (!formats) return 'application/json';
    return formatFor(request, typeof formats === 'function' ? formats(request) : formats);
  }
}

async function bodyOf(
  answer: Answer,
  format: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Readable | undefined> {
  const language = languageOf(request);
  void reply.header('content-language', language);
  if (answer.tag !== undefined) {
    const tag = tagIn(answer.tag, format, language);
    void reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept, accept-language');
    if (hasAlready(header(request, 'if-none-match'), tag)) {
      void reply.status(304);
      return undefined;
    }
  }
  const content = await answer.body();
  const beginning = beginningOf(request, format);
  void reply.header('content-type', format.startsWith('text/') ? `${format}; charset=utf-8` : format);
  return typeof content === 'string'
    ? beginning + content
    : Readable.from(begun(beginning, content), { objectMode: false });
}

/** The tag of an answer in one of its formats and languages: browsers keep answers by tag, and would take one for another. */
function tagIn(tag: string, format: string, language: Language): string {
  const marks = [
    ...(format === 'application/json' ? [] : [format.replaceAll(/\W/g, '-')]),
    ...(language === 'en' ? [] : [language]),
  ];
  return tag.replace(/"$/, [...marks.map((mark) => `.${mark}`), '"'].join(''));
}

/** Whether a client has an answer by its tag: tags are compared weakly (RFC 9110, 13.1.2), and `*` is any. */
export function hasAlready(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true;
  const opaque = tag.replace(/^W\//, '');
  // A tag may have commas in it, so that tags are looked for and not what lies between commas.
  return ifNoneMatch?.match(/"[^"]*"/g)?.includes(opaque) ?? false;
}

async function* begun(beginning: string, content: AsyncIterable<string>): AsyncGenerator<string> {
  if (beginning !== '') yield beginning;
  yield* content;
}
