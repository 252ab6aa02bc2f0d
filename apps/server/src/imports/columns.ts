import type { Cell, Read, Reading } from './cells/cell.js';
import { readNumber, readCount } from './cells/numbers.js';
import { readDay, readPlanned, readWhen } from './cells/days.js';
import { readCode, readComponent, readId, readNames, readText, readWord, readYesOrNo } from './cells/words.js';

/** How cells are read. */
export const readers = {
  text: readText,
  id: readId,
  component: readComponent,
  word: readWord,
  code: readCode,
  names: readNames,
  yesOrNo: readYesOrNo,
  number: readNumber,
  count: readCount,
  day: readDay,
  when: readWhen,
  planned: readPlanned,
} as const satisfies Record<string, (cell: Cell, reading: Reading) => Read>;

/** Whether cells are dates, of which one shows how the others are to be read. */
export const isOfDates = ({ reads }: Pick<Column, 'reads'>): boolean =>
  reads === 'day' || reads === 'when' || reads === 'planned';

/** A column that a table may have. */
export interface Column {
  /** What templates call it. */
  en: string;
  fr: string;
  /** What else people call it. */
  also?: readonly string[];
  reads: keyof typeof readers;
  isRequired?: true;
  /** What to write there, such as. */
  such: string;
}

/** Columns of people; in a table that need not have them, none is required. */
export const people = (isRequired?: true): Record<'component' | 'contingent' | 'people', Column> => ({
  component: {
    en: 'Component',
    fr: 'Composante',
    also: ['Population', 'Category', 'Catégorie'],
    reads: 'component',
    ...(isRequired && { isRequired }),
    such: 'uniformed/troops, uniformed/police, civilian',
  },
  contingent: {
    en: 'Contingent',
    fr: 'Contingent',
    also: ['Contributor', 'TCC', 'Country', 'Pays', 'Contributeur'],
    reads: 'code',
    such: 'BFA',
  },
  people: {
    en: 'People',
    fr: 'Personnes',
    also: ['Strength', 'Count', 'Pax', 'Number', 'Effectif', 'Nombre'],
    reads: 'count',
    ...(isRequired && { isRequired }),
    such: '200, about 200, 200-250',
  },
});

/** Where each of those stands in a list of one line. */
export const ofLine = {
  component: '/lines/0/component',
  contingent: '/lines/0/contingent',
  people: '/lines/0/count',
} as const;

/** Columns that say where a row comes from. */
export const origin = {
  source: { en: 'Source', fr: 'Source', reads: 'text', such: 'Note to correspondents' },
  sourceUrl: {
    en: 'Source URL',
    fr: 'URL de la source',
    also: ['URL', 'Link', 'Lien'],
    reads: 'text',
    such: 'https://...',
  },
  sourceRef: {
    en: 'Source ref',
    fr: 'Réf. de la source',
    also: ['Ref', 'Reference', 'Référence'],
    reads: 'text',
    such: 'MOC-2023-118',
  },
  confidence: { en: 'Confidence', fr: 'Confiance', reads: 'word', such: 'high, medium, low' },
  reportedAt: {
    en: 'Reported at',
    fr: 'Rapporté le',
    also: ['Reported on', 'Reported'],
    reads: 'when',
    such: '2023-08-14',
  },
} as const satisfies Record<string, Column>;

/** Where each of those stands. */
export const ofOrigin = {
  source: '/source/title',
  sourceUrl: '/source/url',
  sourceRef: '/source/ref',
  confidence: '/source/confidence',
  reportedAt: '/reportedAt',
} as const;
