import type { ComponentChildren } from 'preact';
import type { Document } from '../api/documents.js';
import { seesMovements, shown } from '../state/moment.js';
import { bounds, day, isWord, number, t } from '../words/words.js';
import { Figure } from './figure.js';
import { MissionStatus, VerdictWord, type VerdictName } from './marks.js';
import { Named } from './named.js';
import { Pace, whole } from './pace.js';
import { verdictSentence } from './verdict-sentence.js';

type Summary = Document<'summary'>;
type Verdicts = Summary['verdicts'];

/** How many are named before the rest is counted. */
const namedMax = 3;

/** Whether the mission makes it: one sentence, and the three things that it goes by, each with its number and its age. */
export function Verdict({ summary }: { summary: Summary }) {
  const { deadline, status, verdicts, pace } = summary;
  const { daysLeft } = deadline;
  const isTight =
    status === 'on-track' &&
    [verdicts.people.last ?? verdicts.people.verdict, verdicts.sites.verdict].includes('tight');
  return (
    <section class="panel headline">
      <h2 class="hidden">{t('verdict')}</h2>
      <div class="verdict-head">
        <p class="big">
          {/* Nothing more has to be left by the deadline of a complete mission. */}
          {status !== 'complete' && <Figure of="summary:/deadline/daysLeft">{number(Math.abs(daysLeft))}</Figure>}{' '}
          <span class="unit">
            {status === 'complete'
              ? t('deadline')
              : t(daysLeft < 0 ? 'daysOver' : daysLeft === 1 ? 'dayLeft' : 'daysLeft')}
            <br />
            {day(deadline.date)}, {deadline.timeZone}
          </span>
        </p>
        <p class="status-line">
          <Figure of="summary:/status">
            {isTight ? <VerdictWord name="tight" /> : <MissionStatus status={status} />}
          </Figure>{' '}
          {verdictSentence(summary)}
        </p>
      </div>
      <ul class="verdicts">
        <People {...verdicts.people} summary={summary} />
        <Sites {...verdicts.sites} summary={summary} />
        <Permits {...verdicts.permits} />
      </ul>
      {pace && <Pace pace={pace} people={verdicts.people} />}
    </section>
  );
}

interface RowProps {
  of: keyof Verdicts;
  verdict: VerdictName;
  head: string;
  last?: VerdictName;
  age: { asOf?: string | null; ageDays: number | null };
  children: ComponentChildren;
}

/** One of the three: its word and shape, what decides it, and how old that is. */
function Row({ of, verdict, head, last, age: { asOf, ageDays }, children }: RowProps) {
  const pointer = `summary:/verdicts/${of}`;
  return (
    <li data-of={of}>
      <span class="verdict-word">
        <Figure of={`${pointer}/verdict`}>
          <VerdictWord name={verdict} />
        </Figure>
        {last !== undefined && (
          <small>
            {' '}
            {t('before')} <Figure of={`${pointer}/last`}>{wordOf(last)}</Figure>
          </small>
        )}
      </span>
      <strong>{head}</strong>
      <span class="decides">{children}</span>
      <span class="quiet age">
        {asOf === undefined ? null : asOf === null || ageDays === null ? (
          t('nothingReported')
        ) : (
          <>
            {t(of === 'people' ? 'lastFigure' : 'lastEntry', { day: day(asOf) })},{' '}
            <Figure of={`${pointer}/ageDays`}>{ageInWords(ageDays)}</Figure>
          </>
        )}
      </span>
    </li>
  );
}

const ageInWords = (days: number): string =>
  days <= 0 ? t('sameDay') : days === 1 ? t('oneDayOld') : t('daysOld', { n: number(days) });

/** A verdict in the reader's words. */
const wordOf = (name: VerdictName): string => {
  const word = `verdict.${name}`;
  return isWord(word) ? t(word) : name;
};

function People({ summary, ...people }: Verdicts['people'] & { summary: Summary }) {
  const { reachedPerDay, neededPerDay, verdict, last } = people;
  const [reached, needed] = whole(reachedPerDay ?? 0, neededPerDay ?? 0);
  const { status, strength, unaccountedFor } = summary;
  return (
    <Row of="people" verdict={verdict} last={last} head={t('people')} age={people}>
      {unaccountedFor ? (
        <>
          <Figure of="summary:/unaccountedFor">{bounds(unaccountedFor)}</Figure> {t('unaccountedThere')}
        </>
      ) : (
        <>
          <Figure of="summary:/strength/present">{bounds(strength.present)}</Figure> {t('presentThere')}
        </>
      )}
      {status !== 'complete' && typeof reachedPerDay === 'number' && (
        <>
          {' · '}
          <Figure of="summary:/verdicts/people/neededPerDay">{needed}</Figure> {t('neededADay')},{' '}
          <Figure of="summary:/verdicts/people/reachedPerDay">{reached}</Figure> {t('reachedADay')}
        </>
      )}
    </Row>
  );
}

function Sites({ summary, ...sites }: Verdicts['sites'] & { summary: Summary }) {
  const { total, liquidation } = summary.bases;
  const next = nextPlanned();
  return (
    <Row of="sites" verdict={sites.verdict} head={t('sites')} age={sites}>
      <Figure of="summary:/bases/remaining">{number(sites.remaining)}</Figure> {t('ofTotal', { total: number(total) })}{' '}
      {t('remainThere')}
      {liquidation > 0 && ` · ${t('forLiquidation', { n: liquidation })}`}
      {sites.bases.slice(0, namedMax).map(({ id, name, rule, days }) => (
        <>
          {' · '}
          <span key={id}>
            {t('labelled', { label: name })} {t(`site.${rule}`, { n: number(Math.abs(days)) })}
          </span>
        </>
      ))}
      {sites.bases.length > namedMax && ` · ${t('andMore', { n: sites.bases.length - namedMax })}`}
      {sites.bases.length === 0 && next && ` · ${t('nextSite', { name: next.name, day: day(next.by) })}`}
    </Row>
  );
}

/** The base that is planned to be left next, and by which day. */
function nextPlanned(): { name: string; by: string } | undefined {
  const all = shown.value.bases?.items.flatMap(({ name, remaining, planned }) => {
    const by = typeof planned === 'object' ? ('about' in planned ? planned.about : planned.to) : planned;
    return remaining && by !== undefined ? [{ name, by }] : [];
  });
  return all?.toSorted((a, b) => (a.by < b.by ? -1 : 1))[0];
}

function Permits(permits: Verdicts['permits']) {
  const asked = shown.value.permits?.items ?? [];
  return (
    <Row of="permits" verdict={permits.verdict} head={t('permits')} age={permits}>
      {permits.permits.length === 0 && seesMovements.value && t('nothingWaited')}
      {permits.permits.slice(0, namedMax).map(({ id, kind, waitingDays }, index) => {
        const isRefused = asked.find((one) => one.id === id)?.state === 'refused';
        return (
          <>
            {index > 0 && ' · '}
            <span key={id}>
              {id} (<Named of="choice" name={kind} />){' '}
              <Figure of={`summary:/verdicts/permits/permits/${id}/waitingDays`}>
                {t(isRefused ? 'refusedFor' : 'noAnswerFor', { n: number(waitingDays) })}
              </Figure>
            </span>
          </>
        );
      })}
      {permits.permits.length > namedMax && ` · ${t('andMore', { n: permits.permits.length - namedMax })}`}
    </Row>
  );
}
