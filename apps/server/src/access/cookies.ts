import type { FastifyRequest } from 'fastify';
import { isEncrypted, type Config } from '../config.js';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';

/** What is kept in a cookie: the secret of a session, or a sign-in by an identity provider that has begun. */
type Kept = 'session' | 'sign-in';

const names: Readonly<Record<Kept, string>> = { session: 'drawdown', 'sign-in': 'drawdown-sign-in' };

/** A strict cookie does not come back from another site, and from the provider a sign-in has to. */
const attributes: Readonly<Record<Kept, readonly string[]>> = {
  session: ['SameSite=Strict'],
  'sign-in': ['SameSite=Lax', 'Max-Age=600'],
};

const nameIn = (kept: Kept, config: Config): string => (isEncrypted(config) ? '__Host-' : '') + names[kept];

/** What a request's cookies hold. Throws a Problem if two claim to be it: parsers take the first. */
export function keptIn(kept: Kept, { headers }: FastifyRequest, config: Config): string | undefined {
  const name = `${nameIn(kept, config)}=`;
  const found = (headers.cookie ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one.startsWith(name));
  if (found.length > 1) throw new Problem('header-invalid', details.sentTwice(name.slice(0, -1)));
  return found[0]?.slice(name.length);
}

/** A cookie; of nothing, the one that clears it. */
export function cookieOf(kept: Kept, text: string | undefined, config: Config): string {
  return [
    `${nameIn(kept, config)}=${text ?? ''}`,
    'Path=/',
    'HttpOnly',
    ...attributes[kept].filter((one) => text !== undefined || !one.startsWith('Max-Age')),
    ...(isEncrypted(config) ? ['Secure'] : []),
    ...(text === undefined ? ['Max-Age=0'] : []),
  ].join('; ');
}
