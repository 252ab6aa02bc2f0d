import { IsOptional } from 'class-validator';
import { IsSlug, IsText } from '../validators.js';
import { define } from '../definition.js';
import { editConvoy } from '../editing.js';
import { isUnderWay, turnBack } from './convoys.js';
import { because } from './parts.js';

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
  refers: (data) => ({ convoys: [data.convoy] }),
  evolve(state, { convoy: id }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy || !isUnderWay(convoy)) return;
    turnBack(state, convoy, entry);
    convoy.state = 'turned-back';
  },
  sentence: (data) => `Convoy ${data.convoy} turned back${because(data.reason)}`,
});
