import type { Actor, Effective } from '../envelope/entry.js';
import type { MissionState } from './mission.js';

/** The orders that two must give: by command. The entry of the highest revision says so, whenever it is said to have been. */
export interface FourEyes {
  revision: number;
  orders: readonly string[];
}

/** A command that is to be given once somebody else approves: its name and its body. */
export interface ProposedCommand {
  command: string;
  [field: string]: unknown;
}

/** What became of a proposal, by whom. */
export interface Outcome {
  is: 'approved' | 'rejected' | 'withdrawn';
  by: Actor;
  revision: number;
  at: number;
  reason?: string;
}

/** Orders that somebody proposed. Never changed in place. */
export interface Proposal {
  /** Of the entry that proposed them: the proposal goes by it. */
  readonly revision: number;
  readonly at: number;
  readonly by: Actor;
  readonly commands: readonly ProposedCommand[];
  /** The revision that the proposer had seen. */
  readonly basedOn: number;
  readonly reason: string;
  /** RFC 3339. */
  readonly expiresAt: string;
  readonly outcome?: Outcome;
}

/** An order that one gave alone in an emergency. Never changed in place. */
export interface BrokenGlass {
  readonly revision: number;
  readonly at: number;
  readonly by: Actor;
  readonly reason: string;
  /** A base or a convoy that it is about; else the mission. */
  readonly subject: string;
  readonly countersigned?: { by: Actor; revision: number };
}

/** What a proposal is at an instant (milliseconds since 1970). */
export function standingOf({ outcome, expiresAt }: Proposal, at: number): Outcome['is'] | 'pending' | 'expired' {
  if (outcome) return outcome.is;
  return Date.parse(expiresAt) <= at ? 'expired' : 'pending';
}

/** Notes what became of a proposal. What was decided first stands. */
export function noteOutcome(
  state: MissionState,
  { proposal, reason }: { proposal: number; reason?: string },
  is: Outcome['is'],
  { entry, at }: Effective,
): void {
  const proposed = state.proposals.get(proposal);
  if (!proposed || proposed.outcome) return;
  const { revision, actor: by } = entry;
  const outcome = { is, by, revision, at, ...(reason !== undefined && { reason }) };
  state.proposals.set(proposal, { ...proposed, outcome });
}

/** Notes that an order was given alone, if it was. */
export function noteBrokenGlass(state: MissionState, { entry, at, data }: Effective): void {
  if (!entry.breakGlass) return;
  const { revision, actor: by, breakGlass } = entry;
  const base = 'base' in data ? data.base : undefined;
  const convoy = 'convoy' in data ? data.convoy : undefined;
  state.brokenGlass.set(revision, {
    revision,
    at,
    by,
    reason: breakGlass.reason,
    subject: base ?? convoy ?? 'mission',
  });
}
