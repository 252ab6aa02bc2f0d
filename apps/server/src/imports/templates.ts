import type { Language } from '#libs/domain';
import { csvLines } from '../queries/csv.js';
import type { KindName } from './kind-names.js';
import { kindOf } from './kinds.js';

/** A table of a kind to begin with: its columns, and below each what to write there, in a row that is left out. */
export function templateOf(name: KindName, language: Language): string {
  const columns = Object.values(kindOf(name).columns);
  const required = language === 'fr' ? 'obligatoire : ' : 'required: ';
  const hints = columns.map(({ isRequired, such }) => `# ${isRequired ? required : ''}${such}`);
  return csvLines([columns.map((column) => column[language]), hints]);
}
