import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsName, IsSlug } from '../validation/decorators.js';
import { define } from './definition.js';
import { factOf } from '../state/fact.js';

/** What a permit allows. */
export const permitKinds = ['flight', 'movement', 'customs'] as const;

export class PermitRequestedData {
  @IsAnySlug() permit!: string;
  @IsIn(permitKinds) kind!: (typeof permitKinds)[number];
  @IsName() authority!: string;
  @IsOptional() @IsSlug() for?: string;
}

export const PermitRequested = define<PermitRequestedData>({
  command: 'report-permit-requested',
  kind: 'report',
  summary: 'An authority was asked for a permit that the withdrawal needs.',
  data: PermitRequestedData,
  example: { permit: 'trucks-gao', kind: 'movement', authority: 'Government of Mali', for: 'kidal' },
  refers: (data) => ({ places: [data.for], opens: { kind: 'permit', id: data.permit }, claim: 'none' }),
  evolve(state, { permit: id, kind, authority, for: place }, entry) {
    state.permits.set(id, { id, kind, authority, for: place, requested: factOf(entry) });
  },
  sentence: (data) =>
    `Permit ${data.permit} (${data.kind}) requested of ${data.authority}${data.for === undefined ? '' : ` for ${data.for}`}`,
});
