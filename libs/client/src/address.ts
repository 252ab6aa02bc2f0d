/** Parameters of a query. Those that are undefined or false are left out. */
export type Query = object;

/** A query string with its `?`; empty if there are no parameters. */
export function queryOf(query: Query = {}): string {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(query) as [string, unknown][])
    if (typeof value === 'number' || value === true || typeof value === 'string') found.set(name, String(value));
  const text = found.toString();
  return text === '' ? '' : `?${text}`;
}

/** The path of a page of a mission; `page` begins with a slash, or is empty for the summary. */
export const pathOf = (mission: string, page: string, query?: Query): string =>
  `/v1/missions/${encodeURIComponent(mission)}${page}${queryOf(query)}`;

/** The page of a view, or of one thing of it (`bases/ber`). */
export const pageOf = (view: string): string =>
  view === 'summary' ? '' : `/${view.split('/').map(encodeURIComponent).join('/')}`;

/** As many rows as a page of a list can have. */
export const pageMax = 500;
