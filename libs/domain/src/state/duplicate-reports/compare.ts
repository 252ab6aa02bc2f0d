import { precisionOf } from '../../values/occurrence.js';
import type { Subject } from '../claim.js';
import { isWithin } from '../../values/components.js';
import { overlap, factInForce as standing } from '../once.js';
import type { Disagreement, Figure, Telling } from './reports.js';

/** Whether two reports of one type may tell one thing that then counts twice. */
export const mayBeOne = (a: Telling, b: Telling): boolean => a.source !== b.source && mayMean(a, b);

/** The same, whoever says it. */
export const mayMean = (a: Telling, b: Telling): boolean =>
  a.effect === 'booked' &&
  b.effect === 'booked' &&
  overlap(a, b) &&
  fits(a.subject, b.subject) &&
  (someOverlap(a.figures, b.figures) || isSum(a.figures, b.figures) || isSum(b.figures, a.figures));

/** Whether what may be one with the one report of a type may be one with the other as well, whoever says it. */
export const isAlike = (a: Telling, b: Telling): boolean =>
  a.effect === b.effect &&
  a.first === b.first &&
  a.last === b.last &&
  equal(a.subject, b.subject) &&
  sameFigures(a.figures, b.figures);

/** Whether a report says what the same source has said already: of one type, subject, time and figures. */
export const repeats = (a: Telling, b: Telling): boolean =>
  a.source === b.source &&
  a.answer === b.answer &&
  a.detail === b.detail &&
  sameTime(a.occurredAt, b.occurredAt) &&
  equal(a.subject, b.subject) &&
  sameFigures(a.figures, b.figures);

const sameFigures = (a: readonly Figure[], b: readonly Figure[]): boolean =>
  a.length === b.length && a.every((figure, index) => equal(figure, b[index] as Figure));

const sameTime = (a: string, b: string): boolean =>
  a === b || (precisionOf(a) === 'exact' && precisionOf(b) === 'exact' && Date.parse(a) === Date.parse(b));

function equal<T extends object>(a: T, b: T): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  for (const key in b) if (a[key] !== b[key]) return false;
  return true;
}

/** Whether two may be about the same: what one of them leaves out fits any. */
function fits(a: Subject, b: Subject): boolean {
  for (const role in a) {
    const [one, other] = [a[role as keyof Subject], b[role as keyof Subject]];
    if (one !== undefined && other !== undefined && one !== other) return false;
  }
  return true;
}

const rangesOverlap = (a: Pick<Figure, 'low' | 'high'>, b: Pick<Figure, 'low' | 'high'>): boolean =>
  (b.high === null || a.low <= b.high) && (a.high === null || b.low <= a.high);

/** Whether all of one figure's people are among the other's, by component and by contributor. */
const contains = (a: Figure, b: Figure): boolean =>
  a.of === b.of && isWithin(b.component, a.component) && (a.contingent === undefined || a.contingent === b.contingent);

/** Whether two may count the same people: a component and a contributor may each be the wider one on either side. */
const mayMeet = (a: Figure, b: Figure): boolean =>
  a.of === b.of &&
  (isWithin(a.component, b.component) || isWithin(b.component, a.component)) &&
  (a.contingent === undefined || b.contingent === undefined || a.contingent === b.contingent);

const someOverlap = (a: readonly Figure[], b: readonly Figure[]): boolean =>
  a.some((one) => b.some((other) => mayMeet(one, other) && rangesOverlap(one, other)));

/** Whether a figure of the one may be the sum of several of the other: the same people, told in parts. */
function isSum(wholes: readonly Figure[], parts: readonly Figure[]): boolean {
  if (parts.length < 2) return false;
  return wholes.some((whole) => {
    const within = parts.filter((part) => contains(whole, part));
    if (within.length < 2) return false;
    const low = within.reduce((sum, part) => sum + part.low, 0);
    const high = within.reduce<number | null>(
      (sum, part) => (sum === null || part.high === null ? null : sum + part.high),
      0,
    );
    return rangesOverlap(whole, { low, high });
  });
}

/** Which of the reports of one stated thing, in order of folding, cannot all be true; undefined if all can. */
export function disagreementOf(list: readonly Telling[], timeZone: string, isOnce: boolean): Disagreement | undefined {
  // What a source says later is better knowledge than what it said before.
  const latest = new Map<string, Telling>();
  for (const one of list) if (one.revision > (latest.get(one.source)?.revision ?? -1)) latest.set(one.source, one);
  if (latest.size < 2) return undefined;
  const claims = [...latest.values()].toSorted((a, b) => a.revision - b.revision);
  const among = isOnce ? apart(claims.map((of) => ({ of, low: of.first, high: of.last }))) : contradicting(claims);
  if (among.length === 0) return undefined;
  const inForce = isOnce
    ? list.reduce<Telling | undefined>(
        (before, said) => standing(timeZone, before, said, before?.detail === said.detail),
        undefined,
      )
    : list.findLast(({ effect }) => effect !== 'nothing');
  return { among, stands: inForce?.revision ?? -1 };
}

function contradicting(claims: readonly Telling[]): Telling[] {
  if (new Set(claims.map(({ answer }) => answer)).size > 1) return [...claims];
  const odd = ['count', 'of'].flatMap((of) =>
    apart(
      claims.flatMap((claim) => {
        const given = claim.figures.find((figure) => figure.of === of);
        return given ? [{ of: claim, low: given.low, high: given.high ?? Number.POSITIVE_INFINITY }] : [];
      }),
    ),
  );
  return claims.filter((claim) => odd.includes(claim));
}

interface Range<T> {
  of: Telling;
  low: T;
  high: T;
}

/**
 * Those whose range has nothing in common with another's. Whoever is apart from anybody is apart from the range that ends
 * first or from the one that begins last, so that one pass finds them all.
 */
function apart<T extends string | number>(ranges: readonly Range<T>[]): Telling[] {
  const [head] = ranges;
  if (!head) return [];
  const firstEnd = ranges.reduce((least, { high }) => (high < least ? high : least), head.high);
  const lastStart = ranges.reduce((most, { low }) => (low > most ? low : most), head.low);
  return ranges.filter(({ low, high }) => low > firstEnd || high < lastStart).map(({ of }) => of);
}
