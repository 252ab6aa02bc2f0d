import { IsOptional } from 'class-validator';
import { IsAnySlug, IsHeading, IsName, IsSlug, IsText } from '../validation/decorators.js';
import { lossesInWords } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { heldIn } from '../ledger/held.js';
import { bookDeaths, noteLosses, tollOf, vehicleBounds } from './shared/toll.js';
import { factOf } from '../state/fact.js';
import type { Incident } from '../state/incident.js';
import { OptionalCasualties, type Casualties } from './shared/casualties.js';

export class IncidentReportedData {
  @IsAnySlug() incident!: string;
  @IsHeading() kind!: string;
  @IsOptional() @IsName() place?: string;
  @IsOptional() @IsSlug() base?: string;
  @OptionalCasualties() casualties?: Casualties[];
  @IsText() summary!: string;
}

export const IncidentReported: EntryDefinition<IncidentReportedData> = {
  ...usualReport,
  command: 'report-incident',
  kind: 'report',
  changes: ['incidents', 'losses'],
  labels: { incident: 'open', kind: 'open', place: 'open', base: 'open', casualties: 'open', summary: 'open' },
  deed: () => 'in incidents',
  summary:
    "Something happened that bears on the withdrawal; losses of third parties never touch the mission's accounts.",
  data: IncidentReportedData,
  example: {
    incident: 'fama-ber-axis',
    kind: 'attack on the host army',
    place: 'Ber axis',
    casualties: [{ side: 'host-army', killed: 1, wounded: 4 }],
    summary: 'A convoy of the Malian army moving to Ber was attacked.',
  },
  refers: (data) => ({
    bases: [data.base],
    opens: { kind: 'incident', id: data.incident },
    claim: {
      kind: 'movement',
      subject: { place: data.place, base: data.base },
      casualties: data.casualties,
      detail: data.kind,
    },
  }),
  evolve(state, { incident: id, kind, place, base, casualties, summary }, entry) {
    const toll = tollOf(casualties);
    const account = base === undefined ? 'unallocated' : `base/${base}`;
    const incident: Incident = factOf(entry, {
      id,
      kind: 'incident',
      what: kind,
      place,
      base,
      summary,
      toll,
      firstToll: toll,
      ...vehicleBounds(undefined, undefined),
      bookedAt: new Map(),
      held: heldIn(state.books, account),
      revisedBy: [],
    });
    state.incidents.set(entry.entry.revision, incident);
    noteLosses(state, [], toll);
    bookDeaths(state, entry, account, incident);
  },
  sentence: {
    nameFr: 'Incident signalé',
    en: (data) =>
      say`${{ text: data.kind }}${where(data.place, (place) => say` at ${{ place }}`)}${lossesInWords.en(data.casualties, ', ')}: ${{ text: data.summary }}`,
    fr: (data) =>
      say`${{ text: data.kind }}${where(data.place, (place) => say` à ${{ place }}`)}${lossesInWords.fr(data.casualties, ', ')} : ${{ text: data.summary }}`,
  },
};
