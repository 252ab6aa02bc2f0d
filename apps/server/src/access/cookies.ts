import type { FastifyRequest } from 'fastify';
import { isEncrypted, type Config } from '../config.js';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';

const nameIn = (config: Config): string => (isEncrypted(config) ? '__Host-drawdown' : 'drawdown');

/** The secret of a session in the cookies of a request. Throws a Problem where two claim to be it: parsers take the first. */
export function sessionIn({ headers }: FastifyRequest, config: Config): string | undefined {
  const name = `${nameIn(config)}=`;
  const found = (headers.cookie ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one.startsWith(name));
  if (found.length > 1) throw new Problem('header-invalid', details.sentTwice(name.slice(0, -1)));
  return found[0]?.slice(name.length);
}

/** The cookie of a session; of none, the one that clears it. */
export const cookieOf = (secret: string | undefined, config: Config): string =>
  [
    `${nameIn(config)}=${secret ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(isEncrypted(config) ? ['Secure'] : []),
    ...(secret === undefined ? ['Max-Age=0'] : []),
  ].join('; ');
