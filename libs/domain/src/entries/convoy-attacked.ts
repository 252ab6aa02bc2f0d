import { IsOptional } from 'class-validator';
import { IsCount, IsHeading, IsName, IsSlug } from '../validation/decorators.js';
import { countInWords, type Count } from '../values/count.js';
import { define } from './definition.js';
import { editConvoy } from '../state/copy-on-write.js';
import { bookDeaths, noteLosses, tollOf, vehicleBounds } from './shared/toll.js';
import { factOf } from '../state/fact.js';
import { legInForce, isUnderWay } from '../state/convoy.js';
import { accountAt } from '../state/account-of-place.js';
import { flag } from '../state/flag.js';
import { OptionalCasualties, type Casualties, casualtiesInWords } from './shared/casualties.js';

export class ConvoyAttackedData {
  @IsSlug() convoy!: string;
  @IsOptional() @IsName() place?: string;
  @IsHeading() means!: string;
  @OptionalCasualties() casualties?: Casualties[];
  @IsOptional() @IsCount() vehiclesDamaged?: Count;
  @IsOptional() @IsCount() vehiclesLost?: Count;
  @IsOptional() @IsName() claimedBy?: string;
}

export const ConvoyAttacked = define<ConvoyAttackedData>({
  command: 'report-convoy-attacked',
  kind: 'report',
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
    convoy.attacks.push(revision);
    legInForce(convoy).attacked++;
    state.incidents.set(revision, {
      ...factOf(entry),
      kind: 'attack',
      what: means,
      place,
      convoy: id,
      claimedBy,
      toll,
      ...vehicleBounds(vehiclesDamaged, vehiclesLost),
      revisedBy: [],
    });
    noteLosses(state, [], toll);
    bookDeaths(state, entry, accountAt(state, id), toll);
    if (isUnderWay(convoy)) return;
    const message = `Convoy ${id} is said to have been attacked when it was not under way (${convoy.state}). Report its departure, or correct the time of the attack.`;
    flag(state, entry, 'attacked-when-not-under-way', id, message);
  },
  sentence: (data) =>
    `Convoy ${data.convoy} attacked (${data.means})${data.place === undefined ? '' : ` at ${data.place}`}${casualtiesInWords(data.casualties)}${data.vehiclesDamaged === undefined ? '' : `, ${countInWords(data.vehiclesDamaged)} vehicles damaged`}${data.claimedBy === undefined ? '' : `; claimed by ${data.claimedBy}`}`,
});
