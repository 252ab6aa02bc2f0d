import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { IsName, IsSlug } from '../validation/decorators.js';
import { editConvoy } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { LocationData } from './shared/fields.js';

export class ConvoyPositionReportedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsOptional() @ValidateNested() @Type(() => LocationData) location?: LocationData;
}

/** Degrees to four decimals, some ten metres, as texts give them. */
const degrees = (value: number): string => String(Math.round(value * 10_000) / 10_000);

export const ConvoyPositionReported: EntryDefinition<ConvoyPositionReportedData> = {
  ...usualReport,
  command: 'report-convoy-position',
  kind: 'report',
  changes: ['ways'],
  labels: { convoy: 'movement', place: 'movement', location: 'movement' },
  summary: 'Where a convoy is: a sign of life. Without a place and a location it says that the convoy was heard of.',
  data: ConvoyPositionReportedData,
  example: { convoy: 'ber-timbuktu-1', place: '20 km west of Ber', location: { lat: 16.8, lon: -2.72 } },
  refers: (data) => ({
    convoys: [data.convoy],
    claim: { kind: 'remark', subject: { convoy: data.convoy, place: data.place } },
  }),
  evolve(state, { convoy: id, place, location }, entry) {
    editConvoy(state, id)?.positions.push(factOf(entry, { place, location }));
  },
  sentence: {
    nameFr: 'Position d’un convoi signalée',
    en: ({ convoy, place, location }) =>
      say`Convoy ${{ convoy }} heard of${where(place, (one) => say` at ${{ place: one }}`)}${where(location, ({ lat, lon }) => say` (${{ place: `${degrees(lat)}, ${degrees(lon)}` }})`)}`,
    fr: ({ convoy, place, location }) =>
      say`Nouvelles du convoi ${{ convoy }}${where(place, (one) => say`, à ${{ place: one }}`)}${where(location, ({ lat, lon }) => say` (${{ place: `${degrees(lat)}, ${degrees(lon)}` }})`)}`,
  },
};
