import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsName, IsSlug } from '../validation/decorators.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { factOf } from '../state/fact.js';

/** What a permit allows. */
export const permitKinds = ['flight', 'movement', 'customs'] as const;

export class PermitRequestedData {
  @IsAnySlug() permit!: string;
  @IsIn(permitKinds) kind!: (typeof permitKinds)[number];
  @IsName() authority!: string;
  @IsOptional() @IsSlug() for?: string;
}

/** The kinds of permits in French. */
export const permitsInFrench: Readonly<Record<PermitRequestedData['kind'], string>> = {
  flight: 'vol',
  movement: 'mouvement',
  customs: 'douane',
};

export const PermitRequested: EntryDefinition<PermitRequestedData> = {
  ...usualReport,
  command: 'report-permit-requested',
  kind: 'report',
  changes: [],
  labels: { permit: 'movement', kind: 'movement', authority: 'movement', for: 'movement' },
  summary: 'An authority was asked for a permit that the withdrawal needs.',
  data: PermitRequestedData,
  example: { permit: 'trucks-gao', kind: 'movement', authority: 'Government of Mali', for: 'kidal' },
  refers: (data) => ({ places: [data.for], opens: { kind: 'permit', id: data.permit }, claim: 'none' }),
  evolve(state, { permit: id, kind, authority, for: place }, entry) {
    state.permits.set(id, { id, kind, authority, for: place, requested: factOf(entry) });
  },
  sentence: {
    nameFr: 'Autorisation demandée',
    en: (data) =>
      say`Permit ${{ permit: data.permit }} (${{ term: data.kind }}) requested of ${{ name: data.authority }}${where(data.for, (place) => say` for ${{ place }}`)}`,
    fr: (data) =>
      say`Autorisation ${{ permit: data.permit }} (${{ term: permitsInFrench[data.kind] }}) demandée à ${{ name: data.authority }}${where(data.for, (place) => say` pour ${{ place }}`)}`,
  },
};
