import { IsOptional } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { confirm, contradict, turnBack } from './shared/convoy-moves.js';
import { isUnderWay, legInForce } from '../state/convoy.js';

export class ConvoyTurnedBackData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsText() reason?: string;
}

export const ConvoyTurnedBack: EntryDefinition<ConvoyTurnedBackData> = {
  ...usualReport,
  command: 'report-convoy-turned-back',
  kind: 'report',
  changes: ['crossings', 'aboard', 'ways'],
  labels: { convoy: 'movement', reason: 'reason' },
  deed: () => 'back with convoys',
  summary: 'A convoy went back to the base it had left.',
  data: ConvoyTurnedBackData,
  example: { convoy: 'ber-timbuktu-1', reason: 'the road is mined' },
  refers: (data) => ({ convoys: [data.convoy], claim: { kind: 'remark', subject: { convoy: data.convoy } } }),
  evolve(state, { convoy: id, reason }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    if (isUnderWay(convoy)) return turnBack(state, convoy, reason, entry);
    // While the next leg is only planned, this is told of the one that ended.
    const leg = legInForce(convoy);
    if (leg.state === 'turned-back') return confirm(leg, entry);
    if (leg.state === 'arrived')
      return contradict(state, convoy, leg, entry, 'turned-back-after-arriving', { convoy: id }, [
        leg.arrived?.revision,
      ]);
    contradict(state, convoy, leg, entry, 'turned-back-without-departing', { convoy: id }, []);
  },
  sentence: {
    nameFr: 'Convoi revenu',
    en: (data) => say`Convoy ${{ convoy: data.convoy }} turned back${because.en(data.reason)}`,
    fr: (data) => say`Demi-tour du convoi ${{ convoy: data.convoy }}${because.fr(data.reason)}`,
  },
};
