import { cellFaults } from '../details.js';
import { plainWords, slugOf, textIn, type Cell, type Read } from './cell.js';

/** What people call parts of a mission, besides the names of components. */
const components: Readonly<Record<string, string>> = {
  all: 'all',
  total: 'all',
  tous: 'all',
  uniformed: 'uniformed',
  uniforme: 'uniformed',
  'personnel en tenue': 'uniformed',
  troops: 'uniformed/troops',
  troupes: 'uniformed/troops',
  military: 'uniformed/troops',
  militaires: 'uniformed/troops',
  police: 'uniformed/police',
  policiers: 'uniformed/police',
  civilian: 'civilian',
  civilians: 'civilian',
  civil: 'civilian',
  civils: 'civilian',
};

/** Words that are no ids themselves, by their plain form. */
const otherWords: Readonly<Record<string, string>> = {
  tob: 'temporary-operating-base',
  hq: 'headquarters',
  'quartier general': 'headquarters',
  'base logistique': 'logistics-base',
  'base operationnelle temporaire': 'temporary-operating-base',
  autre: 'other',
  route: 'road',
  air: 'air',
  avion: 'air',
  fleuve: 'river',
  mer: 'sea',
  presents: 'present',
  partis: 'departed',
  'effectif initial': 'baseline',
  haute: 'high',
  moyenne: 'medium',
  faible: 'low',
};

const yesOrNo: Readonly<Record<string, boolean>> = {
  true: true,
  vrai: true,
  yes: true,
  oui: true,
  x: true,
  '1': true,
  false: false,
  faux: false,
  no: false,
  non: false,
  '0': false,
};

/** Reads a text. One that a spreadsheet would run has an apostrophe before it that is no part of it. */
export function readText(cell: Cell): Read {
  const text = textIn(cell);
  return { value: /^'+[=+\-@\s]/.test(text) ? text.slice(1) : text };
}

/** Reads an id, or a name as an id. */
export const readId = (cell: Cell): Read => {
  const text = textIn(cell);
  const [, place] = /^medical\s*\/\s*(.+)$/i.exec(text) ?? [];
  const id = place === undefined ? slugOf(text) : `medical/${slugOf(place)}`;
  return id === '' ? { fault: cellFaults.noId } : { value: id };
};

/** Reads a part of a mission. */
export const readComponent = (cell: Cell): Read => {
  const text = textIn(cell);
  return { value: components[plainWords(text)] ?? text.toLowerCase() };
};

/** Reads one of several words. */
export const readWord = (cell: Cell): Read => {
  const plain = plainWords(textIn(cell));
  return { value: otherWords[plain] ?? plain.replaceAll(' ', '-') };
};

/** Reads the code of a contributor. */
export const readCode = (cell: Cell): Read => ({ value: textIn(cell).toUpperCase() });

/** Reads yes or no. */
export const readYesOrNo = (cell: Cell): Read => {
  const value = typeof cell === 'boolean' ? cell : yesOrNo[textIn(cell).toLowerCase()];
  return value === undefined ? { fault: cellFaults.noYesOrNo } : { value };
};

/** Reads names between semicolons, commas or bars. */
export const readNames = (cell: Cell): Read => ({
  value: textIn(cell)
    .split(/[;,|]/)
    .map((name) => name.trim())
    .filter((name) => name !== ''),
});
