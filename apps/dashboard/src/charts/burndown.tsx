import type { Day, Document } from '../api/documents.js';
import { Count, Figure } from '../parts/figure.js';
import { Behind } from '../parts/table.js';
import { bounds, day, number, populationName, t } from '../words/words.js';
import { DayChart, type Break } from './day-chart.js';

/** Days drawn after the last one on which anything moved. */
const marginDays = 14;

/** The days worth drawing: years in which nothing moves would press the rest into a corner. */
function daysToDraw({ days, deadline }: { days: readonly Day[]; deadline?: string }): Day[] {
  // Whoever does not see which entries moved anything sees the days so far.
  if (!days.some(({ revision }) => revision !== undefined)) return [...days];
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
  // The day shown may lie years after the last one drawn.
  const today = burndown.days.findLast((row: Day) => row.present !== undefined);
  const isBeyond = today !== undefined && !dates.includes(today.date);
  const common = {
    dates,
    today: dates.indexOf(today?.date ?? ''),
    deadline: dates.indexOf(deadline ?? ''),
    beyond: isBeyond ? today.date : undefined,
  };
  const since = (isSame: (one: Day, other: Day) => boolean): string | undefined =>
    today && isBeyond ? lastChange(days, isSame) : undefined;
  const [peopleSince, basesSince] = [since(samePeople), since(({ bases }, other) => bases === other.bases)];
  const breaks = breaksOf(burndown, places);
  const seesPlan = days.some((row) => 'plannedBases' in row);
  return (
    <>
      <section class="panel burndown-people">
        <h2>{t('burndownPeople')}</h2>
        {today?.present && (
          <p class="quiet">
            {peopleSince === undefined
              ? t('burndownPeopleSummary', {
                  day: day(today.date),
                  present: bounds(today.present),
                  line: number(today.straightLine),
                })
              : t('noNewPeople', { day: day(peopleSince), present: bounds(today.present) })}
          </p>
        )}
        <DayChart
          {...common}
          label={t('burndownPeople')}
          breaks={breaks}
          band={{
            low: days.map(({ present }) => present?.low),
            high: days.map(highOf),
            isOpenBelow: days.map(({ departed }) => departed?.high === null),
          }}
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
            {basesSince === undefined
              ? seesPlan &&
                t('burndownBasesSummary', { day: day(today.date), bases: today.bases, planned: today.plannedBases })
              : t('noNewBases', { day: day(basesSince), bases: today.bases })}
          </p>
        )}
        <DayChart
          {...common}
          label={t('burndownBases')}
          lines={[
            ...(seesPlan
              ? [
                  {
                    name: t('plan'),
                    kind: 'plan' as const,
                    values: days.map(({ plannedBases }) => plannedBases),
                    isStep: true,
                  },
                ]
              : []),
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

const samePeople = ({ present: a }: Day, { present: b }: Day): boolean =>
  a?.low === b?.low && a?.best === b?.best && a?.high === b?.high;

/** The last day whose figure is another than that of the day before. */
function lastChange(days: readonly Day[], isSame: (one: Day, other: Day) => boolean): string | undefined {
  return days.findLast((row, index) => {
    const before = days[index - 1];
    return row.present !== undefined && (before === undefined || !isSame(row, before));
  })?.date;
}

/** Days on which a baseline was stated that the books did not have: from there on others are counted, nobody came or left. */
function breaksOf(burndown: Document<'burndown'>, places: ReadonlyMap<Day, number>): Break[] {
  const { rebased = [] } = burndown;
  return [...places].flatMap(([{ date }, index]) => {
    const here = rebased.filter((one) => one.date === date);
    const added = here.filter(({ isNew }) => isNew);
    const told = (added.length > 0 ? added : here)
      .flatMap(({ entry }) => (entry === undefined ? [] : [`#${entry}`]))
      .join(', ');
    // Whoever may not see why the line moves is not told of it.
    if (told === '') return [];
    const population = added.map(({ component }) => populationName(component)).join(', ');
    return [
      {
        index,
        text: added.length > 0 ? t('countedFrom', { population, entries: told }) : t('countedAnew', { entries: told }),
      },
    ];
  });
}
