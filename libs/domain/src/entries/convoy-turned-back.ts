import { IsOptional } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import { define } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { confirm, contradict, turnBack } from './shared/convoy-moves.js';
import { isUnderWay } from '../state/convoy.js';
import { because } from './shared/fields.js';

export class ConvoyTurnedBackData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsText() reason?: string;
}

export const ConvoyTurnedBack = define<ConvoyTurnedBackData>({
  command: 'report-convoy-turned-back',
  kind: 'report',
  summary: 'A convoy went back to the base it had left.',
  data: ConvoyTurnedBackData,
  example: { convoy: 'ber-timbuktu-1', reason: 'the road is mined' },
  refers: (data) => ({ convoys: [data.convoy], claim: { kind: 'remark', subject: { convoy: data.convoy } } }),
  evolve(state, { convoy: id, reason }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    if (isUnderWay(convoy)) return turnBack(state, convoy, reason, entry);
    if (convoy.state === 'turned-back') return confirm(convoy, entry);
    if (convoy.state === 'arrived') {
      const message = `Convoy ${id} is said to have turned back, but it had arrived. Correct one of the entries, or report that it departed again.`;
      return contradict(state, convoy, convoy, entry, 'turned-back-after-arriving', message, [
        convoy.arrived?.revision,
      ]);
    }
    const message = `Convoy ${id} is said to have turned back, but nobody reported that it departed. Report its departure.`;
    contradict(state, convoy, convoy, entry, 'turned-back-without-departing', message, []);
  },
  sentence: (data) => `Convoy ${data.convoy} turned back${because(data.reason)}`,
});
