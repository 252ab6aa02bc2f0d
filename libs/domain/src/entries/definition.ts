import type { Claim } from '../state/claim.js';
import type { Effective, Entry } from '../envelope/entry.js';
import type { MissionState, NumberSaid } from '../state/mission.js';
import type { Refusal } from '../decider/refusals.js';
import type { FigureKind } from '../values/figure-kinds.js';
import type { Label } from '../values/label.js';
import type { Said, Sentence } from '../sentences/part.js';
import type { Outcome } from '../state/proposal.js';
import type { References } from '../values/references.js';
import type { EntryData } from './registry.js';

/** What a report speaks of, and what it claims of it: the one place that says what its data refers to. */
export interface ReportReferences extends References {
  claim: Claim | 'none';
}

/** Why a command is no valid one: what is wrong with which of its fields (JSON Pointer, RFC 6901). */
export interface Invalid {
  kind: 'invalid';
  errors: { pointer: string; detail: string; said: Said }[];
}

/** That a command names what there is not, and what there is of the kind. */
export interface Unknown {
  kind: 'unknown';
  what: string;
  id: string;
  known: string[];
}

/** The ways of saying no to a command. */
export type No = Refusal | Invalid | Unknown;

/** A log as those entries are judged on that act on others. */
export interface JudgedLog {
  /** An entry that bears on the command, as recorded; undefined if there is none. */
  entryAt(revision: number): Entry | undefined;
  /** Whether a correction keeps to the type of what it corrects, to what that opens, and to what there is. */
  refusesCorrection(data: EntryData['EntryCorrected']): No | undefined;
  /** Whether what a toll is to be revised of tells of none. */
  refusesRevision(data: EntryData['TollRevised']): No | undefined;
  /** Whether there is no such text to be withheld. */
  refusesWithholding(data: EntryData['TextWithheld']): No | undefined;
  /** Whether what two must give are orders. */
  refusesOrders(data: EntryData['FourEyesSet']): No | undefined;
  /** Whether what is proposed are valid orders, for a time to come. */
  refusesProposal(data: EntryData['OrderProposed']): No | undefined;
  /** Whether a proposal cannot become that, by whoever asks for it. */
  refusesOutcome(proposal: number, is: Outcome['is']): No | undefined;
  /** Whether no order that was given alone waits for who asks to stand by it. */
  refusesCountersigning(entry: number): No | undefined;
  /** Whether others rest on what is to be retracted. */
  refusesRetraction(data: EntryData['EntryRetracted']): No | undefined;
}

/** What a command is judged by. */
export interface Judgement {
  /** The newest state; for an order that was given earlier and entered late, the one at its own place. */
  state: MissionState;
  /** When it is given, in milliseconds since 1970. */
  at: number;
  log: JudgedLog;
  /** The ids of all discrepancies that are open now. */
  openDiscrepancies: () => string[];
}

/** A number of people that an entry says of an account (`base/ber`). */
export interface NumberOf {
  account: string;
  said: NumberSaid;
}

/** What is said of an entry in each language. */
interface EntrySentence<D> extends Sentence<D> {
  /** The entry type in French; in English it goes by its own name. */
  nameFr: string;
}

/** Data of an older schema, as it was stored. */
export type OlderData = Readonly<Record<string, unknown>>;

interface Definition<D extends object> {
  /** The command that makes it, in the imperative. */
  command: string;
  /** Version of the data, from 1: what new entries are recorded with. */
  schema: number;
  /** For each older schema what its data says in the next one: stored bodies stay as they are. */
  upcast: Readonly<Record<number, (data: OlderData) => object>>;
  /** When it is taken: before there is a mission, to open it; until the mission is closed; or after that too. */
  taken: 'to-open' | 'while-open' | 'always';
  /** Where it stands if its time is imprecise: at a moment, or at the end of the period, so that a total counts what happened in that. */
  standsAt: 'moment' | 'end-of-period';
  /** Whether it folds at its own place, or at that of the entry that it names. */
  actsOn: 'own-place' | 'named-entry';
  /** Whether it is judged on the entry that it names, though it acts at its own place. */
  readsNamed?: true;
  /** Whether it says how orders are given: then nobody corrects or retracts it. */
  standsAsRecorded?: true;
  /** What it does to the earlier entry that it names, or whose discrepancy it settles. */
  relation: 'none' | 'corrects' | 'retracts' | 'revises' | 'disputes' | 'settles';
  /** The figures that it may change. */
  changes: readonly FigureKind[];
  /** Who may read each field; fields of nested data have the label of what they stand in. */
  labels: { readonly [F in keyof D]-?: Label };
  /** Of which bases and convoys it gives a number of people, in the state with it: if nobody said one, there may be anybody. */
  numbers(data: D, state: MissionState): readonly NumberOf[];
  /** What it did to a count that it changed, after a number: "675 repatriated". */
  deed?(data: D): string;
  /** One sentence for API descriptions and the catalogue: what it records. */
  summary: string;
  /** Class that says the shape and limits of the data (class-validator). */
  data: new () => D;
  /** A valid body of the command, without `occurredAt` and `source`. */
  example: D;
  /** The rule that judges it; undefined if it is accepted. Of a report it may say that it is no valid one, and nothing else. */
  judge?(judgement: Judgement, data: D): No | undefined;
  /** Folds the entry into a state that the caller owns. Total: it neither throws nor decides. */
  evolve(state: MissionState, data: D, entry: Effective): void;
  /** What history says of it. */
  sentence: EntrySentence<D>;
}

/** A decision, which is judged. */
export interface OrderDefinition<D extends object> extends Definition<D> {
  kind: 'order';
  /** What the data speaks of. */
  refers(data: D): References;
}

/** An observed fact, which is recorded whatever it contradicts: so it says what it can be compared by. */
export interface ReportDefinition<D extends object> extends Definition<D> {
  kind: 'report';
  /** What the data speaks of, and what it claims. */
  refers(data: D): ReportReferences;
}

/** Everything about one entry type, in one place. */
export type EntryDefinition<D extends object> = OrderDefinition<D> | ReportDefinition<D>;

/** What most entry types say of themselves; a type that spreads it says after it what is otherwise. */
const usual = {
  schema: 1,
  upcast: {},
  standsAt: 'moment',
  actsOn: 'own-place',
  relation: 'none',
  numbers: () => [],
} as const satisfies Partial<Definition<object>>;

/** The same of reports, which are taken whatever became of the mission. That it is one stands in each: what it claims goes by that. */
export const usualReport = { ...usual, taken: 'always' } as const;

/** The same of orders. */
export const usualOrder = { ...usual, kind: 'order', taken: 'while-open' } as const;

/** The same of what says how orders are given. */
export const usualProcedure = { ...usualOrder, taken: 'always', standsAsRecorded: true, changes: [] } as const;
