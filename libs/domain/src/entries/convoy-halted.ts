import { IsOptional } from 'class-validator';
import { IsName, IsSlug, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { contradict } from './shared/convoy-moves.js';
import { factOf } from '../state/fact.js';
import { legInForce, isUnderWay } from '../state/convoy.js';

export class ConvoyHaltedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsOptional() @IsText() reason?: string;
}

export const ConvoyHalted: EntryDefinition<ConvoyHaltedData> = {
  ...usualReport,
  command: 'report-convoy-halted',
  kind: 'report',
  changes: ['ways'],
  labels: { convoy: 'movement', place: 'movement', reason: 'reason' },
  summary: 'A convoy stopped on its way.',
  data: ConvoyHaltedData,
  example: { convoy: 'ber-timbuktu-1', place: '20 km west of Ber', reason: 'a vehicle broke down' },
  refers: (data) => ({
    convoys: [data.convoy],
    claim: { kind: 'remark', subject: { convoy: data.convoy, place: data.place } },
  }),
  evolve(state, { convoy: id, place, reason }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    if (isUnderWay(convoy)) {
      convoy.halts.push(factOf(entry, { place, reason }));
      convoy.state = 'halted';
      return;
    }
    const figures = { convoy: id, was: convoy.state };
    contradict(state, convoy, legInForce(convoy), entry, 'halted-when-not-under-way', figures, []);
  },
  sentence: {
    nameFr: 'Convoi à l’arrêt',
    en: (data) =>
      say`Convoy ${{ convoy: data.convoy }} halted${where(data.place, (place) => say` at ${{ place }}`)}${because.en(data.reason)}`,
    fr: (data) =>
      say`Convoi ${{ convoy: data.convoy }} arrêté${where(data.place, (place) => say` à ${{ place }}`)}${because.fr(data.reason)}`,
  },
};
