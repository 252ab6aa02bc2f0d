import type { FastifyRequest } from 'fastify';
import { isSlug } from '#libs/domain';
import { details } from './details.js';
import { badParameter, Problem } from './problems.js';

/** One header's text; undefined if it is not there. Throws a Problem if it was sent twice. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  if (Array.isArray(value)) throw new Problem('header-invalid', details.sentTwice(name));
  return value;
}

/** The media type of a body, in small letters and without its parameters (RFC 9110, 8.3.1). */
export const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** The Idempotency-Key, if one was sent; a dry run ignores it. */
export function keyOf(request: FastifyRequest, dryRun: boolean): string | undefined {
  if (dryRun) return undefined;
  const key = header(request, 'idempotency-key');
  if (key !== undefined && !/^[\x20-\x7e]{16,255}$/.test(key)) {
    throw new Problem('header-invalid', details.keyForm);
  }
  return key;
}

/** The revision of If-Match: a strong tag of digits, as the ETag of an answer to a command gives it. */
export function ifMatchOf(request: FastifyRequest): number | undefined {
  const value = header(request, 'if-match');
  if (value === undefined) return undefined;
  const [, digits] = /^"(0|[1-9]\d{0,14})"$/.exec(value) ?? [];
  if (digits === undefined) throw new Problem('header-invalid', details.ifMatchForm);
  return Number(digits);
}

const takesCsv = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/csv') ?? false;

/** What CSV begins with: a byte order mark if `bom=true` asks for it, by which spreadsheets know it as UTF-8. */
export function beginningOf(request: FastifyRequest, type: string): string {
  const { bom = 'false' } = request.query as { bom?: unknown };
  if (type !== 'text/csv' || bom === 'false') return '';
  if (bom === 'true') return '\uFEFF';
  throw badParameter('bom', details.trueOrFalse('bom'));
}

/** An address in plain letters; undefined if it is no percent-encoded UTF-8, and would be taken for other letters than were meant. */
function decoded(url: string): string | undefined {
  try {
    return decodeURIComponent(url);
  } catch {
    return undefined;
  }
}

/** The query's parameters, each at most once, and none but those. */
export function parameters<N extends string>(request: FastifyRequest, known: readonly N[]): Partial<Record<N, string>> {
  if (decoded(request.url) === undefined) throw new Problem('url-invalid');
  const found: Partial<Record<N, string>> = {};
  for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>)) {
    const parameter = known.find((one) => one === name);
    if (name === 'bom' && takesCsv(request)) continue;
    if (parameter === undefined) throw badParameter(name, details.unknownParameter(name, [...known].sort()));
    if (Array.isArray(value)) throw badParameter(name, details.givenTwice(name));
    const [, offset] = (name !== 'text' && plusLost.exec(value)) || [];
    if (offset !== undefined) throw badParameter(name, details.plusLost(name, offset));
    found[parameter] = value;
  }
  return found;
}

/** An instant east of Greenwich whose + was not percent-encoded. */
const plusLost = /^\d{4}-\d\d-\d\dT[\d:.]+ (\d\d:\d\d)$/;

/** A whole number from a query. */
export function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw badParameter(name, details.wholeNumber(name, least, most));
  return value;
}

/** A yes or no from a query; no if nothing is said. */
export function flagOf(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw badParameter(name, details.trueOrFalse(name));
}

/** The id of a mission in a path: ids that cannot be are unknown. */
export function missionId(text: string): string {
  if (!isSlug(text)) throw new Problem('unknown-mission');
  return text;
}
