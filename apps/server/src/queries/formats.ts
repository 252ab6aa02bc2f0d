import { Problem } from '../http/problems.js';

/** A row as text formats write it: one value a column. */
type Row = Record<string, unknown>;

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The format that a client asks for, of those that a page has; the first where it has no wish. */
export function chosen<F extends string>(accept: string | undefined, formats: readonly [F, ...F[]]): F {
  if (accept === undefined) return formats[0];
  const wishes = accept
    .split(',')
    .map((wish) => {
      const [type = '', ...parameters] = wish.trim().toLowerCase().split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { type } of wishes) {
    const found = formats.find((format) => type === '*/*' || type === format || (type.endsWith('/*') && format.startsWith(type.slice(0, -1))));
    if (found) return found;
  }
  throw new Problem('not-acceptable', `This page comes as ${formats.join(', ')}.`);
}

/** Puts nested objects into columns with dotted names; lists become JSON. */
function flat(row: Row, prefix = ''): [string, unknown][] {
  return Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) return [];
    return isObject(value) ? flat(value, `${prefix}${name}.`) : [[`${prefix}${name}`, Array.isArray(value) ? JSON.stringify(value) : value]];
  });
}

/** One CSV cell (RFC 4180). Texts that a spreadsheet would run as a formula are defused by an apostrophe. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${String(value)}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV with a header line; the columns are those of all rows. */
export function csv(rows: readonly object[]): string {
  const flatRows = rows.map((row) => new Map(flat(row as Row)));
  const columns = [...new Set(flatRows.flatMap((row) => [...row.keys()]))];
  const lines = [columns.map(cell), ...flatRows.map((row) => columns.map((column) => cell(row.get(column))))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** Rows that have a location as GeoJSON (RFC 7946, WGS 84); those without have no geometry. */
export function geoJson(rows: readonly object[]): string {
  const features = rows.map((row) => {
    const { location, ...properties } = row as Row & { location?: { lat: number; lon: number } };
    return { type: 'Feature', id: properties.id, geometry: location ? { type: 'Point', coordinates: [location.lon, location.lat] } : null, properties };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Bases' planned and actual dates as iCalendar (RFC 5545), whole days. */
export function calendar(mission: string, rows: readonly object[], now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const escape = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
  const events = rows.flatMap((row) => {
    const { id, name, vacatedOn, days } = row as { id: string; name: string; vacatedOn?: string; days?: { middle: string } };
    const day = vacatedOn ?? days?.middle;
    if (day === undefined) return [];
    const what = vacatedOn === undefined ? `${name} to be left` : `${name} left`;
    return ['BEGIN:VEVENT', `UID:${id}@${mission}.drawdown`, `DTSTAMP:${stamp}`, `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`, `SUMMARY:${escape(what)}`, 'END:VEVENT'];
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//drawdown//schedule//EN', ...events, 'END:VCALENDAR', ''].join('\r\n');
}
