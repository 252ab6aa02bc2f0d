import { geoContains, geoMercator, geoPath } from 'd3-geo';
import { useMemo } from 'preact/hooks';
import features from 'virtual:outlines';
import type { BaseItem, ConvoyItem } from '../api/documents.js';
import { StatusShape } from '../parts/marks.js';
import { useWidth } from '../parts/width.js';
import { hrefTo } from '../place.js';
import { bounds, known, t } from '../words/words.js';
import { labelsOf, spread, type Point } from './map-labels.js';
import { onTheRoad, placed, type PlacedBase } from './map-rows.js';

/** Degrees kept free around the bases. */
const marginDegrees = 1.2;

/** Bases and convoys on the road over the outlines of countries (WGS 84, Mercator). */
export function CountryMap({ bases, convoys }: { bases: readonly BaseItem[]; convoys: readonly ConvoyItem[] }) {
  const { ref, width } = useWidth(640);
  const here = placed(bases);
  const height = Math.round(Math.min(Math.max(width * 0.72, 260), 560));
  // Bases do not move: the ground is drawn anew only if a place or the width is another.
  const ground = JSON.stringify([width, here.map(({ location: { lon, lat } }) => [lon, lat])]);
  const { projection, outlines } = useMemo(() => drawGround(here, width, height), [ground]);
  const at = ({ location: { lon, lat } }: PlacedBase): Point => projection([lon, lat]) ?? [0, 0];
  const places = spread(new Map(here.map((base) => [base.id, at(base)])));
  const moving = onTheRoad(convoys).flatMap((convoy) => {
    const [from, to] = [places.get(convoy.from ?? ''), places.get(convoy.to ?? '')];
    return from ? [{ convoy, from, to: to ?? from, half: halfWay(from, to ?? from) }] : [];
  });
  const names = labelsOf(here, places, width, height);
  return (
    <div ref={ref} class="chart map">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-label={t('mapTitle')} role="group">
        <rect width={width} height={height} class="sea" />
        {outlines}
        {moving.map(({ convoy, from, to, half }) => (
          <g key={convoy.id} class="convoy">
            <path d={`M${from.join(' ')}L${half.join(' ')} ${to.join(' ')}`} class="road" />
            <a href={hrefTo({ page: 'convoys', id: convoy.id })} aria-label={convoyWords(convoy)}>
              <g transform={`translate(${half.join(' ')})`}>
                <circle r="14" class="target" />
                <path d="M-9-5H3L9 0 3 5H-9Z" class={convoy.attacked > 0 ? 'truck attacked' : 'truck'} />
                {convoy.attacked > 0 && (
                  <text x="12" y="4" class="tick">
                    {`✕${convoy.attacked}`}
                  </text>
                )}
                <title>{convoyWords(convoy)}</title>
              </g>
            </a>
          </g>
        ))}
        {[...names].map(
          ([id, { at: from, to }]) => to && <path key={id} d={`M${from.join(' ')}L${to.join(' ')}`} class="leader" />,
        )}
        {here.map((base) => {
          const [x, y] = places.get(base.id) ?? [0, 0];
          const words = [`${base.name}: ${t(base.status)}`, bounds(base.people)].filter((one) => one !== '').join(', ');
          return (
            <a key={base.id} href={hrefTo({ page: 'bases', id: base.id })} aria-label={words}>
              <g transform={`translate(${x} ${y})`}>
                <circle r="13" class="target" />
                <StatusShape status={base.status} />
                <title>{words}</title>
              </g>
            </a>
          );
        })}
        {here.map(({ id, name }) => {
          const label = names.get(id);
          return (
            label && (
              <text key={id} x={label.text[0]} y={label.text[1]} class={`place ${label.side}`} aria-hidden="true">
                {name}
              </text>
            )
          );
        })}
      </svg>
    </div>
  );
}

/** Pixels between two places below which a convoy would hide them. */
const nearMax = 60;

/** Where a convoy is drawn: half way, and aside if the road is too short to show it. */
function halfWay(from: [number, number], to: [number, number]): [number, number] {
  const aside = Math.hypot(from[0] - to[0], from[1] - to[1]) < nearMax ? 24 : 0;
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - aside];
}

/** The country that most of the bases are in. */
function hostOf(here: readonly PlacedBase[]) {
  const counts = features.map((country) => ({
    country,
    count: here.filter(({ location: { lon, lat } }) => geoContains(country, [lon, lat])).length,
  }));
  return counts.toSorted((a, b) => b.count - a.count).find(({ count }) => count > 0)?.country;
}

/** The outlines of the countries, in a projection that fits the bases. */
function drawGround(here: readonly PlacedBase[], width: number, height: number) {
  const corners: [[number, number], [number, number]] = [
    [8, 8],
    [width - 8, height - 8],
  ];
  const projection = geoMercator().fitExtent(corners, windowOf(here));
  const path = geoPath(projection);
  const host = hostOf(here);
  const outlines = features.map((country) => (
    <path key={country.properties.name} d={path(country) ?? ''} class={country === host ? 'country host' : 'country'} />
  ));
  return { projection, outlines };
}

const convoyWords = ({ id, state, attacked }: ConvoyItem): string =>
  `${id}: ${known('state.', state)}${attacked > 0 ? `, ${attacked} ${t('attacks')}` : ''}`;

/** What the map shows: the bases, with some room around them. */
function windowOf(here: readonly PlacedBase[]) {
  const lons = here.map(({ location }) => location.lon);
  const lats = here.map(({ location }) => location.lat);
  const [west, east] = [Math.min(...lons) - marginDegrees, Math.max(...lons) + marginDegrees];
  const [south, north] = [Math.min(...lats) - marginDegrees, Math.max(...lats) + marginDegrees];
  return {
    type: 'MultiPoint' as const,
    coordinates: [
      [west, south],
      [east, north],
    ],
  };
}
