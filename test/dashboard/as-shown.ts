import { en } from '../../apps/dashboard/src/words/phrases.js';

/** A row of a CSV. */
export type Row = Readonly<Record<string, string>>;

/** How an English page writes what a CSV holds, worked out from the CSV alone. */
const words: Readonly<Record<string, string>> = en;
const numbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const timeZone = 'Africa/Bamako';

/** A word of the page's by its name; the name where it has none. */
export const word = (name: string): string => words[name] ?? name;

export const number = (text: string | undefined): string =>
  text === undefined || text === '' ? '' : numbers.format(Number(text));

/** A list within a cell. */
export const listIn = <T>(text: string | undefined): T[] => JSON.parse(text || '[]') as T[];

/** A count with its bounds: in brackets, or after the best. */
export function count(row: Row, column: string, isInBrackets = false): string {
  const [low, best, high] = [row[`${column}.low`], row[`${column}.best`], row[`${column}.high`]];
  if (best === undefined || best === '' || low === high) return number(best);
  const range = `${number(low)} to ${high === '' ? en.unknown : number(high)}`;
  return isInBrackets ? `${number(best)} (${range})` : `${number(best)} ${range}`;
}

/** The people of a base or a convoy: an empty cell is that nobody said how many. */
export const people = (row: Row, isInBrackets = false): string =>
  row['people.best'] === '' ? en.notReported : count(row, 'people', isInBrackets);

/** A day, a month, or an instant in the mission's zone. */
export function when(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const isInstant = text.length > 10;
  return new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'short',
    ...(text.length > 7 && { day: 'numeric' }),
    ...(isInstant && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }),
    timeZone: isInstant ? timeZone : 'UTC',
  }).format(new Date(text.length > 7 ? text : `${text}-01`));
}

/** A planned date in the words that it was given in. */
export function planned(row: Row): string {
  if (row['planned.about']) return `about ${when(row['planned.about'])}`;
  if (row['planned.from']) return `${when(row['planned.from'])} to ${when(row['planned.to'])}`;
  return when(row.planned);
}

/** A difference, with its sign. */
export const difference = (text: string | undefined): string =>
  text === undefined || text === '' ? '' : Number(text) > 0 ? `+${number(text)}` : number(text);

/** What became of an entry. */
export const marks = (row: Row): string =>
  Object.entries(en)
    .flatMap(([name, text]) => {
      const value = name.startsWith('mark.') ? row[name.replace('mark.', 'marks.')] : undefined;
      if (value === undefined || value === '') return [];
      return [text.replace('{value}', value.startsWith('[') ? listIn<number>(value).join(', ') : value)];
    })
    .join(' ');
