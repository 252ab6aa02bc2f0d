import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsCount, IsDayText, IsName, IsSlug } from '../validation/decorators.js';
import type { Count } from '../values/count.js';
import { linesInWords } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { refuse } from '../decider/refusals.js';
import { beginLeg, contradict, destination, newConvoy } from './shared/convoy-moves.js';
import { OptionalLines, type PeopleLine } from './shared/people-lines.js';
import { hasEnded } from '../state/convoy.js';
import { modes } from './shared/fields.js';

export class ConvoyPlannedData {
  @IsSlug() convoy!: string;
  @IsIn(modes) mode!: (typeof modes)[number];
  @IsSlug() from!: string;
  @IsAnySlug() to!: string;
  @IsOptional() @IsName() toPlace?: string;
  @IsOptional() @IsDayText() departsOn?: string;
  @OptionalLines() lines?: PeopleLine[];
  @IsOptional() @IsCount() vehicles?: Count;
}

export const ConvoyPlanned: EntryDefinition<ConvoyPlannedData> = {
  ...usualOrder,
  command: 'plan-convoy',
  changes: ['ways'],
  labels: {
    convoy: 'movement',
    mode: 'movement',
    from: 'movement',
    to: 'movement',
    toPlace: 'movement',
    departsOn: 'movement',
    lines: 'movement',
    vehicles: 'movement',
  },
  numbers: ({ convoy, lines }) => (lines ? [{ account: `convoy/${convoy}`, said: 'planned' }] : []),
  summary:
    'A grouped movement from base to base, or out of the country (to "abroad"); for a convoy that has arrived or turned back, its next leg.',
  data: ConvoyPlannedData,
  example: { convoy: 'ber-timbuktu-1', mode: 'road', from: 'ber', to: 'timbuktu', departsOn: '2023-08-13' },
  refers: (data) => ({
    bases: [data.from, destination(data.to)],
    opens: { kind: 'convoy', id: data.convoy, unlessKnown: true, onceEnded: true },
  }),
  judge({ state }, { convoy: id, from, to }) {
    if (from === to) return refuse('convoy-needs-two-places', { from, to });
    const convoy = state.convoys.get(id);
    return convoy && !hasEnded(convoy) ? refuse('already-exists', { convoy: id, revision: convoy.began }) : undefined;
  },
  evolve(state, { convoy: id, lines, ...rest }, entry) {
    if (!state.convoys.has(id)) state.convoys.set(id, newConvoy(id, entry));
    else {
      const convoy = editConvoy(state, id);
      if (!convoy) return;
      if (!hasEnded(convoy)) {
        const figures = { convoy: id, began: convoy.began };
        return contradict(state, convoy, convoy, entry, 'planned-before-it-ended', figures, [convoy.began]);
      }
      beginLeg(convoy, entry);
    }
    const convoy = editConvoy(state, id);
    if (convoy) Object.assign(convoy, rest, { plannedLines: lines });
  },
  sentence: {
    nameFr: 'Convoi prévu',
    en: (data) =>
      say`Convoy ${{ convoy: data.convoy }} planned from ${{ base: data.from }} to ${{ place: data.toPlace ?? data.to }}${where(data.departsOn, (day) => say` on ${{ day }}`)}${where(data.lines, (lines) => say` with ${linesInWords(lines)}`)}`,
    fr: (data) =>
      say`Convoi ${{ convoy: data.convoy }} prévu de la base ${{ base: data.from }} vers ${{ place: data.toPlace ?? data.to }}${where(data.departsOn, (day) => say`, départ le ${{ day }}`)}${where(data.lines, (lines) => say`, avec ${linesInWords(lines)}`)}`,
  },
};
