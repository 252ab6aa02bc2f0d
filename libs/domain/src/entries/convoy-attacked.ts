import { IsOptional } from 'class-validator';
import { IsCount, IsHeading, IsName, IsSlug } from '../validation/decorators.js';
import { type Count } from '../values/count.js';
import { lossesInWords, vehiclesInWords } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { heldIn } from '../ledger/held.js';
import { bookDeaths, noteLosses, tollOf, vehicleBounds } from './shared/toll.js';
import { factOf } from '../state/fact.js';
import type { Incident } from '../state/incident.js';
import { legInForce, isUnderWay } from '../state/convoy.js';
import { accountAt } from '../state/account-of-place.js';
import { flag } from '../state/flag.js';
import { OptionalCasualties, type Casualties } from './shared/casualties.js';

export class ConvoyAttackedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsHeading() means!: string;
  @OptionalCasualties() casualties?: Casualties[];
  @IsOptional() @IsCount() vehiclesDamaged?: Count;
  @IsOptional() @IsCount() vehiclesLost?: Count;
  @IsOptional() @IsName() claimedBy?: string;
}

export const ConvoyAttacked: EntryDefinition<ConvoyAttackedData> = {
  ...usualReport,
  command: 'report-convoy-attacked',
  kind: 'report',
  changes: ['aboard', 'incidents', 'losses'],
  labels: {
    convoy: 'movement',
    place: 'movement',
    means: 'open',
    casualties: 'open',
    vehiclesDamaged: 'open',
    vehiclesLost: 'open',
    claimedBy: 'open',
  },
  deed: () => 'in attacks',
  summary: 'A convoy was attacked; one may be attacked many times.',
  data: ConvoyAttackedData,
  example: {
    convoy: 'ber-timbuktu-1',
    place: 'Ber-Timbuktu road',
    means: 'direct fire',
    casualties: [{ side: 'peacekeeper', wounded: 3 }],
    claimedBy: 'JNIM',
  },
  refers: (data) => ({
    convoys: [data.convoy],
    claim: {
      kind: 'movement',
      subject: { convoy: data.convoy, place: data.place },
      casualties: data.casualties,
    },
  }),
  evolve(state, { convoy: id, place, means, casualties, vehiclesDamaged, vehiclesLost, claimedBy }, entry) {
    const convoy = editConvoy(state, id);
    if (!convoy) return;
    const toll = tollOf(casualties);
    const { revision } = entry.entry;
    const account = accountAt(state, id);
    convoy.attacks.push(revision);
    legInForce(convoy).attacked++;
    const incident: Incident = factOf(entry, {
      kind: 'attack',
      what: means,
      place,
      convoy: id,
      claimedBy,
      toll,
      firstToll: toll,
      ...vehicleBounds(vehiclesDamaged, vehiclesLost),
      bookedAt: new Map(),
      held: heldIn(state.books, account),
      revisedBy: [],
    });
    state.incidents.set(revision, incident);
    noteLosses(state, [], toll);
    bookDeaths(state, entry, account, incident);
    if (isUnderWay(convoy)) return;
    flag(state, entry, 'attacked-when-not-under-way', id, { convoy: id, was: convoy.state });
  },
  sentence: {
    nameFr: 'Convoi attaqué',
    en: (data) =>
      say`Convoy ${{ convoy: data.convoy }} attacked (${{ text: data.means }})${where(data.place, (place) => say` at ${{ place }}`)}${lossesInWords.en(data.casualties)}${vehiclesInWords.en(data)}${where(data.claimedBy, (name) => say`; claimed by ${{ name }}`)}`,
    fr: (data) =>
      say`Convoi ${{ convoy: data.convoy }} attaqué (${{ text: data.means }})${where(data.place, (place) => say` à ${{ place }}`)}${lossesInWords.fr(data.casualties)}${vehiclesInWords.fr(data)}${where(data.claimedBy, (name) => say` ; attaque revendiquée par ${{ name }}`)}`,
  },
};
