import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Body } from '../http/answering.js';
import { linkNext } from './answer.js';
import { inPieces } from './formats.js';
import { pageFor } from './pages.js';

/** A document with a list, or a page of one. */
interface Listed {
  items: readonly { id: string }[];
  next?: string;
  rest?: object;
}

/** Which list is answered, in which format, and which page of it was asked for. */
interface Pages {
  list: string;
  format: string;
  after?: string;
  limit?: string;
  request: FastifyRequest;
  reply: FastifyReply;
  /** How rows are written in formats that not every list has. */
  further?: Readonly<Record<string, (rows: Listed['items']) => string>>;
  /** What follows the last row as CSV. */
  rest?: (whole: Listed) => readonly object[];
}

/** How a list is answered: a page of it, with where the next one is. */
export const listed = ({ list, format, after, limit, request, reply, further = {}, rest = () => [] }: Pages) => ({
  paged: <D extends Listed>(whole: D): D => ({
    ...whole,
    ...pageFor(format, whole.items, ({ id }) => id, { list, after, limit }),
  }),
  written: (page: Listed, whole: Listed): Body => {
    if (format !== 'application/json') linkNext(request, reply, page.next);
    const other = further[format];
    if (other) return other(page.items);
    const last = format === 'text/csv' ? rest(whole) : [];
    const rows = page.next === undefined ? [...page.items, ...last] : page.items;
    return inPieces(format, rows, { all: [...whole.items, ...last] }) ?? JSON.stringify(page);
  },
});
