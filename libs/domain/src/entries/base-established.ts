import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { IsName, IsSlug } from '../validation/decorators.js';
import { move } from '../ledger/movements.js';
import { linesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { OptionalLines, type PeopleLine } from './shared/people-lines.js';
import { causeOf, factOf } from '../state/fact.js';
import { LocationData } from './shared/fields.js';

/** What kinds of sites a mission holds. */
export const baseKinds = [
  'camp',
  'temporary-operating-base',
  'super-camp',
  'headquarters',
  'logistics-base',
  'team-site',
  'other',
] as const;

export class BaseEstablishedData {
  @IsSlug() base!: string;
  @IsName() name!: string;
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsName({ each: true }) aliases?: string[];
  @IsIn(baseKinds) kind!: (typeof baseKinds)[number];
  @IsOptional() @IsName() region?: string;
  @IsOptional() @ValidateNested() @Type(() => LocationData) location?: LocationData;
  @IsOptional() @IsSlug() hub?: string;
  @OptionalLines() garrison?: PeopleLine[];
  @IsOptional() @IsBoolean() liquidation?: boolean;
}

export const BaseEstablished: EntryDefinition<BaseEstablishedData> = {
  ...usualOrder,
  command: 'establish-base',
  changes: ['bases', 'plans', 'garrisons'],
  labels: {
    base: 'open',
    name: 'open',
    aliases: 'open',
    kind: 'open',
    region: 'open',
    location: 'open',
    hub: 'movement',
    garrison: 'open',
    liquidation: 'open',
  },
  deed: () => 'with bases established',
  numbers: ({ base, garrison }) => (garrison ? [{ account: `base/${base}`, said: 'counted' }] : []),
  summary: 'A site of the mission, with those who are in it; they come out of the strength whose place is unknown.',
  data: BaseEstablishedData,
  example: {
    base: 'ber',
    name: 'Ber',
    kind: 'camp',
    region: 'Timbuktu',
    location: { lat: 16.83, lon: -2.53 },
    garrison: [{ component: 'uniformed/troops', contingent: 'BFA', count: { about: 200 } }],
  },
  refers: (data) => ({ bases: [data.hub], opens: { kind: 'base', id: data.base } }),
  evolve(state, data, entry) {
    const { base: id, name, aliases = [], kind, region, location, hub, garrison = [], liquidation = false } = data;
    state.bases.set(id, {
      id,
      name,
      aliases,
      kind,
      region,
      location,
      hub,
      liquidation,
      established: factOf(entry),
      plan: { state: 'none', history: [] },
      handovers: [],
      occupations: [],
      redesignations: [],
    });
    move(state.books, causeOf(entry), 'unallocated', `base/${id}`, garrison);
  },
  sentence: {
    nameFr: 'Base établie',
    en: (data) =>
      say`Base ${{ name: data.name }} (${{ base: data.base }})${data.garrison ? say` holds ${linesInWords(data.garrison)}` : ' established'}`,
    fr: (data) =>
      say`Base ${{ name: data.name }} (${{ base: data.base }})${data.garrison ? say` : ${linesInWords(data.garrison)} sur place` : ' établie'}`,
  },
};
