import { computed } from '@preact/signals';
import { language } from '../place.js';
import type { Bounds, People } from '#libs/client';
import { en, fr, type Word } from './phrases.js';

export type { Word } from './phrases.js';

const dictionaries = { en, fr };

/** Says something in the reader's language. Whole sentences, never put together from parts. */
export function t(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return dictionaries[language.value][word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Whether there is a word for it: the server may have more than the page knows. */
export const isWord = (word: string): word is Word => Object.hasOwn(en, word);

/** A word of the server's, in the reader's language if we have it. */
export const known = (prefix: string, word: string): string => {
  const name = `${prefix}${word}`;
  return isWord(name) ? t(name) : word;
};

const locale = computed(() => (language.value === 'fr' ? 'fr-FR' : 'en-GB'));
const numbers = computed(() => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 }));
const signed = computed(() => new Intl.NumberFormat(locale.value, { signDisplay: 'exceptZero' }));

/** A number with its thousands apart. */
export const number = (n: number): string => numbers.value.format(n);

/** A difference, with its sign. */
export const difference = (n: number): string => signed.value.format(n);

/** A count with its bounds if it is not exact. */
export function bounds(count: People | undefined): string {
  if (!count) return '';
  if ('reported' in count) return t('notReported');
  const { low, best, high } = count;
  return low === high ? number(best) : `${number(best)} (${range({ low, best, high })})`;
}

/** The bounds of a count. */
export const range = ({ low, high }: Bounds): string =>
  t('range', { low: number(low), high: high === null ? t('unknown') : number(high) });

/** A calendar day or month (`2023-08-13`, `2024-07`) in words; it has no zone, so none is applied. */
export function day(text: string): string {
  if (!/^\d{4}-\d{2}(-\d{2})?$/.test(text)) return text;
  const parts: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', timeZone: 'UTC' };
  if (text.length > 7) parts.day = 'numeric';
  return new Intl.DateTimeFormat(locale.value, parts).format(new Date(text.length > 7 ? text : `${text}-01`));
}

/** An instant (RFC 3339, or milliseconds since 1970) by a 24-hour clock, with the zone that it is told in. */
export function instant(at: string | number, timeZone: string, parts: Intl.DateTimeFormatOptions = {}): string {
  return new Intl.DateTimeFormat(locale.value, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
    ...parts,
  }).format(new Date(at));
}

/** When something was, with the precision that it is known in. */
export const when = (occurredAt: string, timeZone: string): string =>
  occurredAt.length > 10 ? instant(occurredAt, timeZone) : day(occurredAt);

/** The time of day by a 24-hour clock, to the second, with its zone. */
export const clock = (at: number, timeZone: string): string =>
  instant(at, timeZone, { year: undefined, month: undefined, day: undefined, second: '2-digit' });

/** A population by its path (`uniformed/troops`), in words if we have them. */
export const populationName = (component: string): string => {
  const name = `population.${component}`;
  return isWord(name) ? t(name) : component;
};
