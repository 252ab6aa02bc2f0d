import { ofLine, ofOrigin, origin, people, type Column } from './columns.js';
import type { KindName } from './kind-names.js';

/** A command that a row may ask for. */
export interface Asked {
  /** What it is for, if several commands may do it. */
  name: string;
  /** The columns of which one must say something; the command is given in every row without it. */
  ifAnyOf?: readonly string[];
  /** By column, where in the body its value stands. */
  at: Readonly<Record<string, string>>;
  /** The column that stands in for another that says nothing. */
  instead?: Readonly<Record<string, string>>;
  /** What it says if a column says nothing. */
  fixed?: Readonly<Record<string, unknown>>;
}

/** A kind of table that people keep. */
export interface Kind {
  columns: Readonly<Record<string, Column>>;
  commands: readonly Asked[];
  /** The columns of which one must say something. */
  oneOf?: readonly string[];
  /** The columns that name what a row is about. */
  about: readonly string[];
  /** The columns that name bases or convoys, by any of their names. */
  places: readonly string[];
}

const base = { en: 'Base', fr: 'Base', also: ['Site', 'Camp', 'Base id', 'Id'], reads: 'id', such: 'ber' } as const;
const decidedOn: Column = {
  en: 'Decided on',
  fr: 'Décidé le',
  also: ['Date decided', 'Decision date', 'Date de décision'],
  reads: 'when',
  such: '2023-07-01 (now, where it is left out)',
};
const mode = { en: 'Mode', fr: 'Mode', reads: 'word', such: 'road, air, river, sea' } as const;

/** Columns whose values stand in the body under their own names. */
const alike = (...columns: string[]): Record<string, string> =>
  Object.fromEntries(columns.map((column) => [column, `/${column}`]));

/** What each kind of table is made of. */
const kinds = {
  bases: {
    columns: {
      base,
      name: { en: 'Name', fr: 'Nom', reads: 'text', such: 'Ber' },
      kind: {
        en: 'Kind',
        fr: 'Type',
        also: ['Type of base'],
        reads: 'word',
        isRequired: true,
        such: 'camp, super-camp, team-site',
      },
      region: { en: 'Region', fr: 'Région', reads: 'text', such: 'Timbuktu' },
      lat: { en: 'Lat', fr: 'Lat.', also: ['Latitude'], reads: 'number', such: '16.83' },
      lon: { en: 'Lon', fr: 'Long.', also: ['Longitude', 'Lng'], reads: 'number', such: '-2.53' },
      hub: { en: 'Hub', fr: 'Base de regroupement', reads: 'id', such: 'timbuktu' },
      aliases: {
        en: 'Aliases',
        fr: 'Autres noms',
        also: ['Also known as'],
        reads: 'names',
        such: 'Aguelhoc; Aguel’hoc',
      },
      liquidation: { en: 'Liquidation', fr: 'Liquidation', reads: 'yesOrNo', such: 'yes, no' },
      ...people(),
      decidedOn,
      ...origin,
    },
    oneOf: ['base', 'name'],
    about: ['base', 'name'],
    places: ['hub'],
    commands: [
      {
        name: 'establish-base',
        at: {
          ...alike('base', 'name', 'kind', 'region'),
          lat: '/location/lat',
          lon: '/location/lon',
          ...alike('hub', 'aliases', 'liquidation'),
          component: '/garrison/0/component',
          contingent: '/garrison/0/contingent',
          people: '/garrison/0/count',
          decidedOn: '/occurredAt',
          ...ofOrigin,
        },
      },
    ],
  },
  schedule: {
    columns: {
      base: { ...base, isRequired: true },
      on: {
        en: 'Planned date',
        fr: 'Date prévue',
        also: ['On', 'Date', 'Planned', 'Planned on', 'Closure date', 'Withdrawal date', 'Date de retrait'],
        reads: 'planned',
        isRequired: true,
        such: '2023-08-15, about 2023-08-15, 2023-08-10 to 2023-08-15',
      },
      phase: { en: 'Phase', fr: 'Phase', reads: 'text', such: 'phase 1' },
      authority: { en: 'Authority', fr: 'Autorité', reads: 'text', such: 'SRSG' },
      reason: { en: 'Reason', fr: 'Motif', reads: 'text', such: 'needed where a date moves' },
      decidedOn,
      ...origin,
    },
    about: ['base'],
    places: ['base'],
    commands: [
      {
        name: 'schedule-withdrawal',
        at: {
          ...alike('base', 'on', 'phase', 'authority', 'reason'),
          decidedOn: '/occurredAt',
          ...ofOrigin,
        },
      },
    ],
  },
  departures: {
    columns: {
      date: {
        en: 'Date',
        fr: 'Date',
        also: ['Departed on', 'Departure date', 'Date de départ'],
        reads: 'when',
        isRequired: true,
        such: '2023-08-13',
      },
      from: { en: 'From', fr: 'De', also: ['Base', 'Site', 'Camp', 'Depuis'], reads: 'id', such: 'ber' },
      ...people(true),
      mode,
      to: { en: 'To', fr: 'Vers', also: ['Destination'], reads: 'text', such: 'Ouagadougou' },
      ...origin,
    },
    about: ['from'],
    places: ['from'],
    commands: [
      {
        name: 'report-repatriation',
        at: { date: '/occurredAt', from: '/from', mode: '/mode', to: '/to', ...ofLine, ...ofOrigin },
      },
    ],
  },
  strength: {
    columns: {
      date: {
        en: 'As of',
        fr: 'Au',
        also: ['Date', 'As at', 'As-of date'],
        reads: 'when',
        isRequired: true,
        such: '2023-08-13',
      },
      base: { ...base, such: 'ber (empty for the whole mission)' },
      measure: {
        en: 'Measure',
        fr: 'Mesure',
        reads: 'word',
        such: 'present, departed, baseline (present, where it is left out)',
      },
      ...people(true),
      since: { en: 'Since', fr: 'Depuis', reads: 'day', such: '2023-07-01' },
      ...origin,
    },
    about: ['base'],
    places: ['base'],
    commands: [
      {
        name: 'report-strength',
        at: {
          date: '/occurredAt',
          ...alike('base', 'measure', 'component', 'contingent'),
          people: '/count',
          since: '/since',
          ...ofOrigin,
        },
        fixed: { measure: 'present' },
      },
    ],
  },
  convoys: {
    columns: {
      convoy: {
        en: 'Convoy',
        fr: 'Convoi',
        also: ['Convoy id', 'Id'],
        reads: 'id',
        isRequired: true,
        such: 'ber-timbuktu-1',
      },
      mode,
      from: { en: 'From', fr: 'De', also: ['Origin', 'Origine'], reads: 'id', such: 'ber' },
      to: { en: 'To', fr: 'Vers', also: ['Destination'], reads: 'id', such: 'timbuktu, abroad' },
      toPlace: { en: 'To place', fr: 'Lieu de destination', reads: 'text', such: 'Cotonou' },
      plannedOn: {
        en: 'Planned departure',
        fr: 'Départ prévu',
        also: ['Departs on', 'Planned'],
        reads: 'day',
        such: '2023-08-13',
      },
      departedOn: {
        en: 'Departed',
        fr: 'Parti',
        also: ['Departed on', 'Actual departure', 'Départ réel'],
        reads: 'when',
        such: '2023-08-13',
      },
      arrivedOn: {
        en: 'Arrived',
        fr: 'Arrivé',
        also: ['Arrived on', 'Actual arrival', 'Arrivée réelle'],
        reads: 'when',
        such: '2023-08-15',
      },
      ...people(),
      vehicles: { en: 'Vehicles', fr: 'Véhicules', reads: 'count', such: '35' },
      decidedOn,
      ...origin,
    },
    oneOf: ['plannedOn', 'departedOn', 'arrivedOn'],
    about: ['convoy'],
    places: ['from', 'to'],
    commands: [
      {
        name: 'plan-convoy',
        ifAnyOf: ['plannedOn'],
        // An order is given before it is carried out: whoever enters both later need not say when.
        instead: { decidedOn: 'departedOn' },
        at: {
          ...alike('convoy', 'mode', 'from', 'to', 'toPlace'),
          plannedOn: '/departsOn',
          vehicles: '/vehicles',
          decidedOn: '/occurredAt',
          ...ofLine,
          ...ofOrigin,
        },
      },
      {
        name: 'report-convoy-departed',
        ifAnyOf: ['departedOn'],
        at: {
          ...alike('convoy', 'mode', 'from', 'to', 'toPlace'),
          departedOn: '/occurredAt',
          vehicles: '/vehicles',
          ...ofLine,
          ...ofOrigin,
        },
      },
      {
        name: 'report-convoy-arrived',
        ifAnyOf: ['arrivedOn'],
        at: { convoy: '/convoy', arrivedOn: '/occurredAt', to: '/at', ...ofOrigin },
      },
    ],
  },
} as const satisfies Record<KindName, Kind>;

/** A kind by its name. */
export const kindOf = (name: KindName): Kind => kinds[name];
