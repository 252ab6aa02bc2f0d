import type { FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import { isLoopbackName } from '../loopback.js';
import { header } from './request.js';
import { Problem } from './problems.js';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Throws a Problem for a request under a name that is not this server's: a page may have bound its own name to this address. */
export function checkHost({ hostname, host }: FastifyRequest, { publicUrl }: Config): void {
  if (publicUrl !== undefined && new URL(publicUrl).host === host) return;
  if (!isLoopbackName(hostname)) throw new Problem('wrong-host');
}

/** The address under which somebody asks this server, so that they come back to it: their cookies are for that name alone. */
export function addressOf({ protocol, host }: FastifyRequest, { publicUrl }: Config): string {
  const isPublic = publicUrl !== undefined && new URL(publicUrl).host === host;
  return isPublic ? publicUrl : `${protocol}://${host}`;
}

/** Throws a Problem for a request by which a page of another site would change something. */
export function checkOrigin(request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return;
  const site = header(request, 'sec-fetch-site');
  const origin = header(request, 'origin');
  const isOwn =
    site === undefined
      ? origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)
      : site === 'same-origin' || site === 'none';
  if (!isOwn) throw new Problem('foreign-origin');
}
