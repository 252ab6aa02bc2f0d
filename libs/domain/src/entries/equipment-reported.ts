import { IsOptional } from 'class-validator';
import { IsCount, IsHeading, IsSlug } from '../validation/decorators.js';
import { boundsOf, type Count } from '../values/count.js';
import { settle } from '../ledger/base-assertion.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { equipmentOf } from './shared/equipment.js';

export class EquipmentReportedData {
  @IsHeading() category!: string;
  @IsCount() count!: Count;
  @IsOptional() @IsSlug() base?: string;
}

export const EquipmentReported: EntryDefinition<EquipmentReportedData> = {
  ...usualReport,
  command: 'report-equipment',
  kind: 'report',
  standsAt: 'end-of-period',
  changes: ['equipment'],
  labels: { category: 'open', count: 'open', base: 'open' },
  deed: () => 'counted',
  summary: 'How much equipment of a kind there is, at a base or in the whole mission.',
  data: EquipmentReportedData,
  example: { category: 'vehicle', count: { about: 4000 } },
  refers: (data) => ({
    bases: [data.base],
    claim: { kind: 'total', subject: { category: data.category, base: data.base }, count: data.count },
  }),
  evolve(state, { category, count, base }) {
    const [{ present, short }, place, claim] = [equipmentOf(state, category), base ?? '', boundsOf(count)];
    const now = present.get(place);
    present.set(place, now === undefined || typeof count === 'number' ? claim : settle(now, claim));
    short.delete(place);
  },
  sentence: {
    nameFr: 'Matériel signalé',
    en: (data) =>
      say`${{ number: data.count }} ${{ text: data.category }} counted${where(data.base, (base) => say` at ${{ base }}`)}`,
    fr: (data) =>
      say`Matériel compté${where(data.base, (base) => say` à la base ${{ base }}`)} : ${{ number: data.count }} ${{ text: data.category }}`,
  },
};
