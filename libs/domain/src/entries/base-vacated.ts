import { IsSlug } from '../validation/decorators.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factInForce } from '../state/once.js';
import { zoneOf } from '../state/calendar.js';
import { factOf } from '../state/fact.js';

export class BaseVacatedData {
  @IsSlug() base!: string;
}

export const BaseVacated: EntryDefinition<BaseVacatedData> = {
  ...usualReport,
  command: 'report-base-vacated',
  kind: 'report',
  changes: ['bases'],
  labels: { base: 'open' },
  deed: () => 'vacated',
  summary: 'The last personnel have left a base.',
  data: BaseVacatedData,
  example: { base: 'ber' },
  refers: (data) => ({ bases: [data.base], claim: { kind: 'once', subject: { base: data.base } } }),
  evolve(state, data, entry) {
    const base = editBase(state, data.base);
    if (base) base.vacated = factInForce(zoneOf(state), base.vacated, factOf(entry, { placement: entry.placement }));
  },
  sentence: {
    nameFr: 'Base évacuée',
    en: (data) => say`${{ base: data.base }} vacated: the last personnel have left`,
    fr: (data) => say`Base ${{ base: data.base }} évacuée : le dernier personnel est parti`,
  },
};
