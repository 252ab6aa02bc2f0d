import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { IsCount, IsHeading, IsSlug, IsText } from '../validation/decorators.js';
import { boundsOf, minus, tidy, type Count } from '../values/count.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { equipmentOf } from './shared/equipment.js';
import { causeOf, factOf } from '../state/fact.js';
import { flag } from '../state/flag.js';
import { isRestrictedCategory } from '../state/restricted.js';
import { ValueData } from './shared/fields.js';

/** What can become of equipment. */
export const methods = ['repatriated', 'redeployed', 'sold', 'gifted', 'destroyed', 'abandoned'] as const;

export class EquipmentDisposedData {
  @IsHeading() category!: string;
  @IsCount() count!: Count;
  @IsIn(methods) method!: (typeof methods)[number];
  @IsOptional() @IsSlug() base?: string;
  @IsOptional() @IsSlug() convoy?: string;
  @IsOptional() @ValidateNested() @Type(() => ValueData) value?: ValueData;
  @IsOptional() @IsText() approval?: string;
}

/** What becomes of equipment, in French. */
export const methodsInFrench: Readonly<Record<EquipmentDisposedData['method'], string>> = {
  repatriated: 'rapatriement',
  redeployed: 'redéploiement',
  sold: 'vente',
  gifted: 'don',
  destroyed: 'destruction',
  abandoned: 'abandon',
};

export const EquipmentDisposed: EntryDefinition<EquipmentDisposedData> = {
  ...usualReport,
  command: 'report-equipment-disposed',
  kind: 'report',
  changes: ['equipment'],
  labels: {
    category: 'open',
    count: 'open',
    method: 'open',
    base: 'open',
    convoy: 'movement',
    value: 'open',
    approval: 'source',
  },
  deed: () => 'disposed of',
  summary: 'Equipment left the mission: sent home, handed on, sold, given, destroyed or abandoned.',
  data: EquipmentDisposedData,
  example: { category: 'generator', count: 4, method: 'destroyed', base: 'tessalit' },
  refers: (data) => ({
    bases: [data.base],
    convoys: [data.convoy],
    claim: {
      kind: 'movement',
      subject: { category: data.category, base: data.base, convoy: data.convoy },
      equipment: data.count,
    },
  }),
  evolve(state, { category, count, method, base, convoy, value, approval }, entry) {
    const book = equipmentOf(state, category);
    const gone = boundsOf(count);
    book.disposals.push(factOf(entry, { method, count: gone, base, convoy, value, approval }));
    if ((method === 'sold' || method === 'gifted') && isRestrictedCategory(category)) {
      const subject = base ?? convoy ?? 'mission';
      flag(state, entry, 'restricted-disposed', subject, { category, method, count, base });
    }
    for (const place of base === undefined ? [''] : ['', base]) {
      const there = book.present.get(place);
      if (!there) continue;
      const left = tidy(minus(there, gone));
      book.present.set(place, left);
      if (there.best >= 0 && left.best < 0) book.short.set(place, causeOf(entry));
    }
  },
  sentence: {
    nameFr: 'Matériel cédé',
    en: (data) =>
      say`${{ number: data.count }} ${{ text: data.category }} ${{ term: data.method }}${where(data.base, (base) => say` at ${{ base }}`)}`,
    fr: (data) =>
      say`Matériel cédé (${{ term: methodsInFrench[data.method] }})${where(data.base, (base) => say` à la base ${{ base }}`)} : ${{ number: data.count }} ${{ text: data.category }}`,
  },
};
