import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsCount, IsDayText, IsName, IsSlug } from '../validators.js';
import type { Count } from '../count.js';
import { define } from '../definition.js';
import { refuse } from '../refusals.js';
import { destination, newConvoy } from './convoys.js';
import { linesInWords, modes, OptionalLines, type Line } from './parts.js';

export class ConvoyPlannedData {
  @IsSlug() convoy!: string;
  @IsIn(modes) mode!: (typeof modes)[number];
  @IsSlug() from!: string;
  @IsAnySlug() to!: string;
  @IsOptional() @IsName() toPlace?: string;
  @IsOptional() @IsDayText() departsOn?: string;
  @OptionalLines() lines?: Line[];
  @IsOptional() @IsCount() vehicles?: Count;
}

export const ConvoyPlanned = define<ConvoyPlannedData>({
  command: 'plan-convoy',
  kind: 'order',
  summary: 'A grouped movement from base to base, or out of the country (to "abroad").',
  data: ConvoyPlannedData,
  example: { convoy: 'ber-timbuktu-1', mode: 'road', from: 'ber', to: 'timbuktu', departsOn: '2023-08-13' },
  refers: (data) => ({ bases: [data.from, destination(data.to)], opens: { kind: 'convoy', id: data.convoy } }),
  judge: (_state, data) =>
    data.from === data.to ? refuse('convoy-needs-two-places', { from: data.from, to: data.to }) : undefined,
  evolve(state, { convoy: id, lines, ...rest }, entry) {
    state.convoys.set(id, { ...newConvoy(id, entry), ...rest, plannedLines: lines });
  },
  sentence: (data) =>
    `Convoy ${data.convoy} planned from ${data.from} to ${data.toPlace ?? data.to}${data.departsOn === undefined ? '' : ` on ${data.departsOn}`}${data.lines ? ` with ${linesInWords(data.lines)}` : ''}`,
});
