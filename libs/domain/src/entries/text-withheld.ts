import { IsName, IsRevision, IsText } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';

export class TextWithheldData {
  @IsRevision() entry!: number;
  @IsName() pointer!: string;
  @IsText() reason!: string;
}

export const TextWithheld: EntryDefinition<TextWithheldData> = {
  ...usualOrder,
  command: 'withhold-text',
  taken: 'always',
  readsNamed: true,
  changes: [],
  labels: { entry: 'open', pointer: 'open', reason: 'reason' },
  summary:
    'A text of an entry is shown to auditors alone; all others see [withheld] wherever it stands. The log and its proofs keep it. Taken back by retract-entry.',
  data: TextWithheldData,
  example: { entry: 41, pointer: '/reason', reason: 'it names a wounded soldier' },
  refers: (data) => ({ entry: data.entry }),
  judge: ({ log }, data) => log.refusesWithholding(data),
  evolve(state, { entry, pointer }) {
    state.withheld.set(`${entry}${pointer}`, { entry, pointer });
  },
  sentence: {
    nameFr: 'Texte soustrait',
    en: ({ entry, pointer, reason }) => say`Text ${{ code: pointer }} of entry ${{ entry }} withheld: ${{ reason }}`,
    fr: ({ entry, pointer, reason }) =>
      say`Texte ${{ code: pointer }} de l’écriture ${{ entry }} soustrait aux regards : ${{ reason }}`,
  },
};
