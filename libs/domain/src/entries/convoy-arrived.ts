import { IsOptional } from 'class-validator';
import { IsAnySlug, IsSlug } from '../validators.js';
import { define } from '../definition.js';
import { arrive, destination } from './convoys.js';
import { factOf, flag, linesInWords, OptionalLines, touchBase, touchConvoy, type Line } from './parts.js';

export class ConvoyArrivedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsAnySlug() at?: string;
  @OptionalLines() lines?: Line[];
}

export const ConvoyArrived = define<ConvoyArrivedData>({
  command: 'report-convoy-arrived',
  kind: 'report',
  summary:
    'A convoy reached its destination with those who set out, less losses and evacuations, unless lines say otherwise.',
  data: ConvoyArrivedData,
  example: { convoy: 'ber-timbuktu-1', at: 'timbuktu' },
  refers: (data) => ({ convoys: [data.convoy], bases: [destination(data.at)] }),
  evolve(state, { convoy: id, at, lines }, entry) {
    const convoy = touchConvoy(state, id, entry);
    if (!convoy || convoy.state === 'arrived') return;
    const place = at ?? convoy.to;
    if (!convoy.departed) {
      const message = `Convoy ${id} is said to have arrived, but nobody reported that it departed. Report its departure.`;
      flag(state, entry, 'arrived-without-departing', id, message);
    }
    if (place !== undefined) touchBase(state, place, entry);
    arrive(state, convoy, place, lines, entry);
    convoy.state = 'arrived';
    convoy.arrived = { ...factOf(entry), ...(place !== undefined && { place }) };
  },
  sentence: (data) =>
    `Convoy ${data.convoy} arrived${data.at === undefined ? '' : ` at ${data.at}`}${data.lines ? ` with ${linesInWords(data.lines)}` : ''}`,
});
