import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsCount, IsDayText, IsName, IsSlug } from '../validation/decorators.js';
import type { Count } from '../values/count.js';
import { define } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { refuse } from '../decider/refusals.js';
import { beginLeg, contradict, destination, newConvoy } from './shared/convoy-moves.js';
import { linesInWords, OptionalLines, type PeopleLine } from './shared/people-lines.js';
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

export const ConvoyPlanned = define<ConvoyPlannedData>({
  command: 'plan-convoy',
  kind: 'order',
  summary:
    'A grouped movement from base to base, or out of the country (to "abroad"); for a convoy that has arrived or turned back, its next leg.',
  data: ConvoyPlannedData,
  example: { convoy: 'ber-timbuktu-1', mode: 'road', from: 'ber', to: 'timbuktu', departsOn: '2023-08-13' },
  refers: (data) => ({
    bases: [data.from, destination(data.to)],
    opens: { kind: 'convoy', id: data.convoy, unlessKnown: true, onceEnded: true },
  }),
  judge(state, { convoy: id, from, to }) {
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
        const message = `Convoy ${id} is planned before the leg planned or begun by entry ${convoy.began} has ended. Correct the time of the plan, or give the movement another id.`;
        return contradict(state, convoy, convoy, entry, 'planned-before-it-ended', message, [convoy.began]);
      }
      beginLeg(convoy, entry);
    }
    const convoy = editConvoy(state, id);
    if (convoy) Object.assign(convoy, rest, { plannedLines: lines });
  },
  sentence: (data) =>
    `Convoy ${data.convoy} planned from ${data.from} to ${data.toPlace ?? data.to}${data.departsOn === undefined ? '' : ` on ${data.departsOn}`}${data.lines ? ` with ${linesInWords(data.lines)}` : ''}`,
});
