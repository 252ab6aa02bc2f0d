import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayIn, declassified, formatInstant } from '#libs/domain';
import type { AsOfTexts, Seen } from '#libs/timeline';

/** The tag of an answer: its revision and the mission's calendar date, since days left change at midnight. */
export function tagOf(seen: Pick<Seen, 'revision' | 'at' | 'state'>): string {
  return `W/"${seen.revision}.${dayIn(seen.state, seen.at)}"`;
}

/** Through what a state is seen, and up to which revision. */
export const standOf = (lens: AsOfTexts, seen: Pick<Seen, 'revision' | 'at'>): object => ({
  revision: seen.revision,
  validAt: lens.validAt === undefined ? null : formatInstant(seen.at),
  knownAt: lens.knownAt ?? null,
  ...(lens.recordedAt !== undefined && { recordedAt: lens.recordedAt }),
});

/** What every answer says of itself. */
export const frameOf = (mission: string, lens: AsOfTexts, seen: Pick<Seen, 'revision' | 'at'>): object => ({
  mission,
  ...standOf(lens, seen),
});

/** Who may read what of that, and of how a list goes on: it is what was asked for, and how many entries there are. */
export const frameLabels = {
  mission: 'open',
  revision: declassified.recorded,
  validAt: 'open',
  knownAt: 'open',
  recordedAt: 'open',
} as const;

/** Says where the next page is, for formats that have no place for it. */
export function linkNext(request: FastifyRequest, reply: FastifyReply, next: string | undefined): void {
  if (next === undefined) return;
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  searchParams.set('after', next);
  void reply.header('link', `<${pathname}?${searchParams.toString()}>; rel="next"`);
}
