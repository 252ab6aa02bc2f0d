import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { dayOf, formatInstant } from '#libs/domain';
import type { AsOfTexts as Lens, Seen } from '#libs/timeline';
import { beginningOf, header } from '../http/request.js';

/** The tag of an answer: its revision and the mission's calendar date, since days left change at midnight. */
export function tagOf(seen: Pick<Seen, 'revision' | 'at' | 'state'>): string {
  return `W/"${seen.revision}.${dayOf(seen.at, seen.state.mission?.timeZone ?? 'UTC')}"`;
}

/** Through what a state is seen, and up to which revision. */
export const standOf = (lens: Lens, seen: Pick<Seen, 'revision' | 'at'>): object => ({
  revision: seen.revision,
  validAt: lens.validAt === undefined ? null : formatInstant(seen.at),
  knownAt: lens.knownAt ?? null,
  ...(lens.recordedAt !== undefined && { recordedAt: lens.recordedAt }),
});

/** What every answer says of itself. */
export const frameOf = (mission: string, lens: Lens, seen: Pick<Seen, 'revision' | 'at'>): object => ({
  mission,
  ...standOf(lens, seen),
});

/** The tag of an answer in one of its formats: browsers keep answers by tag, and would take one format for another. */
const tagIn = (tag: string, type: string): string =>
  type === 'application/json' ? tag : tag.replace(/"$/, `.${type.replaceAll(/\W/g, '-')}"`);

/** Whether a client has an answer by its tag: tags are compared weakly (RFC 9110, 13.1.2), and `*` is any. */
export function hasAlready(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true;
  const opaque = tag.replace(/^W\//, '');
  // A tag may have commas in it, so that tags are looked for and not what lies between commas.
  return ifNoneMatch?.match(/"[^"]*"/g)?.includes(opaque) ?? false;
}

/** Sends an answer, or 304 where the client has it already. Long bodies come in pieces, as they are made. */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  jsonTag: string,
  type: string,
  body: () => string | AsyncIterable<string> | Promise<string | AsyncIterable<string>>,
): Promise<void> {
  const tag = tagIn(jsonTag, type);
  void reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept');
  if (hasAlready(header(request, 'if-none-match'), tag)) {
    await reply.status(304).send();
    return;
  }
  await sendBody(request, reply, type, await body());
}

/** Sends a body in its format: at once, or in pieces. */
export async function sendBody(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  content: string | AsyncIterable<string>,
): Promise<void> {
  const beginning = beginningOf(request, type);
  void reply.header('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  await reply.send(
    typeof content === 'string' ? beginning + content : Readable.from(begun(beginning, content), { objectMode: false }),
  );
}

async function* begun(beginning: string, content: AsyncIterable<string>): AsyncGenerator<string> {
  if (beginning !== '') yield beginning;
  yield* content;
}

/** Says where the next page is, for formats that have no place for it. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: string | undefined): void {
  if (next === undefined) return;
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  searchParams.set('after', next);
  void reply.header('link', `<${pathname}?${searchParams.toString()}>; rel="next"`);
}
