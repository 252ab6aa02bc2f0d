import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import { define } from './definition.js';
import { editBase } from '../state/copy-on-write.js';
import { factInForce } from '../state/once.js';
import { zoneOf } from '../state/calendar.js';
import { factOf } from '../state/fact.js';
import { flag } from '../state/flag.js';
import { PartyData } from './shared/fields.js';
import { wholeHandover } from '../state/base.js';

export class CampHandedOverData {
  @IsSlug() base!: string;
  @ValidateNested() @Type(() => PartyData) to!: PartyData;
  @IsOptional() @IsText() part?: string;
  @IsOptional() @IsText() document?: string;
  @IsOptional() @IsText() endUse?: string;
}

export const CampHandedOver = define<CampHandedOverData>({
  command: 'report-camp-handed-over',
  kind: 'report',
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
      const message = `${base.name} is said to have gone to ${other.to.name} and to ${to.name}. Correct, retract or dispute one of the entries.`;
      flag(state, entry, 'different-receivers', id, message, [other.revision]);
    }
    if (part === undefined) base.handedOver = factInForce(zoneOf(state), wholeHandover(base), factOf(entry)).revision;
    base.handovers.push({ ...factOf(entry), to, part, document, endUse });
  },
  sentence: (data) =>
    `${data.base} handed over to ${data.to.name} (${data.to.kind})${data.part === undefined ? '' : `: ${data.part}`}`,
});
