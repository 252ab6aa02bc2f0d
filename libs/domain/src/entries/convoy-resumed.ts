import { IsOptional } from 'class-validator';
import { IsName, IsSlug, IsText } from '../validators.js';
import { define } from '../definition.js';
import { editConvoy } from '../editing.js';
import { because, factOf } from './parts.js';

export class ConvoyResumedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsOptional() @IsText() reason?: string;
}

export const ConvoyResumed = define<ConvoyResumedData>({
  command: 'report-convoy-resumed',
  kind: 'report',
  summary: 'A halted convoy went on.',
  data: ConvoyResumedData,
  example: { convoy: 'ber-timbuktu-1', place: '20 km west of Ber' },
  refers: (data) => ({ convoys: [data.convoy] }),
  evolve(state, { convoy: id }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    const halt = convoy.halts.pop();
    if (halt) convoy.halts.push({ ...halt, resumed: halt.resumed ?? factOf(entry) });
    if (convoy.state === 'halted') convoy.state = 'under-way';
  },
  sentence: (data) =>
    `Convoy ${data.convoy} went on${data.place === undefined ? '' : ` from ${data.place}`}${because(data.reason)}`,
});
