import { definitionOf, digits, type Effective } from '#libs/domain';
import type { CitedEntry } from './cited-entry.js';
import { bestOf, isBounds, type Contributed } from './figures.js';
import type { Input } from './approach.js';

/** Most parts that a sentence has. */
const partsMax = 6;

/** A value as a sentence says it. */
export function inWords(value: unknown): string {
  if (typeof value === 'number') return digits(value);
  if (value === null) return 'unknown';
  if (!isBounds(value)) return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  const { low, best, high } = value;
  if (high === null) return `${digits(best)} (at least ${digits(low)})`;
  return low === high ? digits(best) : `${digits(best)} (${digits(low)} to ${digits(high)})`;
}

/** What an entry did to a count, after a number: "675 repatriated". */
export const deedOf = ({ entry: { type }, data }: Effective): string => definitionOf(type).deed?.(data) ?? `by ${type}`;

/** "12,425 = 13,100 at the opening - 675 reported as departed": best values, those of one kind of entry together. */
export function countInText(
  value: unknown,
  contributions: readonly { revision: number; contributed: Contributed }[],
  deeds: ReadonlyMap<number, string>,
): string {
  const sums = new Map<string, number>();
  let isKnown = true;
  for (const one of contributions) {
    const best = bestOf(one.contributed);
    if (typeof best !== 'number') isKnown = false;
    else if (best !== 0) {
      const deed = deeds.get(one.revision) ?? '';
      sums.set(deed, (sums.get(deed) ?? 0) + best);
    }
  }
  const parts = [...sums].filter(([, sum]) => sum !== 0);
  const whole = inWords(value);
  if (!isKnown) return `${whole}, by ${many(contributions.length)}`;
  if (parts.length === 0)
    return contributions.length === 0
      ? `${whole}: no entry says otherwise`
      : `${whole}, by ${many(contributions.length)}`;
  const named = parts.slice(0, partsMax).map(([deed, sum], place) => signed(sum, place === 0, deed));
  const rest = parts.slice(partsMax).reduce((sum, [, one]) => sum + one, 0);
  const others = parts.length > partsMax ? [signed(rest, false, 'by others')] : [];
  return `${whole} = ${[...named, ...others].join(' ')}`;
}

const many = (entries: number): string => (entries === 1 ? 'one entry' : `${entries} entries`);

function signed(sum: number, isFirst: boolean, deed: string): string {
  const sign = isFirst ? (sum < 0 ? '-' : '') : sum < 0 ? '- ' : '+ ';
  return `${sign}${digits(Math.abs(sum))} ${deed}`;
}

/** "140: calendar days ... With day shown 2023-08-13, deadline 2023-12-31." */
export function derivedInText(value: unknown, formula: string, inputs: readonly Input[]): string {
  const shown = inputs
    .slice(0, partsMax)
    .map(({ name, of, value: input }) => `${name}${of === undefined ? '' : ` of ${of}`} ${inWords(input)}`);
  const more = inputs.length > partsMax ? ` and ${inputs.length - partsMax} more` : '';
  return `${inWords(value)}: ${formula}${shown.length === 0 ? '' : `; with ${shown.join(', ')}${more}`}`;
}

/** "By entry 3: Base Ber (ber) established". */
export function factInText(value: unknown, last: CitedEntry | undefined): string {
  if (!last) return inWords(value);
  return `${inWords(value)}, by entry ${last.revision}: ${last.sentence}`;
}
