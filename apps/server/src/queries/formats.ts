import { stringify } from 'csv-stringify/sync';
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
      const [type = '', ...parameters] = wish
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { type } of wishes) {
    const found = formats.find(
      (format) => type === '*/*' || type === format || (type.endsWith('/*') && format.startsWith(type.slice(0, -1))),
    );
    if (found) return found;
  }
  throw new Problem('not-acceptable', `This page comes as ${formats.join(', ')}.`);
}

/** Puts nested objects into columns with dotted names; lists become JSON. */
function flat(row: Row, prefix = ''): [string, unknown][] {
  return Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
    isObject(value) ? flat(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}

/**
 * Rows as CSV (RFC 4180) with a header line; the columns are those of all rows. Texts that a spreadsheet would run as a
 * formula are defused by an apostrophe.
 */
export function csv(rows: readonly object[]): string {
  const flatRows = rows.map((row) => Object.fromEntries(flat(row as Row)));
  const columns = [...new Set(flatRows.flatMap((row) => Object.keys(row)))].map((key) => ({ key: [key], header: key }));
  const cast = { boolean: String, object: (value: object) => JSON.stringify(value) };
  return stringify(flatRows, { header: true, columns, cast, escape_formulas: true, record_delimiter: 'windows' });
}

/** Rows that have a location as GeoJSON (RFC 7946, WGS 84); those without have no geometry. */
export function geoJson(rows: readonly object[]): string {
  const features = rows.map((row) => {
    const { location, ...properties } = row as Row & { location?: { lat: number; lon: number } };
    return {
      type: 'Feature',
      id: properties.id,
      geometry: location ? { type: 'Point', coordinates: [location.lon, location.lat] } : null,
      properties,
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** Bases' planned and actual dates as iCalendar (RFC 5545), whole days. */
export function calendar(mission: string, rows: readonly object[], now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const events = rows.flatMap((row) => {
    const { id, name, vacatedOn, days } = row as {
      id: string;
      name: string;
      vacatedOn?: string;
      days?: { middle: string };
    };
    const day = vacatedOn ?? days?.middle;
    if (day === undefined) return [];
    const what = vacatedOn === undefined ? `${name} to be left` : `${name} left`;
    return [
      'BEGIN:VEVENT',
      `UID:${id}@${mission}.drawdown`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
      `SUMMARY:${escaped(what)}`,
      'END:VEVENT',
    ];
  });
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//drawdown//schedule//EN', ...events, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}
