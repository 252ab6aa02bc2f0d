import type { EntryType } from '#libs/domain';

/** Which entries may change which kind of figure: what is asked after no other entry. */
const set = (...types: EntryType[]): ReadonlySet<EntryType> => new Set(types);

const deaths = ['ConvoyAttacked', 'IncidentReported', 'TollRevised'] as const;

/** Entries that may move people across the mission's border, or state its totals. */
export const crossing = set(
  'MissionOpened',
  'PersonnelArrived',
  'PersonnelRepatriated',
  'PersonnelSeparated',
  'StrengthReported',
  'ConvoyArrived',
  // A convoy that went abroad may set out from there again, or have people evacuated from it.
  'ConvoyDeparted',
  'ConvoyTurnedBack',
  'CasualtiesEvacuated',
  ...deaths,
);

/** Entries that may move people at all. */
export const moving = set(...crossing, 'BaseEstablished', 'PersonnelReturned');

/** Entries that tell or revise losses. */
export const tolls = set(...deaths);

/** Entries that tell of a convoy's way. */
export const ways = set(
  'ConvoyPlanned',
  'ConvoyDeparted',
  'ConvoyHalted',
  'ConvoyResumed',
  'ConvoyArrived',
  'ConvoyTurnedBack',
);

/** Entries that tell who sets out with a convoy. */
export const settingOut = set('ConvoyDeparted', 'ConvoyArrived');

/** Entries that tell of attacks on a leg, or where that leaves from. */
export const attacksOnLegs = set(...tolls, ...ways);

/** Entries that may end the holding of a base, or begin it. */
export const holding = set('BaseEstablished', 'BaseVacated', 'CampHandedOver', 'CampLost');

/** Entries that plan when bases are left. */
export const planning = set(
  'BaseEstablished',
  'WithdrawalScheduled',
  'WithdrawalExpedited',
  'WithdrawalPostponed',
  'WithdrawalCancelled',
);

/** Entries about equipment. */
export const stock = set('EquipmentReported', 'EquipmentDisposed');

/** Entries about the mission itself. */
export const founding = set('MissionOpened', 'DeadlineMoved');
