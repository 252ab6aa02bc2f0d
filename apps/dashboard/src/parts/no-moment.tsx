import { hrefTo, knownAt, validAt } from '../place.js';
import { firstDays } from '../state/days.js';
import { documents } from '../state/live.js';
import { failure } from '../state/moment.js';
import { day, t } from '../words/words.js';
import { Failed } from './failed.js';

/** What stands in the place of a moment that cannot be shown: that it lies before the log, or what the server says. */
export function NoMoment() {
  const problem = failure.value;
  if (typeof problem !== 'object') return null;
  const first = firstDays.value;
  const isBefore = problem.status === 404 && documents.value.summary !== undefined;
  return (
    <section class="panel no-moment">
      {!isBefore ? <Failed error={problem} /> : first ? <BeforeLog {...first} /> : <p>{t('loading')}</p>}
    </section>
  );
}

const later = (at: string | undefined, first: string): string | undefined =>
  at !== undefined && at < first ? first : at;

function BeforeLog({ known, happened }: { known: string; happened: string }) {
  const wasKnown = knownAt.value === undefined || knownAt.value >= known;
  const there = { validAt: later(validAt.value, happened), knownAt: later(knownAt.value, known) };
  const [word, at, first] = wasKnown
    ? (['nothingHappened', validAt.value, happened] as const)
    : (['nothingRecorded', knownAt.value, known] as const);
  // Where both move together they stay together.
  if (validAt.value === knownAt.value) there.validAt = there.knownAt;
  return (
    <>
      <p>{t(word, { day: day(at ?? ''), first: day(first) })}</p>
      <p>
        <a href={hrefTo(there)}>{t('goToFirst', { day: day(first) })}</a>
      </p>
    </>
  );
}
