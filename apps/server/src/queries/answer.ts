import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, formatInstant } from '#libs/domain';
import type { Lens, Seen } from '#libs/timeline';
import { header } from '../http/request.js';

/** The tag of an answer: its revision and the mission's calendar date, since days left change at midnight. */
export function tagOf(seen: Seen): string {
  return `W/"${seen.revision}.${dayOf(seen.at, seen.state.mission?.timeZone ?? 'UTC')}"`;
}

/** What every answer says of itself. */
export const frameOf = (mission: string, lens: Lens, seen: Seen): object => ({
  mission,
  revision: seen.revision,
  validAt: lens.validAt === undefined ? null : formatInstant(seen.at),
  knownAt: lens.knownAt ?? null,
  ...(lens.recordedAt !== undefined && { recordedAt: lens.recordedAt }),
});

/** Sends an answer, or 304 where the client has it already. */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  type: string,
  body: () => string,
): Promise<void> {
  void reply.header('etag', tag).header('cache-control', 'no-cache').header('vary', 'accept');
  const have = header(request, 'if-none-match');
  if (have?.split(',').some((one) => one.trim() === tag || one.trim() === '*')) {
    await reply.status(304).send();
    return;
  }
  await reply.header('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type).send(body());
}
