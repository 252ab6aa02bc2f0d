import { nextTurn } from '#libs/timeline';
import { csv, ndjson, type OfList } from './csv.js';

/** A row as text formats write it: one value a column. */
type Row = Record<string, unknown>;

/** Where each format of a list is made, piece by piece. */
const pieces: Readonly<Record<string, (rows: readonly object[], of?: OfList) => Generator<string>>> = {
  'text/csv': csv,
  'application/x-ndjson': ndjson,
};

/** The text formats that every list and view has. */
export const textFormats = ['text/csv', 'application/x-ndjson'] as const;

/** Rows as CSV or NDJSON, in pieces between which others get the event loop; undefined for another format. */
export function inPieces(format: string, rows: readonly object[], of?: OfList): AsyncIterable<string> | undefined {
  const made = pieces[format]?.(rows, of);
  return made && takingTurns(made);
}

async function* takingTurns(made: Iterable<string>): AsyncGenerator<string> {
  for (const piece of made) {
    if (piece !== '') yield piece;
    await nextTurn();
  }
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
