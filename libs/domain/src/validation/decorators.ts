import { isISO31661Alpha3, isISO4217CurrencyCode, registerDecorator, type ValidationOptions } from 'class-validator';
import { isOurs } from '../values/components.js';
import { isDay, isOccurrence, isTimeZone } from '../values/occurrence.js';
import { isPlannedDate } from '../values/planned-date.js';

/** Most people, vehicles or things that a count may name. */
export const countMax = 1_000_000_000;

/** Makes a property decorator of a check and the words that say what is wanted. */
function decorator(name: string, wanted: string, isValid: (value: unknown) => boolean) {
  return (options?: ValidationOptions): PropertyDecorator =>
    (target, property) =>
      registerDecorator({
        name,
        target: target.constructor,
        propertyName: String(property),
        options,
        validator: { validate: isValid, defaultMessage: () => `$property must be ${wanted}` },
      });
}

/** How many characters a text has, as people count them: an emoji is one, though JavaScript holds it as two. */
const lengthOf = (text: string): number => Array.from(text).length;

/** Whether a value is words of at most so many characters (code points), with no control character but line ends. */
export const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' &&
  // No text has more characters than UTF-16 units, and at least half as many: most need not be counted.
  (value.length <= most || (value.length <= 2 * most && lengthOf(value) <= most)) &&
  value.trim().length > 0 &&
  !/[^\P{Cc}\n]/u.test(value) &&
  !/\p{Cs}/u.test(value);

/** What `isText` asks for, in words: who pasted a tab must not be told of a length. */
export const textOf = (most: number): string =>
  `a text of 1 to ${most.toLocaleString('en')} characters, without control characters but line feeds`;

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

const isSlug = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 64;

const slugWords = 'an id of lower-case letters, digits and single hyphens, such as "ber-timbuktu-1" (at most 64)';

/** Where convoys go that leave the country: no base and no convoy may be called that. */
const isThing = (value: unknown): boolean => isSlug(value) && value !== 'abroad';

/** The id of a base or convoy: lower-case letters, digits and single hyphens, but not `abroad`. */
export const IsSlug = decorator('isSlug', `${slugWords}; "abroad" is no base and no convoy`, isThing);

/** An id that may be any word: of what is neither base nor convoy, or of a destination, which may be `abroad`. */
export const IsAnySlug = decorator('isAnySlug', slugWords, isSlug);

/** A place people leave from: a base or convoy, or `medical/<place>`. */
export const IsOrigin = decorator(
  'isOrigin',
  'the id of a base or convoy, or "medical/" and a place, such as "medical/timbuktu"',
  (value) => typeof value === 'string' && (isThing(value) || (value.startsWith('medical/') && isSlug(value.slice(8)))),
);

/** A medical place that people return from. */
export const IsMedicalPlace = decorator(
  'isMedicalPlace',
  '"medical/" and a place, such as "medical/timbuktu"',
  (value) => typeof value === 'string' && value.startsWith('medical/') && isSlug(value.slice(8)),
);

/** A count of people or things, exact or in the words of its source. */
export const IsCount = decorator(
  'isCount',
  'a count: a whole number from 0 (not negative, no fraction), or {"about": n}, {"atLeast": n}, {"atMost": n} or {"from": n, "to": m}',
  isCount,
);

/** A whole number from 0. */
export const IsRevision = decorator('isRevision', 'the revision of an earlier entry: a whole number from 0', isWhole);

/** A calendar day. */
export const IsDayText = decorator('isDayText', 'a day that exists, such as "2023-08-13"', isDay);

/** When something happened: an instant, a day or a month. */
export const IsOccurrenceText = decorator(
  'isOccurrenceText',
  'a time that exists: an instant with seconds and its offset ("2023-08-13T08:30:00Z"), a day ("2023-08-13") or a month ("2023-08")',
  isOccurrence,
);

/** A planned date, precise or not. */
export const IsPlannedDate = decorator(
  'isPlannedDate',
  'a day that exists ("2023-08-15"), a month ("2023-08"), {"about": day} or {"from": day, "to": day}',
  isPlannedDate,
);

/** A population, ours or another. */
export const IsComponent = decorator(
  'isComponent',
  'a population, such as "all", "uniformed", "uniformed/troops" or "civilian"',
  isComponent,
);

/** A population of the mission: only those are booked. */
export const IsOwnComponent = decorator(
  'isOwnComponent',
  'a population of the mission: "all", "uniformed", "civilian" or one below them, such as "uniformed/troops"',
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
  'an ISO 3166-1 alpha-3 code that exists, such as "BFA", or "XKX"; leave an unnamed contributor out',
  (value) => isCode(value) && (isISO31661Alpha3(value) || besideIsoCountries.has(value)),
);

/** An ISO 4217 currency. */
export const IsCurrencyCode = decorator(
  'isCurrencyCode',
  'an ISO 4217 code that exists, such as "USD"',
  (value) => isCode(value) && (isISO4217CurrencyCode(value) || newerCurrencies.has(value)),
);

/** A time zone. */
export const IsTimeZoneName = decorator('isTimeZoneName', 'an IANA time zone, such as "Africa/Bamako"', isTimeZone);

/** Words of at most 2,000 characters. */
export const IsText = decorator('isText', textOf(2000), (value) => isText(value, 2000));

/** A name or a few words: at most 200 characters. */
export const IsName = decorator('isName', textOf(200), (value) => isText(value, 200));

/** A heading under which views group: at most 80 characters. */
export const IsHeading = decorator('isHeading', textOf(80), (value) => isText(value, 80));
