import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Plugin } from 'vite';

/** Mali, what borders it, and what else lies in the window of a map of its bases. */
const countries = [
  'Mali',
  'Algeria',
  'Benin',
  'Burkina Faso',
  "Côte d'Ivoire",
  'Ghana',
  'Guinea',
  'Mauritania',
  'Niger',
  'Nigeria',
  'Senegal',
  'Togo',
];

const id = 'virtual:outlines';

type Ring = number[] | Ring[];

/** Two decimals of a degree, about a kilometre: finer than a map of a whole country shows. */
const rounded = (part: Ring | number): Ring | number =>
  typeof part === 'number' ? Math.round(part * 100) / 100 : (part.map(rounded) as Ring);

/**
 * The outlines of the countries as a module of their own, cut at build time from Natural Earth's map at 1:50,000,000 (in the
 * public domain; TopoJSON of the package world-atlas): no tile server, no download.
 */
export function outlines(): Plugin {
  return {
    name: 'outlines',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      const file = fileURLToPath(import.meta.resolve('world-atlas/countries-50m.json'));
      const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{
        countries: GeometryCollection<{ name: string }>;
      }>;
      const { features } = feature(topology, topology.objects.countries);
      const found = features.filter(({ properties }) => countries.includes(properties.name));
      if (found.length !== countries.length) this.error('A country of the map is missing from world-atlas.');
      const made = found.map(({ properties: { name }, geometry }) => ({
        type: 'Feature',
        properties: { name },
        geometry: { ...geometry, coordinates: rounded((geometry as { coordinates: Ring }).coordinates) },
      }));
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(made))});`;
    },
  };
}
