import { IsOptional } from 'class-validator';
import { IsName, IsSlug, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { confirm, contradict } from './shared/convoy-moves.js';
import { factOf } from '../state/fact.js';
import { legInForce } from '../state/convoy.js';

export class ConvoyResumedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsOptional() @IsText() reason?: string;
}

export const ConvoyResumed: EntryDefinition<ConvoyResumedData> = {
  ...usualReport,
  command: 'report-convoy-resumed',
  kind: 'report',
  changes: ['ways'],
  labels: { convoy: 'movement', place: 'movement', reason: 'reason' },
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
      if (halt) convoy.halts.push({ ...halt, resumed: factOf(entry, { place, reason }) });
      convoy.state = 'under-way';
      return;
    }
    const figures = { convoy: id, was: convoy.state };
    contradict(state, convoy, legInForce(convoy), entry, 'resumed-when-not-under-way', figures, []);
  },
  sentence: {
    nameFr: 'Convoi reparti',
    en: (data) =>
      say`Convoy ${{ convoy: data.convoy }} went on${where(data.place, (place) => say` from ${{ place }}`)}${because.en(data.reason)}`,
    fr: (data) =>
      say`Convoi ${{ convoy: data.convoy }} reparti${where(data.place, (place) => say` depuis ${{ place }}`)}${because.fr(data.reason)}`,
  },
};
