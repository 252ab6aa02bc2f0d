import { IsOptional } from 'class-validator';
import { IsCount, IsHeading, IsSlug } from '../validation/decorators.js';
import { boundsOf, countInWords, type Count } from '../values/count.js';
import { define } from './definition.js';
import { equipmentOf } from './shared/equipment.js';

export class EquipmentReportedData {
  @IsHeading() category!: string;
  @IsCount() count!: Count;
  @IsOptional() @IsSlug() base?: string;
}

export const EquipmentReported = define<EquipmentReportedData>({
  command: 'report-equipment',
  kind: 'report',
  summary: 'How much equipment of a kind there is, at a base or in the whole mission.',
  data: EquipmentReportedData,
  example: { category: 'vehicle', count: { about: 4000 } },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'total', subject: { category: data.category, base: data.base }, count: data.count },
  }),
  evolve(state, { category, count, base }) {
    equipmentOf(state, category).present.set(base ?? '', boundsOf(count));
  },
  sentence: (data) =>
    `${countInWords(data.count)} ${data.category} counted${data.base === undefined ? '' : ` at ${data.base}`}`,
});
