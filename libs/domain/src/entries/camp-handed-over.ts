import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factInForce } from '../state/once.js';
import { wholeHandover } from '../state/base.js';
import { zoneOf } from '../state/calendar.js';
import { factOf } from '../state/fact.js';
import { flag } from '../state/flag.js';
import { partiesInFrench, PartyData } from './shared/fields.js';

export class CampHandedOverData {
  @IsSlug() base!: string;
  @ValidateNested() @Type(() => PartyData) to!: PartyData;
  @IsOptional() @IsText() part?: string;
  @IsOptional() @IsText() document?: string;
  @IsOptional() @IsText() endUse?: string;
}

export const CampHandedOver: EntryDefinition<CampHandedOverData> = {
  ...usualReport,
  command: 'report-camp-handed-over',
  kind: 'report',
  changes: ['bases'],
  labels: { base: 'open', to: 'open', part: 'open', document: 'source', endUse: 'open' },
  deed: () => 'handed over',
  summary: 'A camp (or a part of it) was formally transferred, whoever is in it.',
  data: CampHandedOverData,
  example: { base: 'ber', to: { name: 'Governor of Timbuktu', kind: 'civilian' }, document: 'handover certificate' },
  refers: (data) => ({
    bases: [data.base],
    claim: {
      kind: data.part === undefined ? 'once' : 'remark',
      subject: { base: data.base },
      detail: `${data.to.name} ${data.part ?? ''}`,
    },
  }),
  evolve(state, { base: id, to, part, document, endUse }, entry) {
    const base = editBase(state, id);
    if (!base) return;
    const other = base.handovers.find((one) => one.part === undefined && part === undefined && one.to.name !== to.name);
    if (other) {
      const figures = { base: id, called: base.name, receivers: [other.to.name, to.name] as const };
      flag(state, entry, 'different-receivers', id, figures, [other.revision]);
    }
    if (part === undefined) {
      const confirms = wholeHandover(base)?.to.name === to.name;
      const said = factOf(entry, { placement: entry.placement });
      base.handedOver = factInForce(zoneOf(state), base.handedOver, said, confirms);
    }
    base.handovers.push(factOf(entry, { to, part, document, endUse }));
  },
  sentence: {
    nameFr: 'Camp remis',
    en: (data) =>
      say`${{ base: data.base }} handed over to ${{ name: data.to.name }} (${{ term: data.to.kind }})${where(data.part, (part) => say`: ${{ text: part }}`)}`,
    fr: (data) =>
      say`Camp de la base ${{ base: data.base }} remis à ${{ name: data.to.name }} (${{ term: partiesInFrench[data.to.kind] }})${where(data.part, (part) => say` : ${{ text: part }}`)}`,
  },
};
