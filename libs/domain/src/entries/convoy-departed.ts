import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsCount, IsName, IsSlug } from '../validators.js';
import type { Count } from '../count.js';
import { define } from '../definition.js';
import { depart, destination, newConvoy } from './convoys.js';
import { linesInWords, modes, OptionalLines, touchConvoy, type Line } from './parts.js';

export class ConvoyDepartedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsIn(modes) mode?: (typeof modes)[number];
  @IsOptional() @IsSlug() from?: string;
  @IsOptional() @IsAnySlug() to?: string;
  @IsOptional() @IsName() toPlace?: string;
  @OptionalLines() lines?: Line[];
  @IsOptional() @IsCount() vehicles?: Count;
}

export const ConvoyDeparted = define<ConvoyDepartedData>({
  command: 'report-convoy-departed',
  kind: 'report',
  summary: 'A convoy set out; one that nobody had planned is opened by it.',
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
  }),
  evolve(state, { convoy: id, lines, mode, from, to, toPlace, vehicles }, entry) {
    if (!state.convoys.has(id)) state.convoys.set(id, newConvoy(id, entry));
    const convoy = touchConvoy(state, id, entry);
    if (!convoy) return;
    convoy.mode = mode ?? convoy.mode;
    convoy.from = from ?? convoy.from;
    convoy.to = to ?? convoy.to;
    convoy.toPlace = toPlace ?? convoy.toPlace;
    convoy.vehicles = vehicles ?? convoy.vehicles;
    depart(state, convoy, lines, entry);
  },
  sentence: (data) =>
    `Convoy ${data.convoy} departed${data.from === undefined ? '' : ` from ${data.from}`}${data.to === undefined ? '' : ` for ${data.toPlace ?? data.to}`}${data.lines ? ` with ${linesInWords(data.lines)}` : ''}`,
});
