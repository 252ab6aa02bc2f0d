import type { EntryDefinition } from './definition.js';
import type { Language, Parts } from '../sentences/part.js';
import { MissionOpened } from './mission-opened.js';
import { DeadlineMoved } from './deadline-moved.js';
import { MissionClosed } from './mission-closed.js';
import { MissionArchived } from './mission-archived.js';
import { BaseEstablished } from './base-established.js';
import { WithdrawalScheduled } from './withdrawal-scheduled.js';
import { WithdrawalExpedited } from './withdrawal-expedited.js';
import { WithdrawalPostponed } from './withdrawal-postponed.js';
import { WithdrawalCancelled } from './withdrawal-cancelled.js';
import { WithdrawalStarted } from './withdrawal-started.js';
import { BaseVacated } from './base-vacated.js';
import { CampHandedOver } from './camp-handed-over.js';
import { CampOccupied } from './camp-occupied.js';
import { CampLost } from './camp-lost.js';
import { PersonnelArrived } from './personnel-arrived.js';
import { PersonnelRepatriated } from './personnel-repatriated.js';
import { PersonnelReturned } from './personnel-returned.js';
import { PersonnelSeparated } from './personnel-separated.js';
import { StrengthReported } from './strength-reported.js';
import { CounterReported } from './counter-reported.js';
import { ConvoyPlanned } from './convoy-planned.js';
import { ConvoyDeparted } from './convoy-departed.js';
import { ConvoyHalted } from './convoy-halted.js';
import { ConvoyResumed } from './convoy-resumed.js';
import { ConvoyAttacked } from './convoy-attacked.js';
import { CasualtiesEvacuated } from './casualties-evacuated.js';
import { ConvoyArrived } from './convoy-arrived.js';
import { ConvoyTurnedBack } from './convoy-turned-back.js';
import { IncidentReported } from './incident-reported.js';
import { TollRevised } from './toll-revised.js';
import { PermitRequested } from './permit-requested.js';
import { PermitAnswered } from './permit-answered.js';
import { EquipmentDisposed } from './equipment-disposed.js';
import { EquipmentReported } from './equipment-reported.js';
import { RoutePlanned } from './route-planned.js';
import { RouteClosed } from './route-closed.js';
import { RouteReopened } from './route-reopened.js';
import { CapacitySet } from './capacity-set.js';
import { LoadPlanned } from './load-planned.js';
import { DependencySet } from './dependency-set.js';
import { DependencyLifted } from './dependency-lifted.js';
import { PermitNeeded } from './permit-needed.js';
import { StayPlanned } from './stay-planned.js';
import { MilestonePlanned } from './milestone-planned.js';
import { MilestoneReported } from './milestone-reported.js';
import { ConvoyPositionReported } from './convoy-position-reported.js';
import { BaselineNamed } from './baseline-named.js';
import { BaseRedesignated } from './base-redesignated.js';
import { DiscrepancySettled } from './discrepancy-settled.js';
import { TextWithheld } from './text-withheld.js';
import { AlertAcknowledged } from './alert-acknowledged.js';
import { AlertsSilenced } from './alerts-silenced.js';
import { FourEyesSet } from './four-eyes-set.js';
import { OrderProposed } from './order-proposed.js';
import { OrderApproved } from './order-approved.js';
import { OrderRejected } from './order-rejected.js';
import { ProposalWithdrawn } from './proposal-withdrawn.js';
import { OrderCountersigned } from './order-countersigned.js';
import { EntryCorrected } from './entry-corrected.js';
import { EntryRetracted } from './entry-retracted.js';
import { EntryDisputed } from './entry-disputed.js';
import { NoteAdded } from './note-added.js';
import { thingsOf } from '../state/changes.js';
import type { FigureKind } from '../values/figure-kinds.js';
import type { References } from '../values/references.js';

/** All entry types. An entry type is its file in `entries/` and its two lines here. */
const definitions = {
  MissionOpened,
  DeadlineMoved,
  MissionClosed,
  MissionArchived,
  BaseEstablished,
  WithdrawalScheduled,
  WithdrawalExpedited,
  WithdrawalPostponed,
  WithdrawalCancelled,
  WithdrawalStarted,
  BaseVacated,
  CampHandedOver,
  CampOccupied,
  CampLost,
  PersonnelArrived,
  PersonnelRepatriated,
  PersonnelReturned,
  PersonnelSeparated,
  StrengthReported,
  CounterReported,
  ConvoyPlanned,
  ConvoyDeparted,
  ConvoyHalted,
  ConvoyResumed,
  ConvoyAttacked,
  CasualtiesEvacuated,
  ConvoyArrived,
  ConvoyTurnedBack,
  IncidentReported,
  TollRevised,
  PermitRequested,
  PermitAnswered,
  EquipmentDisposed,
  EquipmentReported,
  RoutePlanned,
  RouteClosed,
  RouteReopened,
  CapacitySet,
  LoadPlanned,
  DependencySet,
  DependencyLifted,
  PermitNeeded,
  StayPlanned,
  MilestonePlanned,
  MilestoneReported,
  ConvoyPositionReported,
  BaselineNamed,
  BaseRedesignated,
  DiscrepancySettled,
  AlertAcknowledged,
  AlertsSilenced,
  TextWithheld,
  FourEyesSet,
  OrderProposed,
  OrderApproved,
  OrderRejected,
  ProposalWithdrawn,
  OrderCountersigned,
  EntryCorrected,
  EntryRetracted,
  EntryDisputed,
  NoteAdded,
};

/** The data of each entry type. */
export type EntryData = {
  [T in keyof typeof definitions]: InstanceType<(typeof definitions)[T]['data']>;
};

/** Past tense: what happened. */
export type EntryType = keyof typeof definitions;

/** The definition of each entry type, which has its data. */
export const registry: { readonly [T in EntryType]: EntryDefinition<EntryData[T]> } = definitions;

/** The definition of a type, for data whose type was checked when it came in. */
export const definitionOf = (type: EntryType): EntryDefinition<object> => registry[type];

/** What history says of an entry of a type. */
export const partsOf = (type: EntryType, data: object, language: Language): Parts =>
  definitionOf(type).sentence[language](data);

/** Whether a text is the name of an entry type that this version knows. */
export const isEntryType = (text: unknown): text is EntryType =>
  typeof text === 'string' && Object.hasOwn(registry, text);

/** All commands, in the order of the catalogue. */
export const commands: string[] = [];

const typesByCommand = new Map<string, EntryType>();

/**
 * Makes an entry type known, or a newer version of one, to all that asks the registry; answers how to take that back. Throws if
 * the definition leaves out how an older schema is read or who may see a field.
 */
export function register<D extends object>(type: string, definition: EntryDefinition<D>): () => void {
  checkDefinition(type, definition);
  const known: Record<string, unknown> = registry;
  const before = isEntryType(type) ? definitionOf(type) : undefined;
  known[type] = definition;
  noteCommands();
  return () => {
    if (before) known[type] = before;
    else delete known[type];
    noteCommands();
  };
}

function checkDefinition(type: string, { schema, upcast, labels, example }: EntryDefinition<object>): void {
  const older = Array.from({ length: schema - 1 }, (_, index) => index + 1);
  const unread = older.filter((one) => upcast[one] === undefined);
  if (unread.length > 0) throw new Error(`${type} does not say how schema ${unread.join(', ')} of it is read`);
  const unlabelled = Object.keys(example).filter((field) => !Object.hasOwn(labels, field));
  if (unlabelled.length > 0) throw new Error(`${type} does not say who may see ${unlabelled.join(', ')}`);
}

function noteCommands(): void {
  typesByCommand.clear();
  for (const type of Object.keys(registry).filter(isEntryType)) typesByCommand.set(registry[type].command, type);
  commands.splice(0, commands.length, ...typesByCommand.keys());
}

for (const type of Object.keys(registry).filter(isEntryType)) checkDefinition(type, definitionOf(type));
noteCommands();

/** The entry type that a command makes; undefined for an unknown command. */
export const typeOfCommand = (command: string): EntryType | undefined => typesByCommand.get(command);

/** What the data of an entry type speaks of. */
export function referencesOf(type: EntryType, data: object): References {
  return definitionOf(type).refers(data);
}

/** Whether entries of a type may change figures of one of these kinds. */
export function mayChange(type: EntryType, kinds: readonly FigureKind[]): boolean {
  const { changes } = definitionOf(type);
  return kinds.some((kind) => changes.includes(kind));
}

/** Whether entries of a type act at the place of another one: they mark no time of their own. */
export const actsElsewhere = (type: EntryType): boolean => definitionOf(type).actsOn === 'named-entry';

/** Whether entries of a type are totals that stand at the end of their period, so that a day's total counts that day's moves. */
export const standsAtEnd = (type: EntryType): boolean => definitionOf(type).standsAt === 'end-of-period';

/** The things that data of an entry type is about by what it says; its revision if it may have opened something by that. */
export const thingsNamedBy = (type: EntryType, data: object, revision?: number): string[] =>
  thingsOf(definitionOf(type).changes, referencesOf(type, data), revision);
