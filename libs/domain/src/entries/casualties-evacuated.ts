import { IsAnySlug, IsOrigin } from '../validation/decorators.js';
import { linesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { editConvoy } from '../state/copy-on-write.js';
import type { Convoy } from '../state/convoy.js';
import type { LineLike } from '../ledger/accounts.js';
import { peopleOf, take } from '../ledger/lines.js';
import { componentOf, contingentOf } from '../values/components.js';
import { moveOut, RequiredLines, type PeopleLine } from './shared/people-lines.js';

export class CasualtiesEvacuatedData {
  @IsOrigin() from!: string;
  @IsAnySlug() to!: string;
  @RequiredLines() lines!: PeopleLine[];
}

export const CasualtiesEvacuated: EntryDefinition<CasualtiesEvacuatedData> = {
  ...usualReport,
  command: 'report-casualties-evacuated',
  kind: 'report',
  changes: ['crossings', 'aboard'],
  labels: { from: 'movement', to: 'movement', lines: 'open' },
  deed: () => 'evacuated',
  numbers: ({ from }, state) => [{ account: accountAt(state, from), said: 'told' }],
  summary: 'Wounded people were brought from a convoy or base to a medical place.',
  data: CasualtiesEvacuatedData,
  example: { from: 'ber-timbuktu-1', to: 'timbuktu', lines: [{ component: 'uniformed', count: 3 }] },
  refers: (data) => ({
    places: [data.from],
    claim: { kind: 'movement', subject: { from: data.from, to: data.to }, people: data.lines },
  }),
  evolve(state, { from, to, lines }, entry) {
    const convoy = editConvoy(state, from);
    const evacuated = convoy ? alive(convoy, lines) : lines;
    convoy?.evacuations.push({ revision: entry.entry.revision, count: peopleOf(evacuated) });
    moveOut(state, entry, from, `medical/${to}`, evacuated);
  },
  sentence: {
    nameFr: 'Victimes évacuées',
    en: (data) => say`${linesInWords(data.lines)} evacuated from ${{ place: data.from }} to ${{ place: data.to }}`,
    fr: (data) =>
      say`Évacuation sanitaire depuis ${{ place: data.from }} vers ${{ place: data.to }} : ${linesInWords(data.lines)}`,
  },
};

/** Those of the evacuated who, by a toll revised later, did not die: the dead were booked already. */
function alive(convoy: Convoy, lines: readonly LineLike[]): readonly LineLike[] {
  let left = lines;
  for (const died of convoy.diedSince) {
    if (died.count === 0) continue;
    const rest = take(left, [
      { component: componentOf(died.node), contingent: contingentOf(died.node), count: died.count },
    ]);
    [left, died.count] = [rest.left, rest.beyond];
  }
  return left;
}
