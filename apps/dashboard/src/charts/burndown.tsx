import type { Day, Document } from '../api/documents.js';
import { Count, Figure } from '../parts/figure.js';
import { Behind } from '../parts/table.js';
import { bounds, day, number, t } from '../words/words.js';
import { DayChart } from './day-chart.js';

/** Days drawn after the last one on which anything moved. */
const marginDays = 14;

/** The days worth drawing: years in which nothing moves would press the rest into a corner. */
export function daysToDraw({ days, deadline }: { days: readonly Day[]; deadline?: string }): Day[] {
  const lastMove = days.findLastIndex(
    ({ revision }, index) => revision !== undefined && revision !== days[index - 1]?.revision,
  );
  const atDeadline = days.findIndex(({ date }) => date === deadline);
  return days.slice(0, Math.max(lastMove + 1 + marginDays, atDeadline + 1));
}

/** People and bases by day, with the plan and the straight line to the deadline. */
export function Burndown({ burndown }: { burndown: Document<'burndown'> }) {
  const { deadline } = burndown as { deadline?: string };
  const days = daysToDraw({ days: burndown.days, deadline });
  if (days.length === 0) return <p class="quiet">{t('noDays')}</p>;
  // What is drawn are the first days of all, so that a day has the same place in both.
  const places = new Map(days.map((row, index) => [row, index]));
  const dates = days.map(({ date }) => date);
  const shown = days.findLastIndex(({ present }) => present !== undefined);
  const today = days[shown];
  const common = { dates, today: shown, deadline: dates.indexOf(deadline ?? '') };
  return (
    <>
      <section class="panel burndown-people">
        <h2>{t('burndownPeople')}</h2>
        {today?.present && (
          <p class="quiet">
            {t('burndownPeopleSummary', {
              day: day(today.date),
              present: bounds(today.present),
              line: number(today.straightLine),
            })}
          </p>
        )}
        <DayChart
          {...common}
          label={t('burndownPeople')}
          band={{ low: days.map(({ present }) => present?.low), high: days.map(highOf) }}
          lines={[
            { name: t('straightLine'), kind: 'straight', values: days.map(({ straightLine }) => straightLine) },
            { name: t('actual'), kind: 'actual', values: days.map(({ present }) => present?.best) },
          ]}
        />
        <Behind
          caption={t('burndownPeople')}
          rows={days}
          keyOf={({ date }) => date}
          columns={[
            { head: t('day'), isHead: true, cell: ({ date }) => day(date) },
            {
              head: t('present'),
              isNumber: true,
              cell: (row) =>
                row.present && <Count of={`burndown:/days/${places.get(row)}/present`} count={row.present} />,
            },
            { head: t('linear'), isNumber: true, cell: ({ straightLine }) => number(straightLine) },
          ]}
        />
      </section>
      <section class="panel burndown-bases">
        <h2>{t('burndownBases')}</h2>
        {today?.bases !== undefined && (
          <p class="quiet">
            {t('burndownBasesSummary', { day: day(today.date), bases: today.bases, planned: today.plannedBases })}
          </p>
        )}
        <DayChart
          {...common}
          label={t('burndownBases')}
          lines={[
            { name: t('plan'), kind: 'plan', values: days.map(({ plannedBases }) => plannedBases), isStep: true },
            { name: t('actual'), kind: 'actual', values: days.map(({ bases }) => bases), isStep: true },
          ]}
        />
        <Behind
          caption={t('burndownBases')}
          rows={days}
          keyOf={({ date }) => date}
          columns={[
            { head: t('day'), isHead: true, cell: ({ date }) => day(date) },
            {
              head: t('bases'),
              isNumber: true,
              cell: (row) =>
                row.bases !== undefined && <Figure of={`burndown:/days/${places.get(row)}/bases`}>{row.bases}</Figure>,
            },
            { head: t('planned'), isNumber: true, cell: ({ plannedBases }) => plannedBases },
          ]}
        />
      </section>
    </>
  );
}

/** A high that is not known is not drawn above the best. */
const highOf = ({ present }: Day): number | undefined => present?.high ?? present?.best;
