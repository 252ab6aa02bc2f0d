import { isThousandOrOne } from '../csv-shape.js';
import { cellFaults } from '../details.js';
import { shownNumber, textIn, type Cell, type Read, type Reading } from './cell.js';

/** Digits in threes, with the same sign between them, and a fraction of nothing. */
const grouped = /^(\d{1,3}(?:([.,\s'’])\d{3})(?:\2\d{3})*)(?:[.,]0+)?$/;
const ungrouped = /^(\d{1,10})(?:[.,]0+)?$/;

/**
 * A whole number from 0 as people group its digits ("5,802", "5 802"); undefined if it is none, or may be a fraction.
 */
function wholeOf(text: string, hasDecimalComma: boolean): number | undefined {
  const [, groups = '', sign = ''] = grouped.exec(text.trim()) ?? [];
  if (groups !== '' && sign !== (hasDecimalComma ? ',' : '.')) return Number(groups.replaceAll(/\D/g, ''));
  const [, digits = ''] = ungrouped.exec(text.trim()) ?? [];
  return digits === '' || isThousandOrOne(text.trim()) ? undefined : Number(digits);
}

/** What stands before or after a number that is not exact. */
const words: readonly (readonly [RegExp, 'about' | 'atLeast' | 'atMost'])[] = [
  [/^(?:ca?\.?|circa|about|around|approx(?:\.|imately)?|some|roughly|environ|env\.|quelque|~|≈|±)\s*(?=\d)/i, 'about'],
  [/^(?:at least|more than|over|min(?:\.|imum)?|au moins|plus de|>=?|≥)\s*(?=\d)/i, 'atLeast'],
  [
    /^(?:at most|up to|almost|nearly|fewer than|less than|under|max(?:\.|imum)?|au plus|jusqu[’']à|presque|moins de|<=?|≤)\s*(?=\d)/i,
    'atMost',
  ],
];

/** Reads a count, exact or in the words of its source: 200, "ca. 200", "200-250", "more than 200", "200+". */
export function readCount(cell: Cell, { hasDecimalComma }: Reading): Read {
  if (typeof cell === 'number') {
    const value = shownNumber(cell);
    return Number.isInteger(value) && value >= 0 ? { value } : { fault: cellFaults.notWhole };
  }
  const text = textIn(cell);
  const exact = wholeOf(text, hasDecimalComma);
  if (exact !== undefined) return { value: exact };
  const [, lower = '', upper = ''] =
    /^(?:between |entre |from |de )?([\d\s.,'’\u00A0\u202F]+?)\s*(?:-|–|—| to | and | à | et )\s*([\d\s.,'’\u00A0\u202F]+)$/i.exec(
      text,
    ) ?? [];
  const [from, to] = [wholeOf(lower, hasDecimalComma), wholeOf(upper, hasDecimalComma)];
  if (from !== undefined && to !== undefined)
    return from <= to ? { value: { from, to } } : { fault: cellFaults.noRange };
  const bounded = /\d\s*\+$/.test(text) ? ([text.replace(/\+$/, '').trim(), 'atLeast'] as const) : wordedIn(text);
  const number = bounded && wholeOf(bounded[0], hasDecimalComma);
  if (bounded && number !== undefined) return { value: { [bounded[1]]: number } };
  return { fault: /^[\d\s.,-]+$/.test(text) ? cellFaults.notWhole : cellFaults.noCount };
}

function wordedIn(text: string): readonly [string, 'about' | 'atLeast' | 'atMost'] | undefined {
  const found = words.find(([before]) => before.test(text));
  return found && [text.replace(found[0], ''), found[1]];
}

/** Reads a number that may have a fraction. */
export function readNumber(cell: Cell, { hasDecimalComma }: Reading): Read {
  if (typeof cell === 'number') return { value: shownNumber(cell) };
  // A blank stands between degrees and minutes.
  const text = textIn(cell).replace('−', '-');
  const plain = hasDecimalComma ? text.replace(',', '.') : text;
  return /^-?\d+(\.\d+)?$/.test(plain) ? { value: Number(plain) } : { fault: cellFaults.noNumber };
}
