import { isOccurrence, periodOf, registry, type Entry, type Language } from '#libs/domain';
import { sentenceOf, type IndexRow } from '#libs/timeline';
import { details as httpDetails } from '../http/details.js';
import { badParameter } from '../http/problems.js';
import { details } from './details.js';

/** Marks that entries can be searched by, and what `true` finds. */
export const markFilters = {
  corrected: 'Entries of which a correction is in force (`true`), or of which none is (`false`).',
  retracted: 'Entries that are retracted, or that are not.',
  disputed: 'Entries that somebody disputes, or that nobody does.',
  revised: 'Entries whose toll was revised, or was not.',
  late: 'Orders that were given earlier and entered late, or all others.',
  reportedEarlier: 'Entries that were reported more than a day before they were recorded, or all others.',
} as const;

/** The parameters by which entries are searched, with what each finds. */
export const filterWords = {
  type: 'Entries of a type, or of one of several, separated by commas.',
  base: 'Entries that name or open this base.',
  convoy: 'Entries that name or open this convoy.',
  actor: 'Entries by the person with this id.',
  text: 'Entries in whose sentence (in the language asked), data or source this text stands; capital letters and accents make no difference.',
  source:
    'Entries in whose source (title, url or ref) this text stands; capital letters and accents make no difference.',
  from: 'Entries of what happened then or later: an instant, a day or a month.',
  to: 'Entries of what happened then or earlier.',
  knownFrom: 'Entries known then or later: by `reportedAt`, or by when they were recorded where they have none.',
  knownTo: 'Entries known then or earlier.',
  recordedFrom: 'Entries that the log took then or later.',
  recordedTo: 'Entries that the log took then or earlier.',
  ...markFilters,
} as const;

export type FilterName = keyof typeof filterWords;
export type Filters = Partial<Record<FilterName, string>>;

export const filterNames = Object.keys(filterWords) as FilterName[];

const markNames = Object.keys(markFilters) as (keyof typeof markFilters)[];

/** Marks that an entry has from the moment it is recorded: a stream can go by them, and by no others. */
const ownMarkNames: ReadonlySet<string> = new Set(['late', 'reportedEarlier']);

/** What is looked for, ready to be asked of many entries. */
export interface Wanted {
  /** What the index knows. */
  isRow: (row: IndexRow) => boolean;
  /** Whether `isRow` leaves anything out. */
  asksRows: boolean;
  /** What only the entry itself tells; undefined if no filter asks for it. */
  isEntry?: (entry: Entry) => boolean;
}

const isMarked: Readonly<Record<keyof typeof markFilters, (row: IndexRow) => boolean>> = {
  corrected: ({ marks }) => marks.correctedBy !== undefined,
  retracted: ({ marks }) => marks.retractedBy !== undefined,
  disputed: ({ marks }) => marks.disputedBy !== undefined,
  revised: ({ marks }) => marks.revisedBy !== undefined,
  late: ({ marks }) => marks.late === true,
  reportedEarlier: ({ marks }) => marks.reportedEarlier === true,
};

/**
 * Reads the filters of a query; days and months are of the mission's zone. Where it is said whose entries may be read, no others
 * are looked at. Throws a Problem if a filter cannot be used.
 */
export function readFilters(filters: Filters, timeZone: string, language: Language, ownOf?: string): Wanted {
  const { base, convoy, actor } = filters;
  const types = typesOf(filters.type);
  const asked: ((row: IndexRow) => boolean)[] = [];
  if (types) asked.push(({ type }) => types.has(type));
  for (const one of [ownOf, actor]) if (one !== undefined) asked.push((row) => row.actor === one);
  for (const thing of [base, convoy]) if (thing !== undefined) asked.push(({ things }) => things.includes(thing));
  asked.push(...between(filters, 'from', 'to', timeZone, ({ at }) => at));
  asked.push(...between(filters, 'knownFrom', 'knownTo', timeZone, ({ known }) => known));
  asked.push(...between(filters, 'recordedFrom', 'recordedTo', timeZone, ({ recorded }) => recorded));
  for (const name of markNames) {
    const wish = yesOrNo(name, filters[name]);
    if (wish !== undefined) asked.push((row) => isMarked[name](row) === wish);
  }
  const asksRows = asked.length > 0;
  const isRow = (row: IndexRow): boolean => asked.every((is) => is(row));
  const [text, source] = [wordsOf('text', filters.text), wordsOf('source', filters.source)];
  if (text === undefined && source === undefined) return { isRow, asksRows };
  return {
    isRow,
    asksRows,
    isEntry: (entry) =>
      (text === undefined || comparable(textOf(entry, language)).includes(text)) &&
      (source === undefined || comparable(sourceOf(entry)).includes(source)),
  };
}

/** Throws a Problem if a stream of entries cannot go by a filter: what becomes of an entry is not known when it comes. */
export function checkForStream(filters: Filters): void {
  const no = markNames.find((name) => filters[name] !== undefined && !ownMarkNames.has(name));
  if (no !== undefined) throw badParameter(no, details.unfollowable(no));
}

function typesOf(text: string | undefined): ReadonlySet<string> | undefined {
  if (text === undefined) return undefined;
  const types = text.split(',');
  const unknown = types.find((type) => !Object.hasOwn(registry, type));
  if (unknown !== undefined) throw badParameter('type', details.noType(unknown.slice(0, 40), Object.keys(registry)));
  return new Set(types);
}

function between(
  filters: Filters,
  first: FilterName,
  last: FilterName,
  timeZone: string,
  of: (row: IndexRow) => number,
): ((row: IndexRow) => boolean)[] {
  const [from, to] = [edge(first, filters[first], timeZone), edge(last, filters[last], timeZone)];
  if (from && to && from.start > to.end) throw badParameter(first, details.notAfter(first, last));
  return [
    ...(from ? [(row: IndexRow): boolean => of(row) >= from.start] : []),
    ...(to ? [(row: IndexRow): boolean => of(row) <= to.end] : []),
  ];
}

function edge(parameter: string, text: string | undefined, timeZone: string) {
  if (text === undefined) return undefined;
  if (!isOccurrence(text)) throw badParameter(parameter, details.timeForm(parameter));
  return periodOf(text, timeZone);
}

function yesOrNo(parameter: string, text: string | undefined): boolean | undefined {
  if (text === undefined || text === 'true' || text === 'false')
    return text === undefined ? undefined : text === 'true';
  throw badParameter(parameter, httpDetails.trueOrFalse(parameter));
}

function wordsOf(parameter: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const words = comparable(text);
  if (words.trim() === '') throw badParameter(parameter, details.notEmpty(parameter));
  return words;
}

/** Capital letters make no difference, nor do accents and other marks on letters, however they are encoded. */
const comparable = (text: string): string =>
  // Upper case first: it makes one of letters that have several small forms ("ß" and "ss", "ς" and "σ").
  text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase();

const sourceOf = ({ source }: Entry): string => [source?.title, source?.url, source?.ref].join('\n');

const textOf = (entry: Entry, language: Language): string =>
  [sentenceOf(entry, language), ...leavesOf(entry.data), sourceOf(entry)].join('\n');

/** Every text and number in some data. */
const leavesOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [String(value)];
