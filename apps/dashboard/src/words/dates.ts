import { day, t } from './words.js';

/** A planned date in the words that it was given in: a day, a month, about a day, or from one to another. */
export function planned(date: string | { about: string } | { from: string; to: string } | undefined): string {
  if (date === undefined) return '';
  if (typeof date === 'string') return day(date);
  return 'about' in date
    ? t('about', { day: day(date.about) })
    : t('fromTo', { from: day(date.from), to: day(date.to) });
}
