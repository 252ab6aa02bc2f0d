import { IsOptional } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { factOf } from '../state/fact.js';

export class NoteAddedData {
  @IsText() text!: string;
  @IsOptional() @IsSlug() base?: string;
  @IsOptional() @IsSlug() convoy?: string;
}

export const NoteAdded: EntryDefinition<NoteAddedData> = {
  ...usualReport,
  command: 'add-note',
  kind: 'report',
  changes: [],
  labels: { text: 'reason', base: 'reason', convoy: 'reason' },
  summary: 'Something worth keeping that changes no figure.',
  data: NoteAddedData,
  example: { text: 'Coup in Niger: transit to Cotonou and Lome is in doubt.' },
  refers: (data) => ({ bases: [data.base], convoys: [data.convoy], claim: 'none' }),
  evolve(state, { text, base, convoy }, entry) {
    state.notes.push(factOf(entry, { text, base, convoy }));
  },
  sentence: {
    nameFr: 'Note ajoutée',
    en: (data) => say`Note: ${{ text: data.text }}`,
    fr: (data) => say`Note : ${{ text: data.text }}`,
  },
};
