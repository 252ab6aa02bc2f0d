import { IsIn } from 'class-validator';
import { IsSlug } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factInForce } from '../state/once.js';
import { zoneOf } from '../state/calendar.js';
import { factOf } from '../state/fact.js';

/** How a camp can be lost. */
export const losses = ['looted', 'seized', 'destroyed'] as const;

export class CampLostData {
  @IsSlug() base!: string;
  @IsIn(losses) how!: (typeof losses)[number];
}

const french: Readonly<Record<CampLostData['how'], string>> = {
  looted: 'pillé',
  seized: 'saisi',
  destroyed: 'détruit',
};

export const CampLost: EntryDefinition<CampLostData> = {
  ...usualReport,
  command: 'report-camp-lost',
  kind: 'report',
  changes: ['bases'],
  labels: { base: 'open', how: 'open' },
  deed: () => 'lost',
  summary: 'A camp was looted, seized or destroyed.',
  data: CampLostData,
  example: { base: 'aguelhok', how: 'looted' },
  refers: (data) => ({ bases: [data.base], claim: { kind: 'once', subject: { base: data.base }, detail: data.how } }),
  evolve(state, data, entry) {
    const base = editBase(state, data.base);
    if (!base) return;
    const confirms = base.lost?.how === data.how;
    base.lost = factInForce(
      zoneOf(state),
      base.lost,
      factOf(entry, { how: data.how, placement: entry.placement }),
      confirms,
    );
  },
  sentence: {
    nameFr: 'Camp perdu',
    en: (data) => say`${{ base: data.base }} ${{ term: data.how }}`,
    fr: (data) => say`Camp de la base ${{ base: data.base }} ${{ term: french[data.how] }}`,
  },
};
