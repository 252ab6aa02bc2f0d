import { IsOptional } from 'class-validator';
import { IsName, IsSlug, IsText } from '../validation/decorators.js';
import { define } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { confirm, contradict } from './shared/convoy-moves.js';
import { factOf } from '../state/fact.js';
import { legInForce } from '../state/convoy.js';
import { because } from './shared/fields.js';

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
  refers: (data) => ({
    convoys: [data.convoy],
    claim: { kind: 'remark', subject: { convoy: data.convoy, place: data.place } },
  }),
  evolve(state, { convoy: id, place, reason }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    if (convoy.state === 'under-way') return confirm(convoy, entry);
    if (convoy.state === 'halted') {
      const halt = convoy.halts.pop();
      if (halt) convoy.halts.push({ ...halt, resumed: { ...factOf(entry), place, reason } });
      convoy.state = 'under-way';
      return;
    }
    const message = `Convoy ${id} is said to have gone on when it was not under way (${convoy.state}). Report its departure, or correct the time at which it went on.`;
    contradict(state, convoy, legInForce(convoy), entry, 'resumed-when-not-under-way', message, []);
  },
  sentence: (data) =>
    `Convoy ${data.convoy} went on${data.place === undefined ? '' : ` from ${data.place}`}${because(data.reason)}`,
});
