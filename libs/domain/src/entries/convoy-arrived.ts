import { IsOptional } from 'class-validator';
import { IsAnySlug, IsSlug } from '../validation/decorators.js';
import { linesInWords } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { editConvoy } from '../state/copy-on-write.js';
import { arrive } from './shared/convoy-arrivals.js';
import { destination } from './shared/convoy-moves.js';
import { OptionalLines, type PeopleLine } from './shared/people-lines.js';
import { keyOf } from '../values/kept.js';

export class ConvoyArrivedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsAnySlug() at?: string;
  @OptionalLines() lines?: PeopleLine[];
}

export const ConvoyArrived: EntryDefinition<ConvoyArrivedData> = {
  ...usualReport,
  command: 'report-convoy-arrived',
  kind: 'report',
  changes: ['crossings', 'aboard', 'setting-out', 'ways'],
  labels: { convoy: 'movement', at: 'movement', lines: 'movement' },
  deed: () => 'arrived with convoys',
  numbers({ convoy, at, lines }, state) {
    const isTold = state.numbersSaid.get(keyOf.convoy(convoy)) === 'told';
    if (!lines && !isTold) return [];
    return [
      { account: keyOf.convoy(convoy), said: 'told' },
      { account: accountAt(state, at ?? state.convoys.get(convoy)?.to), said: 'told' },
    ];
  },
  summary:
    'A convoy reached its destination with those who set out, less losses and evacuations, unless lines say otherwise; a later arrival brings those who were still missing.',
  data: ConvoyArrivedData,
  example: { convoy: 'ber-timbuktu-1', at: 'timbuktu' },
  refers: (data) => ({
    convoys: [data.convoy],
    bases: [destination(data.at)],
    claim: { kind: 'movement', subject: { convoy: data.convoy, at: data.at }, people: data.lines },
  }),
  evolve(state, { convoy: id, at, lines }, entry) {
    const convoy = editConvoy(state, id);
    if (convoy) arrive(state, convoy, { at, lines }, entry);
  },
  sentence: {
    nameFr: 'Convoi arrivé',
    en: (data) =>
      say`Convoy ${{ convoy: data.convoy }} arrived${where(data.at, (at) => say` at ${{ place: at }}`)}${where(data.lines, (lines) => say` with ${linesInWords(lines)}`)}`,
    fr: (data) =>
      say`Convoi ${{ convoy: data.convoy }} arrivé${where(data.at, (at) => say` à ${{ place: at }}`)}${where(data.lines, (lines) => say`, avec ${linesInWords(lines)}`)}`,
  },
};
