import type { MissionState } from '#libs/domain';
import type { NewEntry } from '#libs/event-store';
import type { CommandInput, Refused, SubmissionWarning } from './submission.js';

/** A command with the key under which it is recorded, once. */
export interface KeyedCommand extends CommandInput {
  key: string;
}

/** What a row is told when its turn has come. */
export interface RowContext {
  /** The state that the log and the rows before it make. */
  state: Readonly<MissionState>;
  /** Whether something was recorded under a key. */
  isRecorded: (key: string) => boolean;
}

/** One row of a table. It asks for all of its commands or none; for no command if what it says holds already. */
export interface Row {
  /** Whether it asks for nothing that others rest on, and rests on no more than names: it can then be decided before others are folded. */
  standsAlone: boolean;
  /** Its commands, or why it can ask for none on that state. */
  commands(context: RowContext): readonly KeyedCommand[] | Refused;
}

/** What becomes of a row. */
export type RowOutcome =
  | { kind: 'accepted'; entries: readonly NewEntry[]; warnings: readonly SubmissionWarning[] }
  | { kind: 'already-there' }
  | { kind: 'refused'; refused: Refused };
