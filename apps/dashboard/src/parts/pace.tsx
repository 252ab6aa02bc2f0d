import type { Document } from '../api/documents.js';
import { day, number, t } from '../words/words.js';
import { Figure } from './figure.js';

type Summary = Document<'summary'>;

/** People are whole: with a decimal only if that alone tells numbers apart, or nobody would be left of them. */
export function whole(...all: number[]): string[] {
  const rounded = all.map(Math.round);
  const isTold =
    new Set(rounded).size === new Set(all).size && rounded.every((n, index) => n > 0 || (all[index] ?? 0) <= 0);
  return (isTold ? rounded : all).map(number);
}

interface PaceProps {
  pace: NonNullable<Summary['pace']>;
  people: Summary['verdicts']['people'];
}

/** How fast people leave, in people a day; a window without two reports to compare has no pace. */
export function Pace({ pace, people }: PaceProps) {
  const perDay = (n: number | null | undefined): string | undefined =>
    n === undefined ? undefined : n === null ? t('noReportInWindow') : (whole(n)[0] ?? '');
  const completion: string | null | undefined = pace.projectedCompletion;
  const never = people.reachedPerDay === null ? t('unknown') : t('never');
  return (
    <dl class="figures pace">
      <Pair of="/pace/requiredPerDay" value={perDay(pace.requiredPerDay)} word={t('requiredPerDay')} />
      <Pair of="/pace/lastDays/30" value={perDay((pace as Partial<typeof pace>).lastDays?.[30])} word={t('last30')} />
      <Pair of="/pace/sinceStartPerDay" value={perDay(pace.sinceStartPerDay)} word={t('sinceStart')} />
      <Pair
        of="/pace/projectedCompletion"
        value={completion === undefined ? undefined : completion === null ? never : day(completion)}
        word={t('projected')}
      />
    </dl>
  );
}

/** A figure with its word; nothing of one that its reader may not see. */
function Pair({ of, value, word }: { of: string; value: string | undefined; word: string }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <Figure of={`summary:${of}`}>{value}</Figure>
      </dd>
    </div>
  );
}
