import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { BaseItem, ConvoyItem } from '../api/documents.js';
import { destination, onTheRoad, placed } from '../charts/map-rows.js';
import { seesMovements } from '../state/moment.js';
import { bounds, known, t } from '../words/words.js';
import { statuses, StatusWord } from './marks.js';
import { Behind } from './table.js';

interface MapProps {
  bases: readonly BaseItem[];
  convoys: readonly ConvoyItem[];
}

interface Row {
  id: string;
  name: string;
  base?: BaseItem;
  convoy?: ConvoyItem;
}

/** The map with what stands beside it. Its drawing is loaded when it is first seen: the rest does not wait for it. */
export function MapPanel({ bases, convoys }: MapProps) {
  const [Drawn, setDrawn] = useState<ComponentType<MapProps>>();
  useEffect(() => void import('../charts/map.js').then(({ CountryMap }) => setDrawn(() => CountryMap)), []);
  const moving = onTheRoad(convoys);
  const unplaced = bases.filter(({ location }) => location === undefined).map(({ name }) => name);
  const rows: Row[] = [
    ...bases.map((base) => ({ id: base.id, name: base.name, base })),
    ...moving.map((convoy) => ({ id: convoy.id, name: convoy.id, convoy })),
  ];
  return (
    <section class="panel map-panel">
      <h2>{t('mapTitle')}</h2>
      {seesMovements.value && (
        <p class="quiet">{t('mapSummary', { bases: placed(bases).length, convoys: moving.length })}</p>
      )}
      {placed(bases).length === 0 ? (
        <p class="quiet">{t('noPlaces')}</p>
      ) : Drawn ? (
        <Drawn bases={bases} convoys={convoys} />
      ) : (
        <p class="quiet map-space">{t('loading')}</p>
      )}
      <ul class="legend">
        {statuses.map((status) => (
          <li key={status}>
            <StatusWord status={status} />
          </li>
        ))}
        <li>
          <svg class="icon" viewBox="-10 -10 20 20" aria-hidden="true">
            <path d="M-9-5H3L9 0 3 5H-9Z" class="truck" />
          </svg>
          {t('convoy')}
        </li>
      </ul>
      {unplaced.length > 0 && <p class="quiet">{t('mapUnplaced', { names: unplaced.join(', ') })}</p>}
      {moving.length > 0 && <p class="quiet">{t('mapConvoyNote')}</p>}
      <p class="quiet small">{t('mapDisclaimer')}</p>
      <Behind
        caption={t('mapTitle')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { head: t('base'), isHead: true, cell: ({ name }) => name },
          {
            head: t('status'),
            cell: ({ base, convoy }) =>
              base ? <StatusWord status={base.status} /> : known('state.', convoy?.state ?? ''),
          },
          {
            head: t('people'),
            isNumber: true,
            cell: ({ base, convoy }) => bounds((base ?? convoy)?.people),
          },
          { head: t('from'), cell: ({ convoy }) => convoy?.from },
          { head: t('to'), cell: ({ convoy }) => convoy && destination(convoy) },
          {
            head: t('where'),
            cell: ({ base }) => base?.location && `${base.location.lat}, ${base.location.lon}`,
          },
        ]}
      />
    </section>
  );
}
