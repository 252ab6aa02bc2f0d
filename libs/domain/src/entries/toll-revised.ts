import { IsIn, IsOptional } from 'class-validator';
import { IsCount, IsRevision, IsText } from '../validation/decorators.js';
import { plus, type Count } from '../values/count.js';
import { because, lossesInWords, vehiclesInWords } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { addTolls, incidentOf, noteLosses, ownDead, rebookDeaths, tollOf, vehicleBounds } from './shared/toll.js';
import { OptionalCasualties, type Casualties } from './shared/casualties.js';

/** What a revision does to the toll before it. */
export const effects = ['adds', 'replaces'] as const;

export class TollRevisedData {
  @IsRevision() entry!: number;
  @IsIn(effects) effect!: (typeof effects)[number];
  @OptionalCasualties() casualties?: Casualties[];
  @IsOptional() @IsCount() vehiclesDamaged?: Count;
  @IsOptional() @IsCount() vehiclesLost?: Count;
  @IsOptional() @IsText() reason?: string;
}

const french: Readonly<Record<TollRevisedData['effect'], string>> = { adds: 's’ajoute', replaces: 'remplace' };

export const TollRevised: EntryDefinition<TollRevisedData> = {
  ...usualReport,
  command: 'revise-toll',
  kind: 'report',
  actsOn: 'named-entry',
  relation: 'revises',
  changes: ['losses'],
  labels: {
    entry: 'open',
    effect: 'open',
    casualties: 'open',
    vehiclesDamaged: 'open',
    vehiclesLost: 'open',
    reason: 'reason',
  },
  deed: () => 'by revised tolls',
  summary:
    'The losses of an attack or incident are other than first reported: what is said now adds to them, or replaces them whole.',
  data: TollRevisedData,
  example: {
    entry: 41,
    effect: 'replaces',
    casualties: [{ side: 'peacekeeper', wounded: 4 }],
    vehiclesDamaged: 3,
    reason: 'statement of the mission',
  },
  refers: (data) => ({
    entry: data.entry,
    claim: {
      kind: data.effect === 'adds' ? 'movement' : 'remark',
      subject: { toll: String(data.entry) },
      casualties: data.casualties,
    },
  }),
  judge: ({ log }, data) => log.refusesRevision(data),
  evolve(state, { effect, casualties, vehiclesDamaged, vehiclesLost }, entry) {
    const incident = incidentOf(state, entry);
    if (!incident) return;
    const { toll: before } = incident;
    const told = { toll: tollOf(casualties), ...vehicleBounds(vehiclesDamaged, vehiclesLost) };
    const adds = effect === 'adds';
    incident.toll = adds ? addTolls(incident.toll, told.toll) : told.toll;
    incident.vehiclesDamaged = adds ? plus(incident.vehiclesDamaged, told.vehiclesDamaged) : told.vehiclesDamaged;
    incident.vehiclesLost = adds ? plus(incident.vehiclesLost, told.vehiclesLost) : told.vehiclesLost;
    incident.revisedBy.push(entry.entry.revision);
    state.revisedTolls.set(entry.entry.revision, incident.revision);
    noteLosses(state, before, incident.toll);
    rebookDeaths(state, entry, incident, ownDead(before));
  },
  sentence: {
    nameFr: 'Bilan révisé',
    en: (data) =>
      say`Toll of entry ${{ entry: data.entry }} revised (${{ term: data.effect }})${lossesInWords.en(data.casualties)}${vehiclesInWords.en(data)}${because.en(data.reason)}`,
    fr: (data) =>
      say`Bilan de l’écriture ${{ entry: data.entry }} révisé (${{ term: french[data.effect] }})${lossesInWords.fr(data.casualties)}${vehiclesInWords.fr(data)}${because.fr(data.reason)}`,
  },
};
