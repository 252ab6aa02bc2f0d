import type { Bounds } from '#libs/client';
import type { BaseItem, Document } from '../api/documents.js';
import { Downloads } from '../parts/downloads.js';
import { EntryLink } from '../parts/entry-link.js';
import { Facts } from '../parts/facts.js';
import { Count, Figure } from '../parts/figure.js';
import { StatusWord } from '../parts/marks.js';
import { Named, Population } from '../parts/named.js';
import { Table } from '../parts/table.js';
import { hrefTo, place } from '../place.js';
import { shown } from '../state/moment.js';
import { mayOpen } from '../state/permitted.js';
import { planned } from '../words/dates.js';
import { bounds, day, difference, isWord, t, when } from '../words/words.js';

type Scheduled = Document<'schedule'>['items'][number];

/** All bases, or the one that the URL names. */
export function Bases() {
  const { bases, schedule, summary } = shown.value;
  const { id } = place.value;
  if (!bases || !summary) return <p class="quiet">{t('loading')}</p>;
  const plans = new Map(schedule?.items.map((item) => [item.id, item]));
  const { timeZone } = summary.deadline;
  if (id !== undefined) {
    const index = bases.items.findIndex((base) => base.id === id);
    const base = bases.items[index];
    if (!base) return <p>{t('unknownItem', { id })}</p>;
    return <OneBase base={base} plan={plans.get(id)} timeZone={timeZone} />;
  }
  return (
    <section class="panel">
      <h2>{t('bases')}</h2>
      <Downloads view="bases" more={['geojson']} />
      <Table
        caption={t('bases')}
        rows={[...bases.items.map((base): Row => ({ id: base.id, base })), ...restOf(bases)]}
        keyOf={({ id: one }) => one}
        empty={t('noBases')}
        columns={[
          {
            head: t('base'),
            isHead: true,
            cell: ({ base, id: one }) =>
              base ? <a href={hrefTo({ page: 'bases', id: base.id })}>{base.name}</a> : isWord(one) && t(one),
          },
          { head: t('region'), cell: ({ base }) => base?.region },
          { head: t('status'), cell: ({ base }) => base && <StatusWord status={base.status} /> },
          {
            head: t('people'),
            isNumber: true,
            cell: ({ id: one, base, people }) =>
              base ? (
                <Count of={`bases:/items/${one}/people`} count={base.people} />
              ) : (
                people && <Count of={`bases:/rest/${one}`} count={people} />
              ),
          },
          { head: t('planned'), cell: ({ base }) => planned(base?.planned) },
          {
            head: t('shift'),
            isNumber: true,
            cell: ({ id: one, base }) =>
              base?.shiftDays !== undefined && (
                <Figure of={`bases:/items/${one}/shiftDays`}>{difference(base.shiftDays)}</Figure>
              ),
          },
          {
            head: t('slack'),
            isNumber: true,
            cell: ({ id: one }) => {
              const slack = plans.get(one)?.planSlackDays;
              return slack !== undefined && <Figure of={`schedule:/items/${one}/planSlackDays`}>{slack}</Figure>;
            },
          },
          {
            head: t('vacatedOn'),
            isDay: true,
            cell: ({ base }) => base?.vacated && when(base.vacated.occurredAt, timeZone),
          },
          { head: t('handedTo'), cell: ({ base }) => base?.handedOver.map(({ to }) => to.name).join(', ') },
          { head: t('occupiedBy'), cell: ({ base }) => base?.occupiedBy.map(({ by }) => by.name).join(', ') },
        ]}
      />
    </section>
  );
}

/** A line of the table: a base, or people who are at none. */
interface Row {
  id: string;
  base?: BaseItem;
  people?: Bounds;
}

/** Who is present and at no base: with them the column of people adds up. */
const restOf = ({ items, rest }: Document<'bases'>): Row[] =>
  items.length === 0 ? [] : Object.entries(rest).map(([id, people]: [string, Bounds]) => ({ id, people }));

function OneBase({ base, plan, timeZone }: { base: BaseItem; plan?: Scheduled; timeZone: string }) {
  const fact = (one: { revision?: number; occurredAt: string }) =>
    one.revision === undefined ? (
      when(one.occurredAt, timeZone)
    ) : (
      <EntryLink revision={one.revision}>{when(one.occurredAt, timeZone)}</EntryLink>
    );
  return (
    <section class="panel">
      <p>
        <a href={hrefTo({ page: 'bases' })}>{t('back')}</a>
      </p>
      <h2>
        {base.name} <StatusWord status={base.status} />
      </h2>
      <Facts
        of={[
          ['id', base.id],
          ['kind', <Named of="choice" name={base.kind} />],
          ['region', base.region],
          ['hub', base.hub !== undefined && <a href={hrefTo({ page: 'bases', id: base.hub })}>{base.hub}</a>],
          ['liquidation', t(base.liquidation ? 'yes' : 'no')],
          ['people', <Count of={`bases:/items/${base.id}/people`} count={base.people} />],
          ['planned', planned(base.planned)],
          ['vacatedOn', base.vacated && fact(base.vacated)],
          [
            'handedTo',
            base.handedOver.map((one) => (
              <span key={one.at} class="item">
                {one.to.name}
                {one.part !== undefined && ` (${t('labelled', { label: t('part') })} ${one.part})`}, {fact(one)}
              </span>
            )),
          ],
          [
            'occupiedBy',
            base.occupiedBy.map((one) => (
              <span key={one.at} class="item">
                {one.by.name}, {fact(one)}
              </span>
            )),
          ],
        ]}
      />
      {base.lines.length > 0 && (
        <Table
          caption={t('people')}
          rows={base.lines}
          keyOf={({ component, contingent }) => `${component} ${contingent ?? ''}`}
          columns={[
            { head: t('component'), isHead: true, cell: ({ component }) => <Population component={component} /> },
            { head: t('contingents'), cell: ({ contingent }) => contingent },
            { head: t('people'), isNumber: true, cell: ({ count }) => bounds(count) },
          ]}
        />
      )}
      {plan && plan.history.length > 0 && (
        <>
          <h3>{t('planHistory')}</h3>
          <ol class="lines">
            {plan.history.map(({ revision, at, change, on, reason, shiftDays }) => (
              <li key={revision}>
                <EntryLink revision={revision}>{day(at.slice(0, 10))}</EntryLink>{' '}
                {change === 'narrowed' ? (
                  t('narrowed')
                ) : (
                  <Named
                    of="entry"
                    name={`Withdrawal${change.replace(/^./, (first) => first.toUpperCase())}`}
                    fallback={change}
                  />
                )}{' '}
                {planned(on)}
                {shiftDays !== undefined && ` (${difference(shiftDays)})`}
                {reason !== undefined && <span class="quiet" lang="en">{` ${reason}`}</span>}
              </li>
            ))}
          </ol>
        </>
      )}
      {mayOpen('history') && (
        <p>
          <a href={hrefTo({ page: 'history', base: base.id })}>{t('history1')}</a>
        </p>
      )}
    </section>
  );
}
