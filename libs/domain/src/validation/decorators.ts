import { isISO31661Alpha3, isISO4217CurrencyCode, registerDecorator, type ValidationOptions } from 'class-validator';
import { digitsIn } from '../sentences/in-words.js';
import { ruleOfAlert } from '../values/alert-rules.js';
import { isOurs } from '../values/components.js';
import { isDay, isInstant, isOccurrence, isTimeZone } from '../values/occurrence.js';
import { isPlannedDate } from '../values/planned-date.js';
import type { Language } from '../sentences/part.js';

/** What a rule of ours says in French: it goes with its decorator. */
export interface RuleContext {
  fr: string;
}

/** Most people, vehicles or things that a count may name. */
export const countMax = 1_000_000_000;

/** Makes a property decorator of a check and the words that say what is wanted, in each language. */
function decorator(name: string, wanted: Record<Language, string>, isValid: (value: unknown) => boolean) {
  return (options?: ValidationOptions): PropertyDecorator =>
    (target, property) =>
      registerDecorator({
        name,
        target: target.constructor,
        propertyName: String(property),
        options: { ...options, context: { fr: `$property doit être ${wanted.fr}` } satisfies RuleContext },
        validator: { validate: isValid, defaultMessage: () => `$property must be ${wanted.en}` },
      });
}

/** How many characters a text has, as people count them: an emoji is one, though JavaScript holds it as two. */
const lengthOf = (text: string): number => Array.from(text).length;

/**
 * Whether a value is words of at most so many characters (code points), with no control character but line ends, and something to
 * be seen: blanks, and characters that only say how others are set, are no words.
 */
export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' &&
  // No text has more characters than UTF-16 units, and at least half as many: most need not be counted.
  (value.length <= most || (value.length <= 2 * most && lengthOf(value) <= most)) &&
  /[^\p{Z}\p{Cc}\p{Cf}]/u.test(value) &&
  !/[^\P{Cc}\n]/u.test(value) &&
  !/\p{Cs}/u.test(value);

/** What `isText` asks for, in words: who pasted a tab must not be told of a length. */
export const textOf = (most: number): Record<Language, string> => ({
  en: `a text of 1 to ${digitsIn(most, 'en')} characters that can be seen, without control characters but line feeds`,
  fr: `un texte de 1 à ${digitsIn(most, 'fr')} caractères visibles, sans caractères de contrôle autres que les sauts de ligne`,
});

const isWhole = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= countMax;

/** Whether a value is a count in one of its five shapes. */
export function isCount(value: unknown): boolean {
  if (typeof value === 'number') return isWhole(value);
  if (typeof value !== 'object' || value === null) return false;
  const of = value as Record<string, unknown>;
  const keys = Object.keys(of).sort().join();
  if (keys === 'about' || keys === 'atLeast' || keys === 'atMost') return isWhole(of[keys]);
  return keys === 'from,to' && isWhole(of.from) && isWhole(of.to) && of.from <= of.to;
}

const isComponent = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*){0,4}$/.test(value) &&
  value.length <= 120;

/** Whether a value is an id of a mission, base, convoy or permit. */
export const isSlug = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 64;

const slugWords = {
  en: 'an id of lower-case letters, digits and single hyphens, such as "ber-timbuktu-1" (at most 64)',
  fr: 'un identifiant de lettres minuscules, de chiffres et de traits d’union simples, tel que "ber-timbuktu-1" (64 au plus)',
};

/** Where convoys go that leave the country: no base and no convoy may be called that. */
const isThing = (value: unknown): boolean => isSlug(value) && value !== 'abroad';

/** The id of a base or convoy: lower-case letters, digits and single hyphens, but not `abroad`. */
export const IsSlug = decorator(
  'isSlug',
  {
    en: `${slugWords.en}; "abroad" is no base and no convoy`,
    fr: `${slugWords.fr} ; "abroad" n’est ni une base ni un convoi`,
  },
  isThing,
);

/** An id that may be any word: of what is neither base nor convoy, or of a destination, which may be `abroad`. */
export const IsAnySlug = decorator('isAnySlug', slugWords, isSlug);

/** A place people leave from: a base or convoy, or `medical/<place>`. */
export const IsOrigin = decorator(
  'isOrigin',
  {
    en: 'the id of a base or convoy, or "medical/" and a place, such as "medical/timbuktu"',
    fr: 'l’identifiant d’une base ou d’un convoi, ou "medical/" et un lieu, tel que "medical/timbuktu"',
  },
  (value) => typeof value === 'string' && (isThing(value) || (value.startsWith('medical/') && isSlug(value.slice(8)))),
);

/** A medical place that people return from. */
export const IsMedicalPlace = decorator(
  'isMedicalPlace',
  { en: '"medical/" and a place, such as "medical/timbuktu"', fr: '"medical/" et un lieu, tel que "medical/timbuktu"' },
  (value) => typeof value === 'string' && value.startsWith('medical/') && isSlug(value.slice(8)),
);

/** A count of people or things, exact or in the words of its source. */
export const IsCount = decorator(
  'isCount',
  {
    en: 'a count: a whole number from 0 (not negative, no fraction), or {"about": n}, {"atLeast": n}, {"atMost": n} or {"from": n, "to": m}',
    fr: 'un nombre : entier à partir de 0 (ni négatif ni décimal), ou {"about": n}, {"atLeast": n}, {"atMost": n} ou {"from": n, "to": m}',
  },
  isCount,
);

/** A whole number from 0. */
export const IsRevision = decorator(
  'isRevision',
  {
    en: 'the revision of an earlier entry: a whole number from 0',
    fr: 'la révision d’une écriture antérieure : un nombre entier à partir de 0',
  },
  isWhole,
);

/** How many one convoy takes, or how much there is of something: none would carry nothing. */
export const IsPositive = decorator(
  'isPositive',
  { en: 'a whole number from 1', fr: 'un nombre entier à partir de 1' },
  (value) => isWhole(value) && value > 0,
);

/** How much there is, or is needed, of something. */
export const IsAmount = decorator(
  'isAmount',
  { en: 'a whole number from 0', fr: 'un nombre entier à partir de 0' },
  isWhole,
);

/** Most days that a way, a lead or a lag may have. */
const daysMax = 3650;

/** A number of days. */
export const IsDays = decorator(
  'isDays',
  { en: 'a number of days from 0 to 3,650', fr: 'un nombre de jours de 0 à 3 650' },
  (value) => typeof value === 'number' && value >= 0 && value <= daysMax,
);

/** A whole number of days. */
export const IsWholeDays = decorator(
  'isWholeDays',
  { en: 'a whole number of days from 0 to 3,650', fr: 'un nombre entier de jours de 0 à 3 650' },
  (value) => isWhole(value) && value <= daysMax,
);

/** A whole number of days, negative if one thing may overlap another. */
export const IsLag = decorator(
  'isLag',
  { en: 'a whole number of days from -3,650 to 3,650', fr: 'un nombre entier de jours de -3 650 à 3 650' },
  (value) => Number.isInteger(value) && Math.abs(value as number) <= daysMax,
);

/** A calendar day. */
export const IsDayText = decorator(
  'isDayText',
  { en: 'a day that exists, such as "2023-08-13"', fr: 'un jour qui existe, tel que "2023-08-13"' },
  isDay,
);

/** When something happened: an instant, a day or a month. */
export const IsOccurrenceText = decorator(
  'isOccurrenceText',
  {
    en: 'a time that exists: an instant with seconds and its offset ("2023-08-13T08:30:00Z"), a day ("2023-08-13") or a month ("2023-08")',
    fr: 'un moment qui existe : un instant avec ses secondes et son décalage ("2023-08-13T08:30:00Z"), un jour ("2023-08-13") ou un mois ("2023-08")',
  },
  isOccurrence,
);

/** A planned date, precise or not. */
export const IsInstantText = decorator(
  'isInstantText',
  {
    en: 'an instant with its offset ("2023-08-13T08:30:00Z")',
    fr: 'un instant avec son décalage ("2023-08-13T08:30:00Z")',
  },
  isInstant,
);

export const IsPlannedDate = decorator(
  'isPlannedDate',
  {
    en: 'a day that exists ("2023-08-15"), a month ("2023-08"), {"about": day} or {"from": day, "to": day}',
    fr: 'un jour qui existe ("2023-08-15"), un mois ("2023-08"), {"about": jour} ou {"from": jour, "to": jour}',
  },
  isPlannedDate,
);

/** A population, ours or another. */
export const IsComponent = decorator(
  'isComponent',
  {
    en: 'a population, such as "all", "uniformed", "uniformed/troops" or "civilian"',
    fr: 'une population, telle que "all", "uniformed", "uniformed/troops" ou "civilian"',
  },
  isComponent,
);

/** A population of the mission: only those are booked. */
export const IsOwnComponent = decorator(
  'isOwnComponent',
  {
    en: 'a population of the mission: "all", "uniformed", "civilian" or one below them, such as "uniformed/troops"',
    fr: 'une population de la mission : "all", "uniformed", "civilian" ou l’une de leurs parties, telle que "uniformed/troops"',
  },
  (value) => isComponent(value) && isOurs(value as string),
);

const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Z]{3}$/.test(value);

/** Kosovo: in use by the United Nations beside ISO 3166-1, which leaves codes that begin with X to its users. */
const besideIsoCountries = new Set(['XKX']);

/** Currencies of ISO 4217 that are newer than the list of class-validator's version: of Curaçao and of Zimbabwe. */
const newerCurrencies = new Set(['XCG', 'ZWG']);

/** A contributor: a country of ISO 3166-1, or Kosovo. */
export const IsContingent = decorator(
  'isContingent',
  {
    en: 'an ISO 3166-1 alpha-3 code that exists, such as "BFA", or "XKX"; leave an unnamed contributor out',
    fr: 'un code ISO 3166-1 alpha-3 qui existe, tel que "BFA", ou "XKX" ; n’indiquez pas un contributeur qui n’est pas nommé',
  },
  (value) => isCode(value) && (isISO31661Alpha3(value) || besideIsoCountries.has(value)),
);

/** An ISO 4217 currency. */
export const IsCurrencyCode = decorator(
  'isCurrencyCode',
  { en: 'an ISO 4217 code that exists, such as "USD"', fr: 'un code ISO 4217 qui existe, tel que "USD"' },
  (value) => isCode(value) && (isISO4217CurrencyCode(value) || newerCurrencies.has(value)),
);

/** A time zone. */
export const IsTimeZoneName = decorator(
  'isTimeZoneName',
  { en: 'an IANA time zone, such as "Africa/Bamako"', fr: 'un fuseau horaire IANA, tel que "Africa/Bamako"' },
  isTimeZone,
);

/** Words of at most 2,000 characters. */
export const IsText = decorator('isText', textOf(2000), (value) => isText(value, 2000));

/** A name or a few words: at most 200 characters. */
export const IsName = decorator('isName', textOf(200), (value) => isText(value, 200));

/** A heading under which views group: at most 80 characters. */
export const IsHeading = decorator('isHeading', textOf(80), (value) => isText(value, 80));

/** The id of an alert: its rule, a colon and its subject. */
export const IsAlertId = decorator(
  'isAlertId',
  {
    en: 'the id of an alert: its rule and its subject, such as "planned-date-passed:ber"',
    fr: 'l’identifiant d’une alerte : sa règle et son sujet, tel que "planned-date-passed:ber"',
  },
  (value) => isText(value, 400) && ruleOfAlert(value) !== undefined,
);
