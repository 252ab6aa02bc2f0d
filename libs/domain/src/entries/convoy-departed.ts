import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsCount, IsName, IsSlug } from '../validation/decorators.js';
import type { Count } from '../values/count.js';
import { say } from '../sentences/say.js';
import { routeInWords } from './shared/route.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { editConvoy } from '../state/copy-on-write.js';
import { beginLeg, depart, destination, newConvoy } from './shared/convoy-moves.js';
import { departAgain } from './shared/convoy-departed-again.js';
import { OptionalLines, type PeopleLine } from './shared/people-lines.js';
import { hasEnded, isUnderWay } from '../state/convoy.js';
import { modes } from './shared/fields.js';
import { keyOf } from '../values/kept.js';

export class ConvoyDepartedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsIn(modes) mode?: (typeof modes)[number];
  @IsOptional() @IsSlug() from?: string;
  @IsOptional() @IsAnySlug() to?: string;
  @IsOptional() @IsName() toPlace?: string;
  @OptionalLines() lines?: PeopleLine[];
  @IsOptional() @IsCount() vehicles?: Count;
}

export const ConvoyDeparted: EntryDefinition<ConvoyDepartedData> = {
  ...usualReport,
  command: 'report-convoy-departed',
  kind: 'report',
  changes: ['crossings', 'aboard', 'setting-out', 'ways'],
  labels: {
    convoy: 'movement',
    mode: 'movement',
    from: 'movement',
    to: 'movement',
    toPlace: 'movement',
    lines: 'movement',
    vehicles: 'movement',
  },
  deed: () => 'set out in convoys',
  numbers({ convoy, lines }, state) {
    const setOut = state.convoys.get(convoy);
    if (!lines && !setOut?.plannedLines) return [];
    return [
      { account: keyOf.convoy(convoy), said: 'told' },
      { account: accountAt(state, setOut?.from), said: 'told' },
    ];
  },
  summary:
    'A convoy set out; one that nobody had planned is opened by it, and one that had arrived or turned back begins another leg.',
  data: ConvoyDepartedData,
  example: {
    convoy: 'ber-timbuktu-1',
    mode: 'road',
    from: 'ber',
    to: 'timbuktu',
    lines: [{ component: 'uniformed/troops', contingent: 'BFA', count: { about: 200 } }],
  },
  refers: (data) => ({
    bases: [data.from, destination(data.to)],
    opens: { kind: 'convoy', id: data.convoy, unlessKnown: true },
    claim: { kind: 'movement', subject: { convoy: data.convoy, from: data.from, to: data.to }, people: data.lines },
  }),
  evolve(state, data, entry) {
    const { convoy: id, lines, mode, from, to, toPlace, vehicles } = data;
    if (!state.convoys.has(id)) state.convoys.set(id, newConvoy(id, entry));
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    if (isUnderWay(convoy)) return departAgain(state, convoy, data, entry);
    if (hasEnded(convoy)) beginLeg(convoy, entry);
    convoy.mode = mode ?? convoy.mode;
    convoy.from = from ?? convoy.from;
    convoy.to = to ?? convoy.to;
    convoy.toPlace = toPlace ?? convoy.toPlace;
    convoy.vehicles = vehicles ?? convoy.vehicles;
    depart(state, convoy, lines, entry);
  },
  sentence: {
    nameFr: 'Convoi parti',
    en: (data) => say`Convoy ${{ convoy: data.convoy }} departed${routeInWords.en(data)}`,
    fr: (data) => say`Convoi ${{ convoy: data.convoy }} parti${routeInWords.fr(data)}`,
  },
};
