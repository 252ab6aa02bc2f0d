import Negotiator from 'negotiator';
import type { FastifyRequest } from 'fastify';
import { details } from './details.js';
import { Problem } from './problems.js';

/** The format that a client asks for, of those that a page has; the first if it has no wish. Throws a Problem. */
export function formatFor(request: FastifyRequest, formats: readonly string[]): string {
  // An empty list wishes for nothing.
  if (request.headers.accept?.trim() === '' && formats[0] !== undefined) return formats[0];
  for (const wish of new Negotiator(request).mediaTypes()) {
    const type = wish.toLowerCase();
    const isWished = (format: string): boolean =>
      type === '*/*' || type === format || (type.endsWith('/*') && format.startsWith(type.slice(0, -1)));
    const found = formats.find(isWished);
    if (found !== undefined) return found;
  }
  throw new Problem('not-acceptable', details.comesAs(formats));
}

/** The encodings that a client takes. */
export const encodingsFor = (request: FastifyRequest): ReadonlySet<string> =>
  new Set(new Negotiator(request).encodings());
