import { Burndown } from '../charts/burndown.js';
import { PeopleBar } from '../charts/people-bar.js';
import type { Bounds } from '#libs/client';
import type { Document } from '../api/documents.js';
import { Changed } from '../parts/changed.js';
import { Discrepancy } from '../parts/discrepancy.js';
import { EntryLink } from '../parts/entry-link.js';
import { Count, Figure } from '../parts/figure.js';
import { MapPanel } from '../parts/map-panel.js';
import { statuses, StatusWord } from '../parts/marks.js';
import { Population } from '../parts/named.js';
import { Behind } from '../parts/table.js';
import { Verdict } from '../parts/verdict.js';
import { seesMovements, shown } from '../state/moment.js';
import { number, t, when } from '../words/words.js';

const incidentsMax = 6;

/** What remains against the deadline, on one board. */
export function Overview() {
  const { summary, burndown, bases, convoys, incidents, discrepancies } = shown.value;
  if (!summary) return <p class="quiet">{t('loading')}</p>;
  const { timeZone } = summary.deadline;
  return (
    <div class="board">
      <Verdict summary={summary} />
      <People summary={summary} />
      <Bases summary={summary} />
      <Changed />
      {burndown && <Burndown burndown={burndown} />}
      <MapPanel bases={bases?.items ?? []} convoys={convoys?.items ?? []} />
      {incidents && <Incidents incidents={incidents} timeZone={timeZone} />}
      {discrepancies && seesMovements.value && <Discrepancies discrepancies={discrepancies} />}
    </div>
  );
}

type Summary = Document<'summary'>;

const measures = ['baseline', 'present', 'departed', 'separated', 'died'] as const;

interface StrengthRow {
  id: string;
  component: string;
  measure: (typeof measures)[number];
  count: Bounds;
  of: string;
}

const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function People({ summary: { strength, casualties } }: { summary: Summary }) {
  const { components, ...all } = strength;
  const rows = [
    ...measures.map((measure) => ({ component: 'all', measure, count: all[measure], of: '' })),
    ...Object.entries(components).flatMap(([component, counts]) =>
      measures.map((measure) => ({
        component,
        measure,
        count: counts[measure],
        of: `/components/${pointerPart(component)}`,
      })),
    ),
  ].map((row): StrengthRow => ({
    ...row,
    id: `${row.component} ${row.measure}`,
    of: `summary:/strength${row.of}/${row.measure}`,
  }));
  const isOpen = [all.present, all.departed].some(({ low, high }) => low !== high);
  return (
    <section class="panel people">
      <h2>{t('people')}</h2>
      <PeopleBar strength={strength} />
      <dl class="figures counts">
        {(['present', 'departed', 'died', 'baseline'] as const).map((measure) => (
          <div key={measure} class={`of-${measure}`}>
            <dt>{t(measure)}</dt>
            <dd>
              <Count of={`summary:/strength/${measure}`} count={all[measure]} />
            </dd>
          </div>
        ))}
      </dl>
      {isOpen && <p class="quiet small">{t('uncertain')}</p>}
      <p class="quiet small">
        {t('labelled', { label: t('casualties') })} <Figure of="summary:/casualties/killed">{casualties.killed}</Figure>{' '}
        {t('killed')}, <Figure of="summary:/casualties/wounded">{casualties.wounded}</Figure> {t('wounded')}
      </p>
      <Behind
        caption={t('people')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { head: t('component'), isHead: true, cell: ({ component }) => <Population component={component} /> },
          { head: t('measure'), cell: ({ measure }) => t(measure) },
          { head: t('low'), isNumber: true, cell: ({ count }) => number(count.low) },
          { head: t('best'), isNumber: true, cell: ({ count, of }) => <Figure of={of}>{number(count.best)}</Figure> },
          {
            head: t('high'),
            isNumber: true,
            cell: ({ count }) => (count.high === null ? t('unknown') : number(count.high)),
          },
        ]}
      />
    </section>
  );
}

const countOf = {
  held: 'held',
  scheduled: 'scheduled',
  withdrawing: 'withdrawing',
  vacated: 'vacated',
  'handed-over': 'handedOver',
  lost: 'lost',
} as const;

function Bases({ summary: { bases, convoys } }: { summary: Summary }) {
  return (
    <section class="panel bases-count">
      <h2>{t('bases')}</h2>
      <p class="big">
        <Figure of="summary:/bases/remaining">{bases.remaining}</Figure>{' '}
        <span class="unit">
          {t('ofTotal', { total: bases.total })} {t('remaining')}
        </span>
      </p>
      <p class="quiet">{t('forLiquidation', { n: bases.liquidation })}</p>
      <ul class="by-status">
        {statuses.map((status) => (
          <li key={status}>
            <StatusWord status={status} />
            <Figure of={`summary:/bases/${countOf[status]}`}>{bases[countOf[status]]}</Figure>
          </li>
        ))}
        <li>
          <span>{t('occupied')}</span>
          <Figure of="summary:/bases/occupiedByOthers">{bases.occupiedByOthers}</Figure>
        </li>
      </ul>
      <p class="quiet small">
        {t('labelled', { label: t('convoys') })} <Figure of="summary:/convoys/underWay">{convoys.underWay}</Figure>{' '}
        {t('underWay')}, <Figure of="summary:/convoys/arrived">{convoys.arrived}</Figure> {t('arrived')},{' '}
        <Figure of="summary:/convoys/attacked">{convoys.attacked}</Figure> {t('attacked')} (
        <Figure of="summary:/convoys/attacks">{convoys.attacks}</Figure> {t('attacks')})
      </p>
    </section>
  );
}

function Incidents({ incidents, timeZone }: { incidents: Document<'incidents'>; timeZone: string }) {
  const last = incidents.items.toReversed().slice(0, incidentsMax);
  return (
    <section class="panel incidents">
      <h2>{t('incidents')}</h2>
      {last.length === 0 && <p class="quiet">{t('noIncidents')}</p>}
      <ol class="lines">
        {last.map(({ id, revision, occurredAt, what, place, convoy, summary, own }) => (
          <li key={id}>
            <EntryLink revision={revision}>{when(occurredAt, timeZone)}</EntryLink>{' '}
            <span lang="en">
              <strong>{what}</strong>
              {place !== undefined && ` · ${place}`}
              {convoy !== undefined && ` · ${convoy}`}
              {summary !== undefined && <span class="quiet"> {summary}</span>}
            </span>
            {own.killed.best + own.wounded.best > 0 && (
              <strong class="toll">
                {' '}
                {own.killed.best} {t('killed')}, {own.wounded.best} {t('wounded')}
              </strong>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Discrepancies({ discrepancies: { items } }: { discrepancies: Document<'discrepancies'> }) {
  return (
    <section class="panel discrepancies">
      <h2>
        {t('discrepancies')} <Figure of="summary:/discrepancies">{items.length}</Figure>
      </h2>
      <p class="quiet small">{t('discrepanciesNote')}</p>
      {items.length === 0 && <p class="quiet">{t('noDiscrepancies')}</p>}
      <ul class="lines">
        {items.map(({ id, rule, message, entries }) => (
          <li key={id}>
            <Discrepancy rule={rule} message={message} />{' '}
            {entries.map((revision) => (
              <EntryLink key={revision} revision={revision} class="ref">
                {`#${revision} `}
              </EntryLink>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
