import type { EntryDefinition } from './definition.js';
import type { Language, Parts } from '../sentences/part.js';
import { MissionOpened, type MissionOpenedData } from './mission-opened.js';
import { DeadlineMoved, type DeadlineMovedData } from './deadline-moved.js';
import { MissionClosed, type MissionClosedData } from './mission-closed.js';
import { MissionArchived, type MissionArchivedData } from './mission-archived.js';
import { BaseEstablished, type BaseEstablishedData } from './base-established.js';
import { WithdrawalScheduled, type WithdrawalScheduledData } from './withdrawal-scheduled.js';
import { WithdrawalExpedited, type WithdrawalExpeditedData } from './withdrawal-expedited.js';
import { WithdrawalPostponed, type WithdrawalPostponedData } from './withdrawal-postponed.js';
import { WithdrawalCancelled, type WithdrawalCancelledData } from './withdrawal-cancelled.js';
import { WithdrawalStarted, type WithdrawalStartedData } from './withdrawal-started.js';
import { BaseVacated, type BaseVacatedData } from './base-vacated.js';
import { CampHandedOver, type CampHandedOverData } from './camp-handed-over.js';
import { CampOccupied, type CampOccupiedData } from './camp-occupied.js';
import { CampLost, type CampLostData } from './camp-lost.js';
import { PersonnelArrived, type PersonnelArrivedData } from './personnel-arrived.js';
import { PersonnelRepatriated, type PersonnelRepatriatedData } from './personnel-repatriated.js';
import { PersonnelReturned, type PersonnelReturnedData } from './personnel-returned.js';
import { PersonnelSeparated, type PersonnelSeparatedData } from './personnel-separated.js';
import { StrengthReported, type StrengthReportedData } from './strength-reported.js';
import { CounterReported, type CounterReportedData } from './counter-reported.js';
import { ConvoyPlanned, type ConvoyPlannedData } from './convoy-planned.js';
import { ConvoyDeparted, type ConvoyDepartedData } from './convoy-departed.js';
import { ConvoyHalted, type ConvoyHaltedData } from './convoy-halted.js';
import { ConvoyResumed, type ConvoyResumedData } from './convoy-resumed.js';
import { ConvoyAttacked, type ConvoyAttackedData } from './convoy-attacked.js';
import { CasualtiesEvacuated, type CasualtiesEvacuatedData } from './casualties-evacuated.js';
import { ConvoyArrived, type ConvoyArrivedData } from './convoy-arrived.js';
import { ConvoyTurnedBack, type ConvoyTurnedBackData } from './convoy-turned-back.js';
import { IncidentReported, type IncidentReportedData } from './incident-reported.js';
import { TollRevised, type TollRevisedData } from './toll-revised.js';
import { PermitRequested, type PermitRequestedData } from './permit-requested.js';
import { PermitAnswered, type PermitAnsweredData } from './permit-answered.js';
import { EquipmentDisposed, type EquipmentDisposedData } from './equipment-disposed.js';
import { EquipmentReported, type EquipmentReportedData } from './equipment-reported.js';
import { RoutePlanned, type RoutePlannedData } from './route-planned.js';
import { RouteClosed, type RouteClosedData } from './route-closed.js';
import { RouteReopened, type RouteReopenedData } from './route-reopened.js';
import { CapacitySet, type CapacitySetData } from './capacity-set.js';
import { LoadPlanned, type LoadPlannedData } from './load-planned.js';
import { DependencySet, type DependencySetData } from './dependency-set.js';
import { DependencyLifted, type DependencyLiftedData } from './dependency-lifted.js';
import { PermitNeeded, type PermitNeededData } from './permit-needed.js';
import { StayPlanned, type StayPlannedData } from './stay-planned.js';
import { MilestonePlanned, type MilestonePlannedData } from './milestone-planned.js';
import { MilestoneReported, type MilestoneReportedData } from './milestone-reported.js';
import { ConvoyPositionReported, type ConvoyPositionReportedData } from './convoy-position-reported.js';
import { BaselineNamed, type BaselineNamedData } from './baseline-named.js';
import { BaseRedesignated, type BaseRedesignatedData } from './base-redesignated.js';
import { DiscrepancySettled, type DiscrepancySettledData } from './discrepancy-settled.js';
import { TextWithheld, type TextWithheldData } from './text-withheld.js';
import { AlertAcknowledged, type AlertAcknowledgedData } from './alert-acknowledged.js';
import { AlertsSilenced, type AlertsSilencedData } from './alerts-silenced.js';
import { FourEyesSet, type FourEyesSetData } from './four-eyes-set.js';
import { OrderProposed, type OrderProposedData } from './order-proposed.js';
import { OrderApproved, type OrderApprovedData } from './order-approved.js';
import { OrderRejected, type OrderRejectedData } from './order-rejected.js';
import { ProposalWithdrawn, type ProposalWithdrawnData } from './proposal-withdrawn.js';
import { OrderCountersigned, type OrderCountersignedData } from './order-countersigned.js';
import { EntryCorrected, type EntryCorrectedData } from './entry-corrected.js';
import { EntryRetracted, type EntryRetractedData } from './entry-retracted.js';
import { EntryDisputed, type EntryDisputedData } from './entry-disputed.js';
import { NoteAdded, type NoteAddedData } from './note-added.js';
import { thingsOf } from '../state/changes.js';
import type { FigureKind } from '../values/figure-kinds.js';
import type { References } from '../values/references.js';

/** The data of each entry type. An entry type is its file in `entries/` and its two lines here. */
export interface EntryData {
  MissionOpened: MissionOpenedData;
  DeadlineMoved: DeadlineMovedData;
  MissionClosed: MissionClosedData;
  MissionArchived: MissionArchivedData;
  BaseEstablished: BaseEstablishedData;
  WithdrawalScheduled: WithdrawalScheduledData;
  WithdrawalExpedited: WithdrawalExpeditedData;
  WithdrawalPostponed: WithdrawalPostponedData;
  WithdrawalCancelled: WithdrawalCancelledData;
  WithdrawalStarted: WithdrawalStartedData;
  BaseVacated: BaseVacatedData;
  CampHandedOver: CampHandedOverData;
  CampOccupied: CampOccupiedData;
  CampLost: CampLostData;
  PersonnelArrived: PersonnelArrivedData;
  PersonnelRepatriated: PersonnelRepatriatedData;
  PersonnelReturned: PersonnelReturnedData;
  PersonnelSeparated: PersonnelSeparatedData;
  StrengthReported: StrengthReportedData;
  CounterReported: CounterReportedData;
  ConvoyPlanned: ConvoyPlannedData;
  ConvoyDeparted: ConvoyDepartedData;
  ConvoyHalted: ConvoyHaltedData;
  ConvoyResumed: ConvoyResumedData;
  ConvoyAttacked: ConvoyAttackedData;
  CasualtiesEvacuated: CasualtiesEvacuatedData;
  ConvoyArrived: ConvoyArrivedData;
  ConvoyTurnedBack: ConvoyTurnedBackData;
  IncidentReported: IncidentReportedData;
  TollRevised: TollRevisedData;
  PermitRequested: PermitRequestedData;
  PermitAnswered: PermitAnsweredData;
  EquipmentDisposed: EquipmentDisposedData;
  EquipmentReported: EquipmentReportedData;
  RoutePlanned: RoutePlannedData;
  RouteClosed: RouteClosedData;
  RouteReopened: RouteReopenedData;
  CapacitySet: CapacitySetData;
  LoadPlanned: LoadPlannedData;
  DependencySet: DependencySetData;
  DependencyLifted: DependencyLiftedData;
  PermitNeeded: PermitNeededData;
  StayPlanned: StayPlannedData;
  MilestonePlanned: MilestonePlannedData;
  MilestoneReported: MilestoneReportedData;
  ConvoyPositionReported: ConvoyPositionReportedData;
  BaselineNamed: BaselineNamedData;
  BaseRedesignated: BaseRedesignatedData;
  DiscrepancySettled: DiscrepancySettledData;
  AlertAcknowledged: AlertAcknowledgedData;
  AlertsSilenced: AlertsSilencedData;
  TextWithheld: TextWithheldData;
  FourEyesSet: FourEyesSetData;
  OrderProposed: OrderProposedData;
  OrderApproved: OrderApprovedData;
  OrderRejected: OrderRejectedData;
  ProposalWithdrawn: ProposalWithdrawnData;
  OrderCountersigned: OrderCountersignedData;
  EntryCorrected: EntryCorrectedData;
  EntryRetracted: EntryRetractedData;
  EntryDisputed: EntryDisputedData;
  NoteAdded: NoteAddedData;
}

/** Past tense: what happened. */
export type EntryType = keyof EntryData;

/** All entry types. A missing definition does not compile. */
export const registry: { readonly [T in EntryType]: EntryDefinition<EntryData[T]> } = {
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
