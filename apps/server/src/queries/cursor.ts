import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import type { Said } from '#libs/domain';
import { opaque, opened } from '../http/opaque.js';
import { badParameter, Problem } from '../http/problems.js';
import { wholeNumber } from '../http/request.js';
import { details } from './details.js';

/** In which order entries come: as they were recorded, or the other way round. */
export type Order = 'oldest' | 'newest';

/** Where a page of a search begins. */
export interface Place {
  /** The last revision that was seen. */
  after: number;
  /** The newest revision when the search began: every page shows the log as it was then. Undefined for a bare revision. */
  upTo?: number;
}

const version = 1;
const digestLength = 16;

/** What tells one search from another: the mission, what is looked for and through which lens, and the order. */
export const digestOf = (search: object): string => hash('sha256', canonical(search)).slice(0, digestLength);

/** A cursor: opaque, and good for the search that gave it alone. */
export const cursorOf = (digest: string, { after, upTo }: Required<Place>): string =>
  opaque([version, digest, after, upTo]);

/**
 * Reads `after`: a cursor of the same search, or a bare revision. Throws a Problem that says which of the two it is not:
 * the cursor of another search would silently leave entries out.
 */
export function readAfter(text: string | undefined, digest: string): Place | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return { after: wholeNumber('after', text, 0, Number.MAX_SAFE_INTEGER) ?? 0 };
  const cursor = parse(text);
  if (!cursor) throw no(details.noSearchCursor);
  if (cursor.digest !== digest) throw no(details.otherCursor);
  return cursor;
}

const no = (said: Said): Problem => badParameter('after', said);

const isRevision = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function parse(text: string): (Required<Place> & { digest: string }) | undefined {
  const parts = opened(text);
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [of, digest, after, upTo] = parts as unknown[];
  if (of !== version || typeof digest !== 'string' || !isRevision(after) || !isRevision(upTo)) return undefined;
  return { digest, after, upTo };
}
