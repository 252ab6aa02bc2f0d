import type { ConvoyItem } from '../api/documents.js';
import { destination } from '../charts/map-rows.js';
import { Downloads } from '../parts/downloads.js';
import { EntryLink } from '../parts/entry-link.js';
import { Facts } from '../parts/facts.js';
import { Count, Figure } from '../parts/figure.js';
import { Named } from '../parts/named.js';
import { Table } from '../parts/table.js';
import { hrefTo, place } from '../place.js';
import { seesMovements, shown } from '../state/moment.js';
import { bounds, known, t, when } from '../words/words.js';

/** All convoys, or the one that the URL names. */
export function Convoys() {
  const { convoys, summary } = shown.value;
  const { id } = place.value;
  if (!convoys || !summary) return <p class="quiet">{t('loading')}</p>;
  if (!seesMovements.value) return <p class="quiet">{t('notForRole')}</p>;
  const { timeZone } = summary.deadline;
  if (id !== undefined) {
    const convoy = convoys.items.find((one) => one.id === id);
    return convoy ? <OneConvoy convoy={convoy} timeZone={timeZone} /> : <p>{t('unknownItem', { id })}</p>;
  }
  return (
    <section class="panel">
      <h2>{t('convoys')}</h2>
      <Downloads view="convoys" more={['geojson']} />
      <Table
        caption={t('convoys')}
        rows={convoys.items}
        keyOf={(convoy) => convoy.id}
        empty={t('noConvoys')}
        columns={[
          {
            head: t('convoy'),
            isHead: true,
            cell: (convoy) => <a href={hrefTo({ page: 'convoys', id: convoy.id })}>{convoy.id}</a>,
          },
          { head: t('state'), cell: ({ state }) => known('state.', state) },
          { head: t('mode'), cell: ({ mode }) => mode !== undefined && <Named of="choice" name={mode} /> },
          { head: t('from'), cell: ({ from }) => from },
          { head: t('to'), cell: destination },
          { head: t('left'), isDay: true, cell: ({ departed }) => departed && when(departed.occurredAt, timeZone) },
          { head: t('arrivedOn'), isDay: true, cell: ({ arrived }) => arrived && when(arrived.occurredAt, timeZone) },
          {
            head: t('people'),
            isNumber: true,
            cell: ({ id: one, people }) => <Count of={`convoys:/items/${one}/people`} count={people} />,
          },
          {
            head: t('attacks'),
            isNumber: true,
            cell: ({ id: one, attacked }) => <Figure of={`convoys:/items/${one}/attacked`}>{attacked}</Figure>,
          },
          { head: t('killed'), isNumber: true, cell: ({ casualties }) => bounds(casualties.killed) },
          { head: t('wounded'), isNumber: true, cell: ({ casualties }) => bounds(casualties.wounded) },
        ]}
      />
    </section>
  );
}

function OneConvoy({ convoy, timeZone }: { convoy: ConvoyItem; timeZone: string }) {
  const link = (revision: number, text: string) => <EntryLink revision={revision}>{text}</EntryLink>;
  const at = (fact?: { revision: number; occurredAt: string }) =>
    fact && link(fact.revision, when(fact.occurredAt, timeZone));
  return (
    <section class="panel">
      <p>
        <a href={hrefTo({ page: 'convoys' })}>{t('back')}</a>
      </p>
      <h2>
        {convoy.id} <span class="quiet">{known('state.', convoy.state)}</span>
      </h2>
      <Facts
        of={[
          ['mode', convoy.mode !== undefined && <Named of="choice" name={convoy.mode} />],
          ['from', convoy.from],
          ['to', destination(convoy)],
          ['people', <Count of={`convoys:/items/${convoy.id}/people`} count={convoy.people} />],
          ['left', at(convoy.departed)],
          ['arrivedOn', at(convoy.arrived)],
          ['evacuated', convoy.evacuated],
        ]}
      />
      {convoy.attacks.length > 0 && (
        <>
          <h3>{t('attacks')}</h3>
          <ol class="lines">
            {convoy.attacks.map((attack) => (
              <li key={attack.revision}>
                {at(attack)}{' '}
                <span lang="en">
                  <strong>{attack.means}</strong>
                  {attack.place !== undefined && ` · ${attack.place}`}
                  {attack.claimedBy !== undefined && ` · ${attack.claimedBy}`}
                </span>
                {attack.toll.map(({ side, killed, wounded }) => (
                  <span key={side} class="toll">
                    {' '}
                    <Named of="choice" name={side} />: {bounds(killed)} {t('killed')}, {bounds(wounded)} {t('wounded')}
                  </span>
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
      <p>
        <a href={hrefTo({ page: 'history', convoy: convoy.id })}>{t('history1')}</a>
      </p>
    </section>
  );
}
