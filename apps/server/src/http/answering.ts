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
import { createHash } from 'node:crypto';
import {
  holdsAll,
  isHidden,
  redact,
  type Held,
  type LabelTree,
  type Language,
  withhold,
  type Withheld,
} from '#libs/domain';
import { WithheldTexts } from '../log/withheld-texts.js';
import { formatFor } from './accept.js';
import { languageOf } from './language.js';
import { Problem } from './problems.js';
import { noteRows, readerOf, type Reader } from './reader.js';
import { beginningOf, header } from './request.js';

/** A body, whole or in pieces as they are made. */
export type Body = string | AsyncIterable<string>;

interface Answered<D extends object> {
  /** The tag of the answer as JSON, for those who may read all of it. If a client has what it names, nothing is made. */
  tag?: string;
  /** Who may read what of it; without it, nobody gets it who may not read everything. */
  labels?: LabelTree;
  /** What is answered. */
  document: () => D | Promise<D>;
  /** Of a list of which not all is sent, the page: taken of what its reader may see. Throws a Problem if there is no such page. */
  paged?: (document: D) => D;
  /** What is sent, after what its reader may not see was left out of it; `whole` is all of which it is a page. */
  written?: (document: D, whole: D) => Body | Promise<Body>;
  /** Of rows of many missions: the same, with each row as far as the reader may see of its mission. */
  isOfMissions?: boolean;
}

/**
 * What a route answers. There is no other way to the document than through what its reader may see, so that a route which is
 * added later leaves out what the others do.
 */
export class Answer {
  private constructor(
    readonly tag: string | undefined,
    private readonly made: (reader: Reader, language: Language, withheld: Withheld) => Promise<Body>,
    /** Whether a reader gets anything of it. */
    private readonly remains: (held: Held) => boolean,
    private readonly isOfMissions: boolean,
  ) {}

  static of<D extends object>({ tag, labels, document, paged, written, isOfMissions = false }: Answered<D>): Answer {
    const write = written ?? ((sent: D) => JSON.stringify(sent));
    const left = isOfMissions ? rowsFor : documentFor;
    return new Answer(
      tag,
      async (reader, language, withheld) => {
        const whole = withhold(left(await document(), labels, reader, language) as D, withheld);
        const sent = paged?.(whole) ?? whole;
        noteRows(reader, sent);
        return write(sent, whole);
      },
      (held) => !isHidden(labels, held),
      isOfMissions,
    );
  }

  /** Whether a reader sees all of it, as it is. */
  isWholeFor({ held }: Reader): boolean {
    return !this.isOfMissions && holdsAll(held);
  }

  /** The body for a reader. Throws a Problem if nothing remains for them. */
  async bodyFor(reader: Reader, language: Language, withheld: Withheld): Promise<Body> {
    if (!this.isOfMissions && !this.remains(reader.held)) throw new Problem('forbidden');
    return this.made(reader, language, withheld);
  }
}

const documentFor = (document: object, labels: LabelTree | undefined, { held }: Reader, language: Language): object =>
  redact(document, labels, held, language);

const rowsFor = (document: object, labels: LabelTree | undefined, reader: Reader, language: Language): object => ({
  ...document,
  items: (document as { items: { mission: string }[] }).items.map((row) =>
    redact(row, labels, reader.heldIn(row.mission), language),
  ),
});

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
  constructor(
    private readonly reflector: Reflector,
    private readonly withheld: WithheldTexts,
  ) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<Answer | undefined>,
  ): Observable<string | Readable | undefined> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const format = this.formatOf(request, context);
    chosen.set(request, format);
    const shown = async (answer: Answer): Promise<string | Readable | undefined> =>
      bodyOf(answer, format, await this.withheld.from(request), request, reply);
    // A route that streams by itself answers nothing here, and has nothing sent after it.
    return next.handle().pipe(concatMap((answer) => (answer ? shown(answer) : reply.sent ? NEVER : [undefined])));
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
  withheld: Withheld,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string | Readable | undefined> {
  const language = languageOf(request);
  void reply.header('content-language', language);
  const reader = readerOf(request);
  // The tag of a revision would tell that something changed which this reader does not see: theirs is of what they get.
  const isWhole = answer.isWholeFor(reader) && withheld.size === 0;
  const least = isWhole ? undefined : await wholeOf(await answer.bodyFor(reader, language, withheld));
  const tag = answer.tag === undefined || least === undefined ? answer.tag : digestTag(least);
  if (tag !== undefined) {
    const own = tagIn(tag, format, language);
    void reply.header('etag', own).header('cache-control', 'no-cache').header('vary', 'accept, accept-language');
    if (hasAlready(header(request, 'if-none-match'), own)) {
      void reply.status(304);
      return undefined;
    }
  }
  const content = least ?? (await answer.bodyFor(reader, language, withheld));
  const beginning = beginningOf(request, format);
  void reply.header('content-type', format.startsWith('text/') ? `${format}; charset=utf-8` : format);
  return typeof content === 'string'
    ? beginning + content
    : Readable.from(begun(beginning, content), { objectMode: false });
}

async function wholeOf(body: Body): Promise<string> {
  if (typeof body === 'string') return body;
  let whole = '';
  for await (const piece of body) whole += piece;
  return whole;
}

const digestTag = (body: string): string => `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

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
