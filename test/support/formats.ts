import { parse } from 'csv-parse/sync';

/** Rows of a CSV text (RFC 4180), by the names of its header. */
export const csvRows = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: false });

/** An object as a CSV row ought to have it: one text a column, nested names dotted, nothing for null, undefined and what nobody reported. */
export function asCells(row: object, prefix = ''): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [name, value] of Object.entries(row) as [string, unknown][]) {
    if (value === null || value === undefined) continue;
    if (isNotReported(value)) continue;
    if (typeof value === 'object' && !Array.isArray(value)) Object.assign(cells, asCells(value, `${prefix}${name}.`));
    else cells[`${prefix}${name}`] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return cells;
}

/** People of whom nobody said how many they are: their cells are empty. */
const isNotReported = (value: unknown): boolean => JSON.stringify(value) === '{"reported":false}';

/** What a spreadsheet would run as a formula. */
export const isFormula = (cell: string): boolean =>
  /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/u.test(cell) && !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(cell);

/** A cell as its writer had it: an apostrophe before a formula says only that it is a text. */
export const undefused = (cell: string): string => (cell.startsWith("'") && startsFormula(cell) ? cell.slice(1) : cell);
const startsFormula = (cell: string): boolean => {
  const rest = cell.replace(/^'+/, '');
  return isFormula(rest) || /^[\t\r\n]/.test(rest) || /^[\s\p{Cc}\p{Cf}]*-/u.test(rest);
};

/** The cells of a row that are not empty, as their writer had them. */
export const filled = (row: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, cell]) => cell !== '')
      .map(([name, cell]) => [name, undefused(cell)]),
  );

/** One component of a calendar: its properties, with parameters as written, and what is inside it. */
export interface Component {
  name: string;
  properties: { name: string; parameters: string; value: string }[];
  components: Component[];
}

/** Parses iCalendar as strictly as RFC 5545 puts it. Throws where a line is too long, unended, unknown or out of place. */
export function parseCalendar(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end');
  const raw = text.slice(0, -2).split('\r\n');
  for (const line of raw) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a line has more than 75 bytes: ${line}`);
    if (/[\p{Cc}\uFFFD]/u.test(line)) throw new Error(`a line has a control character or half of one: ${line}`);
  }
  const lines = raw.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const open: Component[] = [];
  for (const [index, line] of lines.entries()) {
    const match = /^([A-Z][A-Z-]*)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
    if (!match) throw new Error(`no content line: ${line}`);
    const [, name = '', parameters = '', value = ''] = match;
    if (name === 'BEGIN') {
      const component = { name: value, properties: [], components: [] };
      open.at(-1)?.components.push(component);
      open.push(component);
    } else if (name === 'END') {
      const ended = open.pop();
      if (ended?.name !== value) throw new Error(`${value} ends where ${ended?.name} is open`);
      if (open.length > 0) continue;
      if (index < lines.length - 1) throw new Error('something stands behind the calendar');
      return checked(ended);
    } else open.at(-1)?.properties.push({ name, parameters, value });
  }
  throw new Error('the calendar does not end');
}

const valueOf = ({ properties }: Component, name: string): string | undefined => {
  const found = properties.filter((property) => property.name === name);
  if (found.length > 1) throw new Error(`${name} stands more than once`);
  return found[0]?.value;
};

function checked(calendar: Component): Component {
  if (calendar.name !== 'VCALENDAR' || valueOf(calendar, 'VERSION') !== '2.0' || !valueOf(calendar, 'PRODID'))
    throw new Error('no calendar of version 2.0 with a PRODID');
  const ids = new Set<string>();
  for (const component of calendar.components) {
    const [uid, stamp, start, end] = ['UID', 'DTSTAMP', 'DTSTART', 'DTEND'].map((name) => valueOf(component, name));
    if (!uid || ids.has(uid)) throw new Error(`a component without an id of its own: ${uid}`);
    ids.add(uid);
    if (!/^\d{8}T\d{6}Z$/.test(stamp ?? '')) throw new Error(`no time stamp in UTC: ${stamp}`);
    if (component.name === 'VEVENT' && !(/^\d{8}$/.test(start ?? '') && (end ?? '') > (start ?? '')))
      throw new Error(`no whole day: ${start} to ${end}`);
    for (const { name, value } of component.properties)
      if ((name === 'SUMMARY' || name === 'DESCRIPTION') && /[;,\\]/.test(value.replaceAll(/\\[\\;,nN]/g, '')))
        throw new Error(`${name} is not escaped: ${value}`);
  }
  return calendar;
}

/** Checks a text to be GeoJSON (RFC 7946): a collection of features with points on the globe, or without geometry. */
export function parseGeoJson(
  text: string,
): { id: unknown; geometry: Point | null; properties: Record<string, unknown> }[] {
  const { type, features, ...more } = JSON.parse(text) as { type: string; features: GeoFeature[] };
  if (type !== 'FeatureCollection' || !Array.isArray(features)) throw new Error('no collection of features');
  if (Object.keys(more).some((name) => ['coordinates', 'geometries', 'geometry', 'properties', 'crs'].includes(name)))
    throw new Error('members that a collection must not have');
  for (const feature of features) {
    const { geometry, properties } = feature;
    if (feature.type !== 'Feature' || typeof properties !== 'object') throw new Error('no feature');
    if (!['string', 'number', 'undefined'].includes(typeof feature.id)) throw new Error('an id is a text or a number');
    if (geometry === undefined) throw new Error('a feature has a geometry, if only null');
    if (geometry === null) continue;
    const [lon, lat, ...others] = geometry.coordinates;
    if (geometry.type !== 'Point' || others.length > 1) throw new Error('no point');
    if (!(Math.abs(lon ?? Number.NaN) <= 180 && Math.abs(lat ?? Number.NaN) <= 90)) throw new Error('not on the globe');
  }
  return features;
}

interface Point {
  type: string;
  coordinates: number[];
}

interface GeoFeature {
  type: string;
  id: unknown;
  geometry: Point | null;
  properties: Record<string, unknown>;
}
