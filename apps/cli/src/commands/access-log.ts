import type { DrawdownClient } from '#libs/client';
import type { ReadLine } from '../../../server/src/reads/read-line.js';
import { plain, write } from '../output.js';

/** Which lines are wanted. */
export interface AccessLogOptions {
  mission?: string;
  subject?: string;
  what?: string;
  from?: string;
  to?: string;
  json?: true;
}

/** Writes who read or exported what, a line each. */
export async function showAccessLog(client: DrawdownClient, { json, ...filters }: AccessLogOptions): Promise<void> {
  for await (const { items } of client.pages<ReadLine>('/v1/access-log', { ...filters }))
    for (const line of items) await write(json ? JSON.stringify(line) : inWords(line));
}

function inWords({ at, subject = '-', what, status, method, path, query, rows, more, ...line }: ReadLine): string {
  const asked = `${method} ${path}${query === undefined ? '' : `?${query}`}`;
  const further = [rows !== undefined && `${rows} rows`, more !== undefined && `and ${more} more`].filter(Boolean);
  return plain([at, subject, what, status, asked, line.format, ...further, line.requestId].filter(Boolean).join('  '));
}
