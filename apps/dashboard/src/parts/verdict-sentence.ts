import type { Document } from '../api/documents.js';
import { day, number, t } from '../words/words.js';

/** Are we going to make it? In whole sentences, of which each says one thing. */
export function verdictSentence(summary: Document<'summary'>): string {
  const { status, statusReason, verdicts } = summary;
  // Whoever may not see what it goes by is told what the server says of it.
  if (!('asOf' in verdicts.people)) return statusReason;
  return (status === 'complete' ? overIn(summary) : openIn(summary)).join(' ');
}

/** A complete mission: what is left of it, and who is not accounted for since the last figure. */
function overIn({ bases, unaccountedFor, verdicts }: Document<'summary'>): string[] {
  const left =
    bases.remaining === 0
      ? t('allLeft', { n: bases.total })
      : t('allButLeft', { n: bases.total - bases.remaining, rest: bases.remaining });
  const { asOf } = verdicts.people;
  if (!unaccountedFor || unaccountedFor.best === 0) return [left];
  const n = number(unaccountedFor.best);
  return [left, asOf === null ? t('unaccounted', { n }) : t('unaccountedSince', { n, day: day(asOf) })];
}

function openIn({ deadline, strength, verdicts: { people, sites, permits } }: Document<'summary'>): string[] {
  const told: string[] = [];
  const { leftOnDeadline, asOf, ageDays } = people;
  if (deadline.daysLeft < 0) told.push(t('stillThere', { n: number(strength.present.best), day: day(deadline.date) }));
  else if (people.verdict === 'starting') told.push(t('tooEarly'));
  else if (asOf === null || leftOnDeadline === null) told.push(t('noTotal'));
  else {
    const values = {
      day: day(asOf),
      age: ageDays === 1 ? t('oneDayOld') : ageDays === 0 ? t('sameDay') : t('daysOld', { n: number(ageDays ?? 0) }),
      n: number(leftOnDeadline),
      deadline: day(deadline.date),
    };
    told.push(t(leftOnDeadline > 0 ? 'wouldRemain' : 'nobodyWouldRemain', values));
  }
  const missing = sites.bases.filter(({ verdict }) => verdict === 'will-miss').map(({ name }) => name);
  if (missing.length > 0) told.push(t('sitesMiss', { names: missing.join(', ') }));
  const blocking = permits.permits.filter(({ verdict }) => verdict === 'blocking').map(({ id }) => id);
  if (blocking.length > 0) told.push(t('permitsBlock', { names: blocking.join(', ') }));
  return told;
}
