import { IsOptional } from 'class-validator';
import { IsName, IsSlug, IsText } from '../validators.js';
import { define } from '../definition.js';
import { editConvoy } from '../editing.js';
import { isUnderWay } from './convoys.js';
import { because, factOf } from './parts.js';

export class ConvoyHaltedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsOptional() @IsText() reason?: string;
}

export const ConvoyHalted = define<ConvoyHaltedData>({
  command: 'report-convoy-halted',
  kind: 'report',
  summary: 'A convoy stopped on its way.',
  data: ConvoyHaltedData,
  example: { convoy: 'ber-timbuktu-1', place: '20 km west of Ber', reason: 'a vehicle broke down' },
  refers: (data) => ({ convoys: [data.convoy] }),
  evolve(state, { convoy: id, place, reason }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    convoy.halts.push({ ...factOf(entry), place, reason });
    if (isUnderWay(convoy)) convoy.state = 'halted';
  },
  sentence: (data) =>
    `Convoy ${data.convoy} halted${data.place === undefined ? '' : ` at ${data.place}`}${because(data.reason)}`,
});
